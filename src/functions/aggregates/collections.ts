import { isArray, isBag, type Value } from '../../ir/value.js';
import { compareText } from '../compare.js';
import { text } from '../json.js';
import { valueKey } from '../value-key.js';
import { aggregates, present } from './aggregate-entry.js';

/** https://learn.microsoft.com/kusto/query/make-set-aggregation-function: the size when none is given, and its limit. */
const MAX_SIZE = 1_048_576;

const sizeOf = (rows: readonly (readonly Value[])[]): number => {
  const size = rows[0]?.[1];
  return typeof size === 'bigint' && size >= 0n && size < BigInt(MAX_SIZE) ? Number(size) : MAX_SIZE;
};

/** Arrays give their elements, one level deep: as the page's example of a set of arrays shows. */
const elements = (values: readonly Value[]): Value[] =>
  values.flatMap((value) => (isArray(value) ? [...value] : [value])).filter((value) => value !== null);

function distinct(values: readonly Value[]): Value[] {
  const byKey = new Map<string, Value>();
  for (const value of values) {
    const key = valueKey(value);
    if (!byKey.has(key)) byKey.set(key, value);
  }
  return [...byKey.values()];
}

const asTexts = (a: Value, b: Value): number =>
  compareText(text(a), text(b)) || Number(typeof b === 'string') - Number(typeof a === 'string');

export const COLLECTIONS = aggregates(
  {
    name: 'make_set',
    aliases: ['makeset'],
    conditional: ['make_set_if'],
    predicateAt: 1,
    page: 'make-set-aggregation-function',
    choice:
      'in the order of the elements as text, by code point, a string before what is written alike; a size keeps the first of them; "" stays, null does not',
    ordered: false,
    evaluate: (rows) => {
      const set = distinct(elements(present(rows)));
      return [set.sort(asTexts).slice(0, sizeOf(rows))];
    },
  },
  {
    name: 'make_list',
    aliases: ['makelist'],
    conditional: ['make_list_if'],
    predicateAt: 1,
    page: 'make-list-aggregation-function',
    choice: 'in the order of the rows; "" stays, null does not',
    ordered: true,
    evaluate: (rows) => [present(rows).slice(0, sizeOf(rows))],
  },
  {
    name: 'make_list_with_nulls',
    page: 'make-list-with-nulls-aggregation-function',
    ordered: true,
    evaluate: (rows) => [rows.map(([value]) => value ?? null)],
  },
  {
    name: 'make_bag',
    aliases: ['make_dictionary'],
    conditional: ['make_bag_if'],
    predicateAt: 1,
    page: 'make-bag-aggregation-function',
    choice: 'the first row that has a key gives its value',
    ordered: true,
    evaluate: (rows) => {
      const bag = new Map<string, Value>();
      for (const value of present(rows).filter(isBag)) {
        for (const [key, item] of value) if (!bag.has(key) && bag.size < sizeOf(rows)) bag.set(key, item);
      }
      return [bag];
    },
  },
);
