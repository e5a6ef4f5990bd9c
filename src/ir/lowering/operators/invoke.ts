import { requiredPart, simpleName } from '../../../kql/syntax.js';
import { refuse } from '../context.js';
import { lowerWatchlist } from './external.js';
import type { LowerOperator, LowerSource } from './lower-operator.js';

/** A function that begins a pipe: a user's, or Sentinel's watchlists. */
export const lowerTableFunction: LowerSource = (context, node) => {
  const written = simpleName(requiredPart(node, 'Name'));
  const called = context.bindings.get(written);
  if (called?.kind !== 'function') return lowerWatchlist(context, node);
  const result = context.callFunction(node, called);
  return result.kind === 'tabular'
    ? result.value
    : refuse(context, node, 'RP2004', `the value '${written}' as a table`);
};

/** `T | invoke f(x)` is `f(T, x)`. */
export const lowerInvoke: LowerOperator = (context, operator, input) => {
  const node = requiredPart(operator, 'Function');
  const written = simpleName(requiredPart(node, 'Name'));
  const called = context.bindings.get(written);
  if (called?.kind !== 'function') return refuse(context, node, 'RP2003', written);
  const result = context.callFunction(node, called, input);
  return result.kind === 'tabular'
    ? result.value
    : refuse(context, node, 'RP2004', `the value '${written}' as a table`);
};
