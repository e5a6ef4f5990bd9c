import { applyFunction } from '../../functions/apply.js';
import { functionEntry } from '../../functions/registry.js';
import type { Expression } from '../expression.js';
import type { Value } from '../value.js';

/** The value of an expression that reads no row and no clock; undefined where there is none before a run. */
export function evaluateConstant(expression: Expression): Value | undefined {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind !== 'call' || functionEntry(expression.fn).readsClock === true) return undefined;
  const args = expression.args.map(evaluateConstant);
  return args.every((arg) => arg !== undefined) ? applyFunction(expression, args, 0n) : undefined;
}
