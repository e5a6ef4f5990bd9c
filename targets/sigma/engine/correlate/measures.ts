import type { SigmaCorrelation } from '../model.js';
import { numberOf } from '../values/number.js';
import { fieldOf, textsOf, valuesOf } from './field-values.js';
import type { GroupEntry } from './groups.js';

/** The number that a correlation compares, kept while its window slides: entries come in and go in order of time. */
export interface Measure {
  add(entry: GroupEntry): void;
  remove(entry: GroupEntry): void;
  /** For a window that begins at `start`. Null when there is nothing to measure. */
  value(start: number): number | null;
}

export function measureOf(correlation: SigmaCorrelation): Measure {
  const { field } = correlation;
  switch (correlation.type) {
    case 'event_count':
      return new Count();
    case 'value_count':
      return new Distinct((entry) => fieldTexts(correlation, field ?? '', entry));
    case 'temporal':
      return new Distinct((entry) => entry.rules);
    case 'temporal_ordered':
      return new Chain(correlation.rules.length);
    case 'value_sum':
      return new Numbers(correlation, (values) => sum(values));
    case 'value_avg':
      return new Numbers(correlation, (values) => sum(values) / values.length);
    case 'value_percentile':
      return new Numbers(correlation, (values) => percentile(values, correlation.percentile ?? 0));
  }
}

class Count implements Measure {
  #count = 0;

  add(): void {
    this.#count++;
  }

  remove(): void {
    this.#count--;
  }

  value(): number {
    return this.#count;
  }
}

/** How many different keys the entries have. */
class Distinct implements Measure {
  readonly #counts = new Map<string | number, number>();

  constructor(private readonly keysOf: (entry: GroupEntry) => Iterable<string | number>) {}

  add(entry: GroupEntry): void {
    for (const key of this.keysOf(entry)) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  remove(entry: GroupEntry): void {
    for (const key of this.keysOf(entry)) {
      const count = (this.#counts.get(key) ?? 0) - 1;
      if (count > 0) this.#counts.set(key, count);
      else this.#counts.delete(key);
    }
  }

  value(): number {
    return this.#counts.size;
  }
}

/**
 * The most rules that match in the order of the list. CloudTrail's times have seconds only, so what happens at one time is
 * in any order. For each rule and length it is enough to know the latest time at which such a chain may begin, so that
 * nothing is ever looked at again.
 */
class Chain implements Measure {
  /** By length less one, then rule. */
  readonly #latestStart: number[][];
  #time = -Infinity;
  #pending: GroupEntry[] = [];

  constructor(ruleCount: number) {
    this.#latestStart = Array.from({ length: ruleCount }, () => new Array<number>(ruleCount).fill(-Infinity));
  }

  add(entry: GroupEntry): void {
    if (entry.occurrence.time !== this.#time) this.#settle();
    this.#time = entry.occurrence.time;
    this.#pending.push(entry);
  }

  remove(): void {
    // A chain that begins before the window is left out by `value`.
  }

  value(start: number): number {
    this.#settle();
    return this.#latestStart.findLastIndex((byRule) => byRule.some((time) => time >= start)) + 1;
  }

  #settle(): void {
    const rules = [...new Set(this.#pending.flatMap((entry) => entry.rules))].sort((left, right) => left - right);
    for (const rule of rules) {
      for (const [index, byRule] of this.#latestStart.entries()) {
        const start = index === 0 ? this.#time : Math.max(...this.#latestStart[index - 1]!.slice(0, rule));
        byRule[rule] = Math.max(byRule[rule]!, start);
      }
    }
    this.#pending = [];
  }
}

/** Numbers of the field in the window; what is no number is left out. */
class Numbers implements Measure {
  readonly #values = new Map<GroupEntry, readonly number[]>();

  constructor(
    private readonly correlation: SigmaCorrelation,
    private readonly reduce: (values: readonly number[]) => number,
  ) {}

  add(entry: GroupEntry): void {
    const { correlation } = this;
    const numbers = rawValues(correlation, correlation.field ?? '', entry).map(numberOf);
    this.#values.set(
      entry,
      numbers.filter((number) => number !== null),
    );
  }

  remove(entry: GroupEntry): void {
    this.#values.delete(entry);
  }

  value(): number | null {
    const values = [...this.#values.values()].flat();
    return values.length === 0 ? null : this.reduce(values);
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The nearest rank: the least value that at least so many of a hundred do not exceed. */
function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(1, Math.ceil((percent / 100) * sorted.length)) - 1] ?? NaN;
}

const fieldTexts = (correlation: SigmaCorrelation, name: string, entry: GroupEntry): ReadonlySet<string> =>
  new Set(
    fieldsOf(correlation, name, entry).flatMap((field) =>
      [...entry.occurrence.events()].flatMap((event) => textsOf(entry.occurrence, event, field)),
    ),
  );

const rawValues = (correlation: SigmaCorrelation, name: string, entry: GroupEntry): readonly unknown[] =>
  fieldsOf(correlation, name, entry).flatMap((field) =>
    [...entry.occurrence.events()].flatMap((event) => valuesOf(entry.occurrence, event, field)),
  );

/** An entry of two rules may have two fields under one alias. */
const fieldsOf = (correlation: SigmaCorrelation, name: string, entry: GroupEntry): readonly string[] => [
  ...new Set(entry.rules.map((index) => fieldOf(correlation, correlation.rules[index]!, name))),
];
