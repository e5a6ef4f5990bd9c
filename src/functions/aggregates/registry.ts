import type { AggregateEntry } from './aggregate-entry.js';
import { BITS } from './bits.js';
import { COLLECTIONS } from './collections.js';
import { COUNTING } from './counting.js';
import { EXTREMES } from './extremes.js';
import { NUMBERS } from './numbers.js';
import { PAIRS } from './pairs.js';
import { RANKS } from './ranks.js';

/** Every aggregate function of KQL that Ruleport knows, by the one name that the IR uses. */
export const AGGREGATES: ReadonlyMap<string, AggregateEntry> = new Map(
  [...COUNTING, ...NUMBERS, ...RANKS, ...PAIRS, ...EXTREMES, ...COLLECTIONS, ...BITS].map((entry) => [
    entry.name,
    entry,
  ]),
);

export interface WrittenAggregate {
  readonly entry: AggregateEntry;
  /** Which argument is the predicate of a conditional form; null for the plain one. */
  readonly predicateAt: number | null;
}

const WRITTEN: ReadonlyMap<string, WrittenAggregate> = new Map<string, WrittenAggregate>(
  [...AGGREGATES.values()].flatMap((entry) => [
    ...[entry.name, ...(entry.aliases ?? [])].map((name) => [name, { entry, predicateAt: null }] as const),
    ...(entry.conditional ?? []).map((name) => [name, { entry, predicateAt: entry.predicateAt ?? 1 }] as const),
  ]),
);

/** An aggregate as written (`countif` is `count` with a predicate), or null when it is none that is known. */
export const writtenAggregate = (name: string): WrittenAggregate | null => WRITTEN.get(name) ?? null;

export function aggregateEntry(name: string): AggregateEntry {
  const entry = AGGREGATES.get(name);
  if (entry === undefined) throw new Error(`the aggregate ${name} is not in the registry`);
  return entry;
}
