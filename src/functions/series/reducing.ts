import { isArray, type Value } from '../../ir/value.js';
import { functions, type FunctionEntry } from '../function-entry.js';
import { real } from '../values.js';

/** The elements as doubles; what is no number is null. */
type Series = readonly (number | null)[];
type Pairs = readonly (readonly [number, number])[];

const seriesOf = (value: Value | undefined): Series | null =>
  value != null && isArray(value) ? value.map(real) : null;

const isNumber = (value: number | null): value is number => value !== null;
const total = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

const page = (name: string): string => `series-${name.replaceAll('_', '-')}-function`;

/** One number of a whole series; null when an element is no number, which the pages leave open. */
const ofAll = (name: string, compute: (numbers: readonly number[]) => number): FunctionEntry => ({
  name: `series_${name}`,
  page: page(name),
  nulls: 'own',
  choice: 'null when the argument is no array, or an element no number',
  evaluate: ([value]: readonly Value[]) => {
    const series = seriesOf(value);
    return series?.every(isNumber) === true ? compute(series as readonly number[]) : null;
  },
});

/** A scalar among the arguments stands for a series as long as the other. */
function pairsOf([left, right]: readonly Value[]): Pairs | null {
  const [a, b] = [seriesOf(left), seriesOf(right)];
  if (a === null && b === null) return null;
  const scalars = [real(left), real(right)];
  const at = (series: Series | null, side: 0 | 1, index: number): number | null =>
    series === null ? scalars[side]! : (series[index] ?? null);
  const length = Math.min(a?.length ?? Infinity, b?.length ?? Infinity);
  if (length === 0) return null;
  const pairs = Array.from({ length }, (_, index) => [at(a, 0, index), at(b, 1, index)] as const);
  return pairs.filter((pair): pair is readonly [number, number] => pair.every(isNumber));
}

const dot = (pairs: Pairs): number => total(pairs.map(([a, b]) => a * b));

const cosine = (pairs: Pairs): number =>
  dot(pairs) / (Math.sqrt(total(pairs.map(([a]) => a * a))) * Math.sqrt(total(pairs.map(([, b]) => b * b))));

/** Of two series: the longer is cut to the shorter, what is no number is left out. */
const ofPairs = (name: string, compute: (pairs: Pairs) => number, choice: string): FunctionEntry => ({
  name: `series_${name}`,
  page: page(name),
  nulls: 'own',
  choice,
  evaluate: (args) => {
    const pairs = pairsOf(args);
    return pairs === null ? null : compute(pairs);
  },
});

/** Both deviations from the mean, multiplied, over what each varies by itself. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [total(a) / a.length, total(b) / b.length];
  const [awayA, awayB] = [a.map((each) => each - meanA), b.map((each) => each - meanB)];
  const product = (left: readonly number[], right: readonly number[]): number =>
    total(left.map((each, index) => each * right[index]!));
  return product(awayA, awayB) / Math.sqrt(product(awayA, awayA) * product(awayB, awayB));
}

/** `min`, `max` and their places, `avg`, `stdev`, `variance`, `sum`, `len`. */
function statistics([value, ignore]: readonly Value[]): Value {
  const series = seriesOf(value);
  if (series === null) return null;
  const finite = series.filter((each): each is number => each !== null && Number.isFinite(each));
  if (finite.length === 0 || (ignore !== true && finite.length < series.length)) return null;
  const [min, max] = [finite.reduce((a, b) => Math.min(a, b)), finite.reduce((a, b) => Math.max(a, b))];
  const [sum, length] = [total(finite), finite.length];
  const mean = sum / length;
  const variance = length === 1 ? 0 : total(finite.map((each) => (each - mean) ** 2)) / (length - 1);
  return new Map<string, Value>([
    ['min', min],
    ['min_idx', BigInt(series.indexOf(min))],
    ['max', max],
    ['max_idx', BigInt(series.indexOf(max))],
    ['avg', mean],
    ['stdev', Math.sqrt(variance)],
    ['variance', variance],
    ['sum', sum],
    ['len', BigInt(length)],
  ]);
}

/** Each output is the inputs before it by `numerators`, less the outputs before it by `denominators`. */
function filtered([value, numerators, denominators]: readonly Value[]): Value {
  const [series, b, a] = [seriesOf(value), seriesOf(numerators), seriesOf(denominators)];
  if (![series, b, a].every((each) => each?.every(isNumber) === true) || !a![0]) return null;
  const outputs: number[] = [];
  const weighted = (factors: Series, values: Series, index: number): number =>
    total(factors.map((factor, back) => (index >= back ? factor! * (values[index - back] ?? 0) : 0)));
  series!.forEach((_, index) => {
    outputs.push((weighted(b!, series!, index) - weighted(a!, outputs, index)) / a![0]!);
  });
  return outputs;
}

export const SERIES_REDUCING = functions(
  ofAll('sum', total),
  ofAll('product', (numbers) => numbers.reduce((product, each) => product * each, 1)),
  ofAll('magnitude', (numbers) => Math.sqrt(total(numbers.map((each) => each * each)))),
  ofPairs('dot_product', dot, 'null when neither argument is an array'),
  ofPairs('cosine_similarity', cosine, 'of a series of zeros it is NaN'),
  {
    name: 'series_pearson_correlation',
    page: page('pearson_correlation'),
    nulls: 'own',
    choice: 'of series that do not vary it is NaN',
    evaluate: ([left, right]) => {
      const [a, b] = [seriesOf(left), seriesOf(right)];
      if (a === null || a.length !== b?.length || ![...a, ...b].every(isNumber)) return null;
      return correlation(a as readonly number[], b as readonly number[]);
    },
  },
  {
    name: 'series_stats_dynamic',
    page: page('stats_dynamic'),
    nulls: 'own',
    choice: 'null when there is no number; the variance of one number is 0; len counts the numbers',
    evaluate: statistics,
  },
  {
    name: 'series_iir',
    page: page('iir'),
    nulls: 'own',
    choice: 'null when an argument is no array of numbers, or the first denominator is 0',
    evaluate: filtered,
  },
);
