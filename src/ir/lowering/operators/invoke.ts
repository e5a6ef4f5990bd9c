import { part, requiredPart, simpleName, type SyntaxNode } from '../../../kql/syntax.js';
import type { Relation } from '../../relation.js';
import { refuse, spanOf, type LoweringContext } from '../context.js';
import { lowerWatchlist } from './external.js';
import type { LowerOperator, LowerSource } from './lower-operator.js';

/** A function that begins a pipe: a user's, or Sentinel's watchlists. A view goes by its bare name, which it keeps. */
export const lowerTableFunction: LowerSource = (context, node) => {
  const written = simpleName(part(node, 'ArgumentList') === null ? node : requiredPart(node, 'Name'));
  if (context.bindings.get(written)?.kind !== 'function') return lowerWatchlist(context, node);
  const input = callTable(context, node, written);
  return { op: 'let', name: written, input, columns: input.columns, span: spanOf(context, node) };
};

/** `T | invoke f(x)` is `f(T, x)`. */
export const lowerInvoke: LowerOperator = (context, operator, input) => {
  const node = requiredPart(operator, 'Function');
  return callTable(context, node, simpleName(requiredPart(node, 'Name')), input);
};

function callTable(context: LoweringContext, node: SyntaxNode, written: string, input?: Relation): Relation {
  const called = context.bindings.get(written);
  if (called?.kind !== 'function') return refuse(context, node, 'RP2003', written);
  const result = context.callFunction(node, called, input);
  return result.kind === 'tabular'
    ? result.value
    : refuse(context, node, 'RP2004', `the value '${written}' as a table`);
}
