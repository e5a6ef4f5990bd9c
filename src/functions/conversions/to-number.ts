import { DateTime, Decimal, TimeSpan, type Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { decimal, decimalOfReal, decimalToReal, decimalToWhole, parseDecimal } from '../numbers/decimal.js';
import { int, long, truncated } from '../values.js';

const WHOLE = /^[+-]?\d{1,40}$/;
const HEXADECIMAL = /^0x[\da-f]{1,16}$/i;
const REAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const WHOLE_CHOICE =
  'text is digits with an optional sign, or hexadecimal after 0x; blanks, fractions and exponents in it give null; ' +
  'a real is cut off towards zero; out of range is null; a datetime or timespan is its ticks';

/** Any value as a whole number of any size. */
export function toWhole(value: Value): bigint | null {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return truncated(value);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (value instanceof Decimal) return decimalToWhole(value);
  if (value instanceof DateTime || value instanceof TimeSpan) return value.ticks;
  if (typeof value !== 'string') return null;
  if (HEXADECIMAL.test(value)) return BigInt.asIntN(64, BigInt(value));
  return WHOLE.test(value) ? BigInt(value.replace('+', '')) : null;
}

export function toReal(value: Value): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Decimal) return decimalToReal(value);
  return typeof value === 'string' && REAL.test(value) ? Number(value) : null;
}

export function toDecimal(value: Value): Decimal | null {
  if (value instanceof Decimal) return value;
  if (typeof value === 'bigint') return decimal(value, 0);
  if (typeof value === 'number') return decimalOfReal(value);
  if (typeof value === 'boolean') return decimal(value ? 1n : 0n, 0);
  return typeof value === 'string' ? parseDecimal(value) : null;
}

const within = (value: bigint | null, range: (value: bigint) => bigint | null): Value =>
  value === null ? null : range(value);

export const TO_NUMBER = functions(
  {
    name: 'tolong',
    page: 'tolong-function',
    nulls: 'own',
    choice: WHOLE_CHOICE,
    evaluate: ([value]) => within(toWhole(value!), long),
  },
  {
    name: 'toint',
    page: 'toint-function',
    nulls: 'own',
    choice: WHOLE_CHOICE,
    evaluate: ([value]) => within(toWhole(value!), int),
  },
  {
    name: 'todouble',
    aliases: ['toreal'],
    page: 'todouble-function',
    nulls: 'own',
    choice: 'text is a decimal number, perhaps with an exponent; blanks, "NaN", "inf" and hexadecimal give null',
    evaluate: ([value]) => toReal(value!),
  },
  {
    name: 'todecimal',
    page: 'todecimal-function',
    nulls: 'own',
    choice:
      'a real becomes its shortest decimal text; 34 digits, the last rounded half to even; more before the point is null',
    evaluate: ([value]) => toDecimal(value!),
  },
);
