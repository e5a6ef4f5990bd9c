import type { Expression } from '../../../src/ir/expression.js';
import { refused, safeBounds, stringOf, valueOf, wholeOf } from './lowered.js';
import type { LowerCall } from './lowering.js';

/** `to typeof(T)` casts an element of a dynamic value without parsing: one of another type becomes null. */
export const cast: LowerCall = (call, x) => {
  const value = x.value(call.args[0] as Expression).node;
  switch (call.type) {
    case 'string':
      return stringOf(x.helper('asString', value));
    case 'int':
    case 'long':
      return wholeOf(x.helper('asWhole', value), safeBounds(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER), true);
    case 'real':
      return valueOf('real', x.helper('asReal', value), true);
    case 'bool':
      return valueOf('bool', x.helper('asBool', value), true);
    default:
      x.refuse('RP3303', [`mv-expand … to typeof(${call.type})`], call.span);
      return refused(call.type);
  }
};
