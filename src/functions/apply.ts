import type { Call } from '../ir/expression.js';
import type { Value } from '../ir/value.js';
import { functionEntry } from './registry.js';
import { conform } from './values.js';

/** The value of a call whose arguments are at hand, by the registry's rules. `now` is the clock of the run in ticks. */
export function applyFunction(call: Call, args: readonly Value[], now: bigint): Value {
  const entry = functionEntry(call.fn);
  if (entry.nulls === 'strict' && args.includes(null)) return null;
  const types = call.args.map(({ type }) => type);
  return conform(entry.evaluate(args, { now, types, result: call.type }), call.type);
}
