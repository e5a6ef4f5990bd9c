import type { Value } from '../../ir/value.js';
import { compareCells } from '../value-key.js';
import { aggregates, present, type AggregateEntry } from './aggregate-entry.js';

type Direction = 'asc' | 'desc';

const first = (values: readonly Value[], direction: Direction): Value =>
  values.reduce<Value>(
    (best, value) => (best === null || compareCells(value, best, direction, 'last') < 0 ? value : best),
    null,
  );

const extreme = (name: 'min' | 'max', direction: Direction): AggregateEntry => ({
  name,
  conditional: [`${name}if`],
  predicateAt: 1,
  page: `${name}-aggregation-function`,
  choice: 'of no value null, "" for strings; strings by code point',
  ordered: false,
  evaluate: (rows, { result }) => [first(present(rows), direction) ?? (result === 'string' ? '' : null)],
});

const extremeRow = (name: 'arg_min' | 'arg_max', direction: Direction): AggregateEntry => ({
  name,
  aliases: [name.replace('_', '')],
  page: `${name.replace('_', '-')}-aggregation-function`,
  choice: 'of rows that tie the first; null loses, and where all are null the first row counts',
  ordered: true,
  evaluate: (rows, { types }) => {
    const best = rows.reduce<readonly Value[] | null>(
      (kept, row) => (kept === null || compareCells(row[0]!, kept[0]!, direction, 'last') < 0 ? row : kept),
      null,
    );
    return types.map((type, index) => best?.[index] ?? (type === 'string' ? '' : null));
  },
});

export const EXTREMES = aggregates(
  extreme('min', 'asc'),
  extreme('max', 'desc'),
  extremeRow('arg_min', 'asc'),
  extremeRow('arg_max', 'desc'),
  {
    name: 'take_any',
    aliases: ['any'],
    conditional: ['take_anyif', 'anyif'],
    predicateAt: 1,
    page: 'take-any-aggregation-function',
    choice: 'the first value that is neither null nor ""; of several columns the first row',
    ordered: true,
    evaluate: (rows, { types }) => {
      const chosen = types.length === 1 ? (rows.find(([value]) => value !== null && value !== '') ?? rows[0]) : rows[0];
      return types.map((type, index) => chosen?.[index] ?? (type === 'string' ? '' : null));
    },
  },
);
