import { DateTime, Decimal, Guid, TimeSpan, isArray, type Value } from '../../ir/value.js';
import { compareText } from '../compare.js';
import { functions, type FunctionEntry } from '../function-entry.js';
import { jsonText } from '../json.js';
import { real } from '../values.js';

/**
 * What sorts together: numbers and times, strings, guids, all others, nulls.
 * https://learn.microsoft.com/kusto/query/array-sort-asc-function
 */
type Kind = 0 | 1 | 2 | 3;

function kindOf(value: Value): Kind {
  if (typeof value === 'string') return 1;
  if (value instanceof Guid) return 2;
  const isNumber = typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal;
  return isNumber || value instanceof DateTime || value instanceof TimeSpan ? 0 : 3;
}

/** Numbers by value, times by their ticks, NaN behind all. */
function compareNumbers(left: Value, right: Value): number {
  const [a, b] = [left, right].map((value) =>
    value instanceof DateTime || value instanceof TimeSpan
      ? value.ticks
      : typeof value === 'bigint'
        ? value
        : real(value),
  );
  const [leftNaN, rightNaN] = [Number.isNaN(a), Number.isNaN(b)];
  if (leftNaN || rightNaN) return Number(leftNaN) - Number(rightNaN);
  return a! < b! ? -1 : a! > b! ? 1 : 0;
}

const COMPARE: Readonly<Record<Kind, (left: Value, right: Value) => number>> = {
  0: compareNumbers,
  1: (left, right) => compareText(left as string, right as string),
  2: (left, right) => compareText((left as Guid).text, (right as Guid).text),
  3: (left, right) => compareText(jsonText(left), jsonText(right)),
};

/** The order of an array's positions. */
function orderOf(array: readonly Value[], direction: 1 | -1, nullsLast: boolean): number[] {
  const keys = array.map((value, index) => ({ value, index, kind: kindOf(value) }));
  keys.sort((left, right) => {
    if (left.value === null || right.value === null) {
      const nulls = Number(left.value === null) - Number(right.value === null);
      return nullsLast ? nulls : -nulls;
    }
    return left.kind - right.kind || direction * COMPARE[left.kind](left.value, right.value);
  });
  return keys.map(({ index }) => index);
}

/** The first array sorted, the others in the same order; null for one of another length. Several come as an array of them. */
function sorted(args: readonly Value[], direction: 1 | -1): Value {
  const last = args.at(-1)!;
  const arrays = typeof last === 'boolean' ? args.slice(0, -1) : args;
  const [first] = arrays;
  if (!isArray(first!)) return null;
  const order = orderOf(first, direction, last !== false);
  const results = arrays.map((array) =>
    isArray(array) && array.length === order.length ? order.map((index) => array[index]!) : null,
  );
  return results.length === 1 ? results[0]! : results;
}

const sort = (name: string, direction: 1 | -1): FunctionEntry => ({
  name,
  page: `${name.replaceAll('_', '-')}-function`,
  nulls: 'own',
  choice:
    'stable; strings by code point, times among numbers by their ticks, NaN behind all numbers when ascending; other values ' +
    'by their JSON text; descending turns each kind around, not their order; null when the first is no array',
  evaluate: (args: readonly Value[]) => sorted(args, direction),
});

export const SORTING = functions(sort('array_sort_asc', 1), sort('array_sort_desc', -1));
