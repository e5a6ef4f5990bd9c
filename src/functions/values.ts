import { DateTime, Decimal, TimeSpan, type Value } from '../ir/value.js';
import { isDateTimeTicks } from '../schema/datetime-text.js';
import type { KqlType } from '../ir/types.js';
import { asDecimal, decimalToReal, decimalToWhole } from './numbers/decimal.js';

/**
 * Making and reading values within the ranges of their types. Overflow is not documented: it is null everywhere, so that no
 * engine has to guess.
 */
export const long = (value: bigint): bigint | null => (value === BigInt.asIntN(64, value) ? value : null);
export const int = (value: bigint): bigint | null => (value === BigInt.asIntN(32, value) ? value : null);
export const dateTime = (ticks: bigint): DateTime | null => (isDateTimeTicks(ticks) ? new DateTime(ticks) : null);
export const timeSpan = (ticks: bigint): TimeSpan | null =>
  ticks === BigInt.asIntN(64, ticks) ? new TimeSpan(ticks) : null;

export const isNumber = (value: Value | undefined): value is number | bigint | Decimal =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal;

/** Any number as a double; null for what is none. */
export function real(value: Value | undefined): number | null {
  if (value instanceof Decimal) return decimalToReal(value);
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : null;
}

/** The whole part of a real, towards zero; null for NaN and the infinities. */
export const truncated = (value: number): bigint | null => (Number.isFinite(value) ? BigInt(Math.trunc(value)) : null);

/** A whole number as an argument that counts (a length, a position): JavaScript's own, bounded to what any text can have. */
export function count(value: Value | undefined): number | null {
  if (typeof value !== 'bigint') return null;
  const bound = BigInt(Number.MAX_SAFE_INTEGER);
  return Number(value > bound ? bound : value < -bound ? -bound : value);
}

/** A number as its static type says: an `int` where a `real` is due (`iff(b, 1, 2.0)`), a real where a `long` is. */
export function conform(value: Value, type: KqlType): Value {
  switch (type) {
    case 'real':
      return typeof value === 'bigint' || value instanceof Decimal ? real(value) : value;
    case 'int':
    case 'long': {
      const whole =
        typeof value === 'number' ? truncated(value) : value instanceof Decimal ? decimalToWhole(value) : value;
      return typeof whole === 'bigint' ? (type === 'int' ? int(whole) : long(whole)) : whole;
    }
    case 'decimal':
      return isNumber(value) ? asDecimal(value) : value;
    default:
      return value;
  }
}
