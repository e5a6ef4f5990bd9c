import type * as t from '@babel/types';
import type { Call, Expression } from '../../../src/ir/expression.js';
import * as b from '../ast/builders.js';
import { asBigInt, asDouble, coerce } from './convert.js';
import { liftOne } from './lift.js';
import { isWhole, refused, valueOf, wholeOf, type Lowered } from './lowered.js';
import type { LowerCall, Lowering } from './lowering.js';

const isNumber = ({ type }: Lowered): boolean => isWhole(type) || type === 'real';

const real = (value: Lowered, x: Lowering): t.Expression => (value.type === 'real' ? value.node : asDouble(value, x));

function refuse(call: Call, values: readonly Lowered[], x: Lowering): Lowered {
  x.refuse('RP3302', [call.fn, `it takes ${values.map(({ type }) => type).join(' and ')}`], call.span);
  return refused(call.type);
}

/** `bin` and `bin_at`: the greatest multiple of a size that is not above a value, counted from an origin. */
export const bin: LowerCall = (call, x) => {
  const [value, size, origin] = call.args.map((arg) => x.value(arg)) as [Lowered, Lowered, Lowered?];
  const given = origin === undefined ? [] : [origin];
  const args = (hold: (side: Lowered) => t.Expression): t.Expression[] => [value, size, ...given].map(hold);
  const types = [value, size, ...given].map(({ type }) => type);
  if (value.type === 'datetime' && size.type === 'timespan' && (origin?.type ?? 'datetime') === 'datetime') {
    return valueOf('datetime', x.helper('binTime', ...args(({ node }) => node)), true);
  }
  if (types.every((type) => type === 'timespan')) {
    return valueOf('timespan', x.helper('binLong', ...args(({ node }) => node)), true);
  }
  if (types.every(isWhole)) {
    return { ...wholeOf(x.helper('binLong', ...args((side) => asBigInt(side, x))), null, true), type: call.type };
  }
  if (![value, size, ...given].every(isNumber)) return refuse(call, [value, size, ...given], x);
  const binned = x.helper('binReal', ...args((side) => real(side, x)));
  return coerce(valueOf('real', binned, true), call.type, x, call.span);
};

/** Half away from zero; a whole number without places to lose stays as it is. */
export const round: LowerCall = (call, x) => {
  const [number, places] = call.args as [Expression, Expression?];
  const value = x.value(number);
  const digits = places === undefined ? null : x.value(places);
  if (!isNumber(value) || (digits !== null && !isNumber(digits))) return refuse(call, [value], x);
  const keeps = digits === null || (digits.bounds !== null && digits.bounds.low >= 0 && !digits.nullable);
  if (isWhole(value.type) && keeps) return coerce(value, call.type, x, call.span);
  if (isWhole(value.type) && isWhole(call.type)) return refuse(call, [value], x);
  const args = [real(value, x), ...(digits === null ? [] : [real(digits, x)])];
  return coerce(valueOf('real', x.helper('roundTo', ...args), true), call.type, x, call.span);
};

export const ceiling: LowerCall = (call, x) => {
  const value = x.value(call.args[0] as Expression);
  if (isWhole(value.type)) return coerce(value, call.type, x, call.span);
  if (value.type !== 'real') return refuse(call, [value], x);
  const up = liftOne(value, x, (node) => b.method(b.id('Math'), 'ceil', node));
  return coerce(valueOf('real', up, value.nullable), call.type, x, call.span);
};

/** `min_of` and `max_of`: null and NaN lose. */
export const extremeOf =
  (helper: 'least' | 'greatest'): LowerCall =>
  (call, x) => {
    const values = call.args.map((arg) => x.value(arg));
    const { type } = call;
    const compare = type === 'string' ? 'compareText' : type === 'real' ? 'compareReals' : null;
    if (type === 'dynamic' || type === 'decimal' || type === 'bool') return refuse(call, values, x);
    if (compare !== null) {
      const same = values.map((value, index) => coerce(value, type, x, call.args[index]!.span));
      const name =
        helper === 'least'
          ? type === 'string'
            ? 'leastText'
            : 'leastReal'
          : type === 'string'
            ? 'greatestText'
            : 'greatestReal';
      return valueOf(type, x.helper(name, ...same.map(({ node }) => node)), type !== 'string');
    }
    const held = isWhole(type) ? values.map((value) => ({ ...value, node: asBigInt(value, x) })) : values;
    if (!isWhole(type) && held.some((value) => value.type !== type)) return refuse(call, values, x);
    const node = held.map((value) => value.node).reduce((left, right) => x.helper(helper, left, right));
    return { type, nullable: true, bounds: null, node };
  };

/** How many borders between two periods lie between two datetimes. */
export const datetimeDiff: LowerCall = (call, x) => {
  const [period, later, earlier] = call.args.map((arg) => x.value(arg)) as [Lowered, Lowered, Lowered];
  if (period.type !== 'string' || later.type !== 'datetime' || earlier.type !== 'datetime') {
    return refuse(call, [period, later, earlier], x);
  }
  return wholeOf(x.helper('timeDifference', period.node, later.node, earlier.node), null, true);
};
