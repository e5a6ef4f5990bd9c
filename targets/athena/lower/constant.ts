import { applyFunction } from '../../../src/functions/apply.js';
import { FUNCTIONS } from '../../../src/functions/registry.js';
import type { Call, Literal } from '../../../src/ir/expression.js';
import type { Value } from '../../../src/ir/value.js';

/** A call of constants as the constant that it is by the registry's own rules, or null. */
export function folded(call: Call): Literal | null {
  const entry = FUNCTIONS.get(call.fn);
  if (entry === undefined || entry.readsClock === true) return null;
  const values = call.args.flatMap((arg): Value[] => (arg.kind === 'literal' ? [arg.value] : []));
  if (values.length < call.args.length) return null;
  return { kind: 'literal', type: call.type, span: call.span, value: applyFunction(call, values, 0n) };
}
