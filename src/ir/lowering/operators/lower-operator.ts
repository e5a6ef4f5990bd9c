import { listPart, requiredPart, simpleName, type SyntaxNode } from '../../../kql/syntax.js';
import type { Relation } from '../../relation.js';
import { refuse, type LoweringContext } from '../context.js';

/** Lowers an operator of a pipe onto its input. */
export type LowerOperator = (context: LoweringContext, operator: SyntaxNode, input: Relation) => Relation;

/** Lowers an operator that begins a pipe. */
export type LowerSource = (context: LoweringContext, node: SyntaxNode) => Relation;

/** Operators take hints and options; what is not known here changes the meaning and is refused. */
export function refuseParameters(
  context: LoweringContext,
  operator: SyntaxNode,
  known: readonly string[] = [],
): Map<string, SyntaxNode> {
  const found = new Map<string, SyntaxNode>();
  for (const parameter of listPart(operator, 'Parameters')) {
    const name = simpleName(requiredPart(parameter, 'Name'));
    // Hints tell Kusto how to run, never what to return.
    if (name.startsWith('hint.')) continue;
    if (!known.includes(name)) refuse(context, parameter, 'RP2004', `the parameter '${name}'`);
    found.set(name, requiredPart(parameter, 'Expression'));
  }
  return found;
}

/** The text of a parameter's value: `kind=inner`, `withsource="t"`. */
export const parameterText = (node: SyntaxNode | undefined): string | null =>
  node === undefined ? null : typeof node.LiteralValue === 'string' ? node.LiteralValue : node.toString().trim();
