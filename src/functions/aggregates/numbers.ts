import { DateTime, Decimal, TimeSpan, type Value } from '../../ir/value.js';
import { functionEntry } from '../registry.js';
import { long } from '../values.js';
import { aggregates, present, type AggregateContext, type AggregateEntry } from './aggregate-entry.js';

const zero = ({ result }: AggregateContext): Value => {
  if (result === 'timespan') return new TimeSpan(0n);
  if (result === 'decimal') return new Decimal(0n, 0);
  return result === 'real' ? 0 : 0n;
};

const plus = (left: Value, right: Value, { result }: AggregateContext): Value =>
  left === null ? null : functionEntry('+').evaluate([left, right], { now: 0n, types: [result, result], result });

function sum(values: readonly Value[], context: AggregateContext): Value {
  // Whole numbers are summed exactly: that an order of the rows passes beyond 64 bits on the way decides nothing.
  const whole = values.filter((value) => typeof value === 'bigint');
  if (values.length > 0 && whole.length === values.length) return long(whole.reduce((a, b) => a + b, 0n));
  let total = zero(context);
  for (const value of values) total = plus(total, value, context);
  return total;
}

const asNumber = (value: Value): number =>
  value instanceof Decimal ? Number(value.digits) / 10 ** value.scale : Number(value);

function average(values: readonly Value[], context: AggregateContext): Value {
  const ticks = values.map((value) => (value instanceof DateTime || value instanceof TimeSpan ? value.ticks : null));
  if (values.length > 0 && !ticks.includes(null)) {
    const mean = (ticks as bigint[]).reduce((a, b) => a + b, 0n) / BigInt(values.length);
    return context.result === 'datetime' ? new DateTime(mean) : new TimeSpan(mean);
  }
  if (values.length === 0) return context.result === 'real' ? NaN : null;
  return values.map(asNumber).reduce((a, b) => a + b, 0) / values.length;
}

/** Sum of squared distances from the mean, over `n - lost` degrees of freedom. */
function variance(values: readonly Value[], lost: 0 | 1): number {
  const numbers = values.map(asNumber);
  if (numbers.length <= lost) return 0;
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  return numbers.reduce((total, each) => total + (each - mean) ** 2, 0) / (numbers.length - lost);
}

const SPREAD_CHOICE = 'of no value, or of one in a sample, 0';

const spread = (name: string, page: string, of: (values: readonly Value[]) => number): AggregateEntry => ({
  name,
  conditional: [`${name}if`],
  predicateAt: 1,
  page,
  choice: SPREAD_CHOICE,
  ordered: false,
  evaluate: (rows) => [of(present(rows))],
});

export const NUMBERS = aggregates(
  {
    name: 'sum',
    conditional: ['sumif'],
    predicateAt: 1,
    page: 'sum-aggregation-function',
    choice: 'of no value 0; a sum that does not fit is null',
    ordered: false,
    evaluate: (rows, context) => [sum(present(rows), context)],
  },
  {
    name: 'avg',
    conditional: ['avgif'],
    predicateAt: 1,
    page: 'avg-aggregation-function',
    choice: 'of no value NaN, null for types that have none',
    ordered: false,
    evaluate: (rows, context) => [average(present(rows), context)],
  },
  spread('stdev', 'stdev-aggregation-function', (values) => Math.sqrt(variance(values, 1))),
  spread('stdevp', 'stdevp-aggregation-function', (values) => Math.sqrt(variance(values, 0))),
  spread('variance', 'variance-aggregation-function', (values) => variance(values, 1)),
  spread('variancep', 'variancep-aggregation-function', (values) => variance(values, 0)),
);
