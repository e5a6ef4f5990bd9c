import { DateTime, TimeSpan, isArray, isBag, type Value } from '../ir/value.js';
import { compareText, order } from './compare.js';
import { jsonText, text } from './json.js';

/** A text that two values share exactly when KQL counts them as one: in groups, sets and distinct counts. Null has its own. */
export function valueKey(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `s${value}`;
  // Whole numbers are the same number in every numeric type.
  if (typeof value === 'bigint') return `n${value}`;
  if (typeof value === 'number') return Number.isInteger(value) ? `n${BigInt(value)}` : `n${value}`;
  if (typeof value === 'boolean') return `b${value}`;
  if (isArray(value) || isBag(value)) return `j${jsonText(value)}`;
  return `${value instanceof DateTime ? 't' : value instanceof TimeSpan ? 'i' : 'o'}${text(value)}`;
}

const isMissing = (value: Value): boolean => value === null || (typeof value === 'number' && Number.isNaN(value));

/**
 * Orders two cells of one column. NaN stands with null (https://learn.microsoft.com/kusto/query/sort-operator); strings go by
 * code point, which is Ruleport's choice: the page does not say.
 */
export function compareCells(left: Value, right: Value, direction: 'asc' | 'desc', nulls: 'first' | 'last'): number {
  const [a, b] = [isMissing(left), isMissing(right)];
  if (a || b) {
    if (a && b) return Number(left !== null) - Number(right !== null);
    return a === (nulls === 'first') ? -1 : 1;
  }
  const found = order(left, right) ?? compareText(text(left), text(right));
  return direction === 'asc' ? found : -found;
}
