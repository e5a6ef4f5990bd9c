import { requiredPart, type SyntaxNode } from '../../kql/syntax.js';
import type { Assignment } from '../relation.js';
import type { Column } from '../types.js';
import { refuse, type LoweringContext } from './context.js';
import { lowerExpression } from './lower-expression.js';

/** `project`, `print`: one output column an expression, in order, so the binder's names belong by position. */
export function lowerPositional(
  context: LoweringContext,
  nodes: readonly SyntaxNode[],
  columns: readonly Column[],
): Assignment[] {
  return nodes.map((node, index) => {
    const name = columns[index]?.name;
    if (name === undefined || columns.length !== nodes.length) {
      return refuse(context, node, 'RP2004', 'an expression that makes several columns');
    }
    return { name, value: lowerExpression(context, valueOf(context, node)) };
  });
}

/** `extend`, `mv-expand`: names written, or made by Kusto from the expression, or numbered (`Column1`). */
export function lowerAssignments(
  context: LoweringContext,
  nodes: readonly SyntaxNode[],
  columns: readonly Column[],
  input: readonly Column[],
): Assignment[] {
  const present = new Set(input.map(({ name }) => name));
  const names = nodes.map((node) => context.kusto.resultName(node));
  const numbered = columns
    .map(({ name }) => name)
    .filter((name) => /^Column\d+$/.test(name) && !present.has(name) && !names.includes(name));
  const assignments = nodes.map((node, index) => {
    const name = names[index] || numbered.shift();
    if (name === undefined) return refuse(context, node, 'RP2004', 'an expression that makes several columns');
    return { name, value: lowerExpression(context, valueOf(context, node)) };
  });
  // Two expressions with the same made-up name: the later one replaces the earlier (`extend d.x, tostring(d.x)`).
  return assignments.filter(({ name }, index) => !assignments.slice(index + 1).some((later) => later.name === name));
}

function valueOf(context: LoweringContext, node: SyntaxNode): SyntaxNode {
  const kind = context.kusto.kindOf(node);
  if (kind === 'SimpleNamedExpression') return requiredPart(node, 'Expression');
  if (kind === 'CompoundNamedExpression') return refuse(context, node, 'RP2004', 'naming several columns at once');
  return node;
}
