import { functionEntry } from '../../functions/registry.js';
import type { Expression } from '../expression.js';
import type { Value } from '../value.js';

/** The value of an expression that reads no row and no clock; undefined where there is none before a run. */
export function evaluateConstant(expression: Expression): Value | undefined {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind !== 'call' || expression.fn === 'now' || expression.fn === 'ago') return undefined;
  const args = expression.args.map(evaluateConstant);
  if (!args.every((arg) => arg !== undefined)) return undefined;
  const entry = functionEntry(expression.fn);
  if (entry.nulls === 'strict' && args.includes(null)) return null;
  const types = expression.args.map(({ type }) => type);
  return entry.evaluate(args, { now: 0n, types, result: expression.type });
}
