import type { Value } from '../../ir/value.js';
import { aggregates, present, type AggregateEntry } from './aggregate-entry.js';

const bitwise = (name: string, join: (a: bigint, b: bigint) => bigint): AggregateEntry => ({
  name: `binary_all_${name}`,
  page: `binary-all-${name}-aggregation-function`,
  choice: 'of no value null',
  ordered: false,
  evaluate: (rows) => {
    const numbers = present(rows).filter((value): value is Value & bigint => typeof value === 'bigint');
    return [numbers.length === 0 ? null : numbers.reduce(join)];
  },
});

export const BITS = aggregates(
  bitwise('and', (a, b) => a & b),
  bitwise('or', (a, b) => a | b),
  bitwise('xor', (a, b) => a ^ b),
);
