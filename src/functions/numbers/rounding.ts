import { DateTime, Decimal, TimeSpan, type Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { dateTime, long, real, timeSpan } from '../values.js';
import { addDecimals, asDecimal, decimal, decimalToWhole, moduloDecimals, negateDecimal } from './decimal.js';

const floorTo = (value: bigint, size: bigint): bigint => value - (((value % size) + size) % size);

/** The greatest multiple of `size` that is not above `value`, counted from `origin`. */
function bin(value: Value, size: Value, origin: Value): Value {
  if (value instanceof DateTime && size instanceof TimeSpan && origin instanceof DateTime) {
    return size.ticks <= 0n ? null : dateTime(origin.ticks + floorTo(value.ticks - origin.ticks, size.ticks));
  }
  if (value instanceof TimeSpan && size instanceof TimeSpan && origin instanceof TimeSpan) {
    return size.ticks <= 0n ? null : timeSpan(origin.ticks + floorTo(value.ticks - origin.ticks, size.ticks));
  }
  if (typeof value === 'bigint' && typeof size === 'bigint' && typeof origin === 'bigint') {
    return size <= 0n ? null : long(origin + floorTo(value - origin, size));
  }
  if (value instanceof Decimal || size instanceof Decimal) return binDecimal(value, size, origin);
  const [a, b, from] = [real(value), real(size), real(origin)];
  return a === null || b === null || from === null || !(b > 0) ? null : Math.floor((a - from) / b) * b + from;
}

function binDecimal(value: Value, size: Value, origin: Value): Value {
  const [a, b, from] = [value, size, origin].map(asDecimal);
  if (a == null || b == null || from == null || b.digits <= 0n) return null;
  const above = addDecimals(a, negateDecimal(from));
  const rest = above === null ? null : moduloDecimals(above, b);
  return rest === null ? null : addDecimals(a, negateDecimal(rest));
}

/** Where bins start when nothing is said: 0, for a datetime 0001-01-01, a Monday. */
function start(value: Value): Value {
  if (value instanceof DateTime) return new DateTime(0n);
  return value instanceof TimeSpan ? new TimeSpan(0n) : 0n;
}

/** Half away from zero: https://learn.microsoft.com/kusto/query/round-function */
export function round(value: number, places: number): number {
  if (!Number.isFinite(value)) return value;
  const factor = 10 ** Math.min(Math.abs(places), 308);
  const scaled = places < 0 ? value / factor : value * factor;
  if (!Number.isFinite(scaled)) return value;
  const rounded = Math.sign(value) * Math.round(Math.abs(scaled));
  return places < 0 ? rounded * factor : rounded / factor;
}

function ceiling(value: Value): Value {
  if (typeof value === 'number') return Math.ceil(value);
  if (!(value instanceof Decimal)) return value;
  const whole = decimalToWhole(value);
  return decimal(value.digits > whole * 10n ** BigInt(value.scale) ? whole + 1n : whole, 0);
}

export const ROUNDING = functions(
  {
    name: 'bin',
    aliases: ['floor'],
    page: 'bin-function',
    nulls: 'own',
    choice: 'a bin of 0 is null; reals are floor(value / bin) * bin in doubles; datetime bins count from 0001-01-01',
    evaluate: ([value, size]) => bin(value!, size!, start(value!)),
  },
  {
    name: 'bin_at',
    page: 'bin-at-function',
    nulls: 'own',
    choice: 'a bin of 0 or less is null',
    evaluate: ([value, size, origin]) => bin(value!, size!, origin!),
  },
  {
    name: 'round',
    page: 'round-function',
    nulls: 'own',
    choice: 'halves go away from zero, after scaling by a power of ten in doubles',
    evaluate: ([value, places = 0n]) => {
      const [number, digits] = [real(value), real(places)];
      if (number === null || digits === null) return null;
      // A whole number without places to lose stays exact beyond 2^53.
      return typeof value === 'bigint' && digits >= 0 ? value : round(number, digits);
    },
  },
  {
    name: 'ceiling',
    page: 'ceiling-function',
    nulls: 'strict',
    evaluate: ([value]) => ceiling(value!),
  },
);
