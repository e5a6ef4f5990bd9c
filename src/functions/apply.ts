import type { Call } from '../ir/expression.js';
import { isArray, isBag, type Value } from '../ir/value.js';
import type { EvaluationContext } from './function-entry.js';
import { TooLarge, checkDynamic } from './limits.js';
import { functionEntry } from './registry.js';
import { conform } from './values.js';

const isContainer = (value: Value): boolean => isArray(value) || isBag(value);

/**
 * The value of a call whose arguments are at hand, by the registry's rules. `now` is the clock of the run in ticks. A result
 * beyond the limits of a value is null, for text empty.
 */
export function applyFunction(call: Call, args: readonly Value[], now: bigint): Value {
  const entry = functionEntry(call.fn);
  if (entry.nulls === 'strict' && args.includes(null)) return null;
  const context: EvaluationContext = { now, types: call.args.map(({ type }) => type), result: call.type };
  try {
    const value = conform(entry.evaluate(args, context), call.type);
    // Only what is made of other dynamic values can grow beyond what was read.
    if (isContainer(value) && args.some(isContainer)) checkDynamic(value);
    return value;
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return call.type === 'string' ? '' : null;
  }
}
