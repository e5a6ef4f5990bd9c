import type { Call, Expression } from '../../../src/ir/expression.js';
import * as b from '../ast/builders.js';
import { asBigInt } from './convert.js';
import { isWhole, refused, valueOf, wholeOf, type Bounds, type Lowered } from './lowered.js';
import type { LowerCall, Lowering } from './lowering.js';
import { wholeArgument } from './strings.js';

/** No part of a time is larger: nanoseconds. */
const PART: Bounds = { low: 0, high: 1_000_000_000 };

function refuse(call: Call, { type }: Lowered, x: Lowering): Lowered {
  x.refuse('RP3302', [call.fn, `it takes a ${type}`], call.span);
  return refused(call.type);
}

/** A call whose argument at a place is a datetime. */
const ofTime =
  (at: number, lower: (time: Lowered, call: Call, x: Lowering) => Lowered): LowerCall =>
  (call, x) => {
    const time = x.value(call.args[at]!);
    return time.type === 'datetime' ? lower(time, call, x) : refuse(call, time, x);
  };

export const partOf = (part: string): LowerCall =>
  ofTime(0, (time, call, x) => {
    return { ...wholeOf(x.helper('timePart', b.str(part), time.node), PART, true), type: call.type };
  });

export const datetimePart: LowerCall = ofTime(1, (time, call, x) => {
  return { ...wholeOf(x.helper('timePart', x.text(call.args[0]!), time.node), PART, true), type: call.type };
});

export const dayOfWeek: LowerCall = ofTime(0, (time, _, x) =>
  valueOf('timespan', x.helper('weekdaySpan', time.node), true),
);

export const periodBorder = (period: string, isEnd: boolean): LowerCall =>
  ofTime(0, (time, call, x) => {
    const offset = call.args.slice(1).map((arg) => wholeArgument(arg, call, x));
    return valueOf('datetime', x.helper('periodBorder', b.str(period), b.bool(isEnd), time.node, ...offset), true);
  });

export const datetimeAdd: LowerCall = ofTime(2, (time, call, x) => {
  const [period, count] = call.args as [Expression, Expression];
  const amount = x.value(count);
  if (!isWhole(amount.type)) return refuse(call, amount, x);
  return valueOf('datetime', x.helper('addPeriods', x.text(period), asBigInt(amount, x), time.node), true);
});

/** Units of so many ticks since 1970. */
export const unixTime =
  (ticks: number): LowerCall =>
  (call, x) => {
    const value = x.value(call.args[0]!);
    if (!isWhole(value.type) && value.type !== 'real') return refuse(call, value, x);
    const node = isWhole(value.type) ? asBigInt(value, x) : value.node;
    return valueOf('datetime', x.helper('unixTime', node, b.num(ticks)), true);
  };
