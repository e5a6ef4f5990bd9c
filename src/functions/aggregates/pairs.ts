import { real } from '../values.js';
import { aggregates, type AggregateEntry } from './aggregate-entry.js';

type Pair = readonly [number, number];

const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/** How two values vary together: the mean product of their distances from their means, over `n - lost`. */
function covariance(pairs: readonly Pair[], lost: 0 | 1): number {
  if (pairs.length <= lost) return 0;
  const [x, y] = [mean(pairs.map(([a]) => a)), mean(pairs.map(([, b]) => b))];
  return pairs.reduce((total, [a, b]) => total + (a - x) * (b - y), 0) / (pairs.length - lost);
}

const ofPairs = (name: string, lost: 0 | 1): AggregateEntry => ({
  name,
  conditional: [`${name}if`],
  predicateAt: 2,
  page: `${name}-aggregation-function`,
  choice: 'of no pair, or of one in a sample, 0',
  ordered: false,
  evaluate: (rows) => {
    const pairs = rows.map(([x, y]) => [real(x), real(y)] as const);
    return [
      covariance(
        pairs.filter((pair): pair is Pair => !pair.includes(null)),
        lost,
      ),
    ];
  },
});

export const PAIRS = aggregates(ofPairs('covariance', 1), ofPairs('covariancep', 0));
