import { DateTime, Decimal, Guid, TimeSpan, isArray, isBag, type Value } from '../../ir/value.js';
import { jsonText, text } from '../json.js';

/** What sets and searches in arrays take for the same: `==`, and null is the same as null. */
export const sameValue = (left: Value, right: Value): boolean => identity(left) === identity(right);

/** A text that is the same for the same values. Numbers count by value, whatever their types. */
export function identity(value: Value): string {
  if (typeof value === 'string') return `"${value}`;
  if (typeof value === 'bigint') return `n${value}`;
  if (typeof value === 'number') return Number.isInteger(value) ? `n${BigInt(value)}` : `n${value}`;
  if (value instanceof Decimal) return `n${text(value)}`;
  if (value instanceof DateTime) return `d${value.ticks}`;
  if (value instanceof TimeSpan) return `t${value.ticks}`;
  if (value instanceof Guid) return `g${value.text}`;
  if (isArray(value) || isBag(value)) return `j${jsonText(value)}`;
  return String(value);
}
