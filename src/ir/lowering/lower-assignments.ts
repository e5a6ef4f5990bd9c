import { listPart, requiredPart, simpleName, type SyntaxNode } from '../../kql/syntax.js';
import type { Expression } from '../expression.js';
import type { Assignment } from '../relation.js';
import type { Column } from '../types.js';
import { refuse, type LoweringContext } from './context.js';
import { lowerExpression } from './lower-expression.js';

/** One column of what an expression makes: `(a, b) = array_sort_asc(x, y)` makes several. */
interface Part {
  /** The name that is written or that Kusto makes of the expression, `''` where it numbers them. */
  readonly name: string;
  readonly value: Expression;
}

/** `project`, `print`: the columns of the expressions in order, so the binder's names belong by position. */
export function lowerPositional(
  context: LoweringContext,
  nodes: readonly SyntaxNode[],
  columns: readonly Column[],
): Assignment[] {
  const parts = nodes.flatMap((node) => partsOf(context, node));
  return parts.map(({ value }, index) => {
    const name = columns[index]?.name;
    if (name === undefined || columns.length !== parts.length) {
      return refuse(context, nodes[0]!, 'RP2004', 'an expression that makes several columns');
    }
    return { name, value };
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
  const parts = nodes.flatMap((node) => partsOf(context, node));
  const numbered = columns
    .map(({ name }) => name)
    .filter((name) => /^Column\d+$/.test(name) && !present.has(name) && !parts.some((part) => part.name === name));
  const assignments = parts.map((part) => {
    const name = part.name || numbered.shift();
    if (name === undefined) return refuse(context, nodes[0]!, 'RP2004', 'an expression that makes several columns');
    return { name, value: part.value };
  });
  // Two expressions with the same made-up name: the later one replaces the earlier (`extend d.x, tostring(d.x)`).
  return assignments.filter(({ name }, index) => !assignments.slice(index + 1).some((later) => later.name === name));
}

function partsOf(context: LoweringContext, node: SyntaxNode): Part[] {
  const kind = context.kusto.kindOf(node);
  const isNamed = kind === 'SimpleNamedExpression' || kind === 'CompoundNamedExpression';
  const inner = isNamed ? requiredPart(node, 'Expression') : node;
  const value = lowerExpression(context, inner);
  if (inner.ResultType?.Name !== 'tuple') {
    if (kind === 'CompoundNamedExpression') return refuse(context, node, 'RP2004', 'naming several columns at once');
    return [{ name: context.kusto.resultName(node), value }];
  }
  const names =
    kind === 'CompoundNamedExpression'
      ? listPart(requiredPart(node, 'Names'), 'Names').map(simpleName)
      : kind === 'SimpleNamedExpression'
        ? [context.kusto.resultName(node)]
        : [];
  const { span } = value;
  return tupleNames(inner).map((made, position) => {
    const index: Expression = { kind: 'literal', type: 'long', value: BigInt(position), span };
    return { name: names[position] ?? made, value: { kind: 'index', object: value, index, type: 'dynamic', span } };
  });
}

function tupleNames(node: SyntaxNode): string[] {
  const columns = node.ResultType?.Columns;
  return Array.from({ length: columns?.Count ?? 0 }, (_, index) => columns?.getItem(index).Name ?? '');
}
