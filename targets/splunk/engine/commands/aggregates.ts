import type { Row } from '../data/row.js';
import { compareAuto, compareText, formatNumber, parseNumber, simplest, type FieldValue } from '../data/values.js';
import { refuseAt, type Place } from '../syntax/source.js';

/** Collects the values of a group, row by row. */
export interface Accumulator {
  add(values: readonly string[], row: Row): void;
  result(): FieldValue | undefined;
}

/** An entry of the table of statistical functions. */
export interface Aggregate {
  readonly page: string;
  /** Whether it may stand without a field, as count does. */
  readonly bare: boolean;
  readonly start: (place: Place, name: string) => Accumulator;
}

const AGGREGATE = 'Aggregate functions';
const ORDER = 'Event order functions';
const MULTIVALUE = 'Multivalue stats and chart functions';
const TIME = 'Time functions';
/** [stats] list_maxsize in limits.conf. */
const LIST_SIZE = 100;

/** A function of all numbers; other values do not count. */
const numeric = (calculate: (numbers: readonly number[]) => number | null): Aggregate => ({
  page: AGGREGATE,
  bare: false,
  start: () => {
    const numbers: number[] = [];
    return {
      add: (values) => {
        for (const value of values) {
          const number = parseNumber(value);
          if (number !== null) numbers.push(number);
        }
      },
      result: () => {
        const result = numbers.length === 0 ? null : calculate(numbers);
        return result === null || !Number.isFinite(result) ? undefined : formatNumber(result);
      },
    };
  },
});

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
const mean = (numbers: readonly number[]): number => total(numbers) / numbers.length;
const squares = (numbers: readonly number[]): number => {
  const average = mean(numbers);
  return numbers.reduce((sum, number) => sum + (number - average) ** 2, 0);
};
/** The sample form of a single value is 0. */
const variance = (numbers: readonly number[]): number =>
  numbers.length < 2 ? 0 : squares(numbers) / (numbers.length - 1);

/** The value at a share of the sorted numbers, between two of them in proportion: perc95 of 1 to 10 is 9.55. */
function percentile(numbers: readonly number[], percent: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const position = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(position)]!;
  const above = sorted[Math.ceil(position)]!;
  return below + (above - below) * (position - Math.floor(position));
}

const extreme = (sign: 1 | -1): Aggregate => ({
  page: AGGREGATE,
  bare: false,
  start: () => {
    let best: string | undefined;
    return {
      add: (values) => {
        for (const value of values) if (best === undefined || compareAuto(value, best) * sign > 0) best = value;
      },
      result: () => best,
    };
  },
});

/** The value of the row that `replaces` prefers; a multivalue field has no documented answer. */
const pick = (page: string, replaces: (row: Row, chosen: Row) => boolean): Aggregate => ({
  page,
  bare: false,
  start: (place, name) => {
    let chosen: { row: Row; value: string } | null = null;
    return {
      add: (values, row) => {
        if (values.length === 0) return;
        if (values.length > 1)
          refuseAt(place, `${name}() of a multivalue field: Splunk's manual gives no result for it`);
        if (chosen === null || replaces(row, chosen.row)) chosen = { row, value: values[0]! };
      },
      result: () => chosen?.value,
    };
  },
});

const timeOf = (row: Row): number => parseNumber(row.values('_time')[0] ?? '') ?? NaN;

const count: Aggregate = {
  page: AGGREGATE,
  bare: true,
  start: () => {
    let found = 0;
    return { add: (values) => void (found += values.length), result: () => String(found) };
  },
};

const distinctCount: Aggregate = {
  page: AGGREGATE,
  bare: false,
  start: () => {
    const seen = new Set<string>();
    return {
      add: (values) => {
        for (const value of values) seen.add(value);
      },
      result: () => String(seen.size),
    };
  },
};

const mode: Aggregate = {
  page: AGGREGATE,
  bare: false,
  start: () => {
    const counts = new Map<string, number>();
    return {
      add: (values) => {
        for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
      },
      result: () =>
        [...counts].reduce<[string, number] | undefined>(
          (best, entry) => (best === undefined || entry[1] > best[1] ? entry : best),
          undefined,
        )?.[0],
    };
  },
};

const list: Aggregate = {
  page: MULTIVALUE,
  bare: false,
  start: () => {
    const all: string[] = [];
    return {
      add: (values) => void all.push(...values.slice(0, Math.max(0, LIST_SIZE - all.length))),
      result: () => simplest([...all]),
    };
  },
};

const distinctValues: Aggregate = {
  page: MULTIVALUE,
  bare: false,
  start: () => {
    const seen = new Set<string>();
    return {
      add: (values) => {
        for (const value of values) seen.add(value);
      },
      result: () => simplest([...seen].sort(compareText)),
    };
  },
};

export const AGGREGATES: Readonly<Record<string, Aggregate>> = {
  count,
  c: count,
  dc: distinctCount,
  distinct_count: distinctCount,
  avg: numeric(mean),
  mean: numeric(mean),
  sum: numeric(total),
  sumsq: numeric((numbers) => total(numbers.map((number) => number ** 2))),
  min: extreme(-1),
  max: extreme(1),
  range: numeric((numbers) => percentile(numbers, 100) - percentile(numbers, 0)),
  median: numeric((numbers) => percentile(numbers, 50)),
  stdev: numeric((numbers) => Math.sqrt(variance(numbers))),
  stdevp: numeric((numbers) => Math.sqrt(squares(numbers) / numbers.length)),
  var: numeric(variance),
  varp: numeric((numbers) => squares(numbers) / numbers.length),
  mode,
  list,
  values: distinctValues,
  first: pick(ORDER, () => false),
  last: pick(ORDER, () => true),
  earliest: pick(TIME, (row, chosen) => timeOf(row) < timeOf(chosen)),
  latest: pick(TIME, (row, chosen) => timeOf(row) > timeOf(chosen)),
};

/** A function by name: one of the table, or `perc95`, `p95`, `exactperc99.9`. */
export function aggregateNamed(name: string): Aggregate | null {
  const lower = name.toLowerCase();
  if (Object.hasOwn(AGGREGATES, lower)) return AGGREGATES[lower]!;
  const percent = /^(?:perc|p|exactperc)(\d{1,2}(?:\.\d+)?)$/u.exec(lower);
  return percent === null ? null : numeric((numbers) => percentile(numbers, Number(percent[1])));
}
