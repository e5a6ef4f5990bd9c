import { isArray, type Value } from '../../ir/value.js';
import { real } from '../values.js';
import { compareCells } from '../value-key.js';
import { aggregates, type AggregateEntry } from './aggregate-entry.js';

/** A value and how many times it counts. */
interface Weighted {
  readonly value: Value;
  readonly weight: number;
}

type Rows = readonly (readonly Value[])[];

/** The values that are not null, the least first, each as often as its weight says. */
function sorted(rows: Rows, weightAt: number | null): Weighted[] {
  return rows
    .map((row) => ({ value: row[0] ?? null, weight: weightAt === null ? 1 : (real(row[weightAt]) ?? 0) }))
    .filter(({ value, weight }) => value !== null && weight > 0)
    .sort((a, b) => compareCells(a.value, b.value, 'asc', 'first'));
}

/**
 * The smallest value that at least `rank` percent of the values do not exceed, from 0 percent, the least:
 * https://learn.microsoft.com/kusto/query/percentiles-aggregation-function#nearest-rank-percentile
 */
function percentile(values: readonly Weighted[], rank: number): Value {
  const share = (rank / 100) * values.reduce((total, { weight }) => total + weight, 0);
  let below = 0;
  return values.find(({ weight }) => (below += weight) >= share)?.value ?? values.at(-1)?.value ?? null;
}

const CHOICE = 'the exact nearest rank, where Kusto estimates; of no value null';
const WEIGHTED_CHOICE = `${CHOICE}; a weight that is not above 0 counts nothing`;

const one = (name: string, page: string, weightAt: number | null, rankAt: number): AggregateEntry => ({
  name,
  page,
  choice: weightAt === null ? CHOICE : WEIGHTED_CHOICE,
  ordered: false,
  evaluate: (rows) => [percentile(sorted(rows, weightAt), real(rows[0]?.[rankAt]) ?? 0)],
});

/** The ranks one by one, or as one array. */
const array = (name: string, page: string, weightAt: number | null, ranksFrom: number): AggregateEntry => ({
  name,
  page,
  choice: weightAt === null ? CHOICE : WEIGHTED_CHOICE,
  ordered: false,
  evaluate: (rows) => {
    const values = sorted(rows, weightAt);
    const ranks = (rows[0] ?? []).slice(ranksFrom).flatMap((rank) => (isArray(rank) ? rank : [rank]));
    return [values.length === 0 ? null : ranks.map((rank) => percentile(values, real(rank) ?? 0))];
  },
});

const PLAIN = 'percentiles-aggregation-function';
const WEIGHTED = 'percentilesw-aggregation-function';

export const RANKS = aggregates(
  one('percentile', PLAIN, null, 1),
  one('percentilew', WEIGHTED, 1, 2),
  array('percentiles_array', PLAIN, null, 1),
  array('percentilesw_array', WEIGHTED, 1, 2),
);
