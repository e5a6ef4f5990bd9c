import { valueKey } from '../value-key.js';
import { aggregates, present } from './aggregate-entry.js';

export const COUNTING = aggregates(
  {
    name: 'count',
    conditional: ['countif'],
    predicateAt: 0,
    page: 'count-aggregation-function',
    ordered: false,
    evaluate: (rows) => [BigInt(rows.length)],
  },
  {
    name: 'dcount',
    aliases: ['count_distinct'],
    conditional: ['dcountif', 'count_distinctif'],
    predicateAt: 1,
    page: 'dcount-aggregation-function',
    choice: 'counts exactly, where Kusto estimates; null is not counted, "" is',
    ordered: false,
    evaluate: (rows) => [BigInt(new Set(present(rows).map(valueKey)).size)],
  },
);
