import type { Expression } from '../../../src/ir/expression.js';
import * as b from '../ast/builders.js';
import { reference } from '../ast/type-nodes.js';
import { refused, valueOf } from './lowered.js';
import type { LowerCall } from './lowering.js';

/** `now()` and `ago(span)` read the detector's clock: one instant for a whole run. */
export const clock =
  (sign: '+' | '-'): LowerCall =>
  (call, x) => {
    const [offset] = call.args as [Expression?];
    if (offset === undefined) return valueOf('datetime', x.now(), false);
    const span = x.value(offset);
    if (span.type !== 'timespan' || span.nullable) {
      x.refuse('RP3302', [call.fn, 'its argument is no timespan that is known to be there'], offset.span);
      return refused('datetime');
    }
    const ticks = sign === '+' ? span.node : b.unary('-', span.node);
    const instant = x.helper('shift', x.now(), ticks);
    const constant = offset.kind === 'literal';
    return valueOf('datetime', constant ? x.once(call.fn, reference('DateTime'), instant) : instant, false);
  };
