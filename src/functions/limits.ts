import { isArray, isBag, type Value } from '../ir/value.js';

/** Kusto takes no longer text: https://learn.microsoft.com/kusto/query/scalar-data-types/string */
export const MAX_TEXT = 64 * 1024 * 1024;

/** Elements of an array, as `range()` and `make_list()` are cut off: https://learn.microsoft.com/kusto/query/range-function */
export const MAX_ELEMENTS = 1_048_576;

/** Values inside a dynamic value, nested ones counted wherever they stand: `pack_array(x, x)` doubles what it is given. */
const MAX_VALUES = 4 * MAX_ELEMENTS;

/** A result that a query must not make: it is null, or the empty string. Thrown before the memory is used. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** The length of a text about to be made, when it may be. */
export function checkText(length: number): void {
  if (length > MAX_TEXT) throw new TooLarge(`a text of ${length} characters`);
}

export function checkElements(count: number): void {
  if (count > MAX_ELEMENTS) throw new TooLarge(`an array of ${count} elements`);
}

const weights = new WeakMap<object, number>();

/** How many values a dynamic value holds. Shared parts are counted once for each place, but walked once. */
function weight(value: Value): number {
  if (!isArray(value) && !isBag(value)) return 1;
  const known = weights.get(value);
  if (known !== undefined) return known;
  let sum = 1;
  for (const item of value.values()) sum += weight(item);
  weights.set(value, sum);
  return sum;
}

export function checkDynamic(value: Value): void {
  if (weight(value) > MAX_VALUES) throw new TooLarge(`a dynamic value of ${weight(value)} values`);
}
