import type { Relation } from '../../ir/relation.js';
import type { Value } from '../../ir/value.js';
import type { Scope } from '../../interpreter/evaluate.js';
import type { Store } from '../store.js';
import { memo } from '../store.js';
import type { Constraint, Leaf, Move, Origin, View } from '../view.js';

/** One attempt at a row of a query: what it reads, what must hold, and which of several ways was taken at each fork. */
export interface Build {
  readonly store: Store;
  /** The clock, in ticks. */
  readonly now: bigint;
  readonly leaves: Leaf[];
  readonly constraints: Constraint[];
  readonly groups: Group[];
  /** Predicates of aggregates (`countif`): met for the likeliest row, but no row depends on them. */
  readonly filters: Constraint[];
  /** A fork with so many ways; 0 is the plain one. */
  fork(ways: number): number;
  /** A new record of a table, or row of an external input. */
  leaf(kind: Leaf['kind'], name: string): Leaf;
  /** Makes the second leaf the first: both names stand for one record. */
  share(kept: Leaf, dropped: Leaf): void;
  view(relation: Relation): View;
}

/** A row of `summarize`: rows of its input that are made one by one, and copies of the last. */
export interface Group {
  /** The leaves of the last row. */
  readonly leaves: readonly Leaf[];
  /** How many copies beside the rows themselves. */
  copies(): number;
  /** Ways to make the row differ as its n-th copy must (`dcount`); empty when it need not. */
  vary(copy: number): readonly Iterable<Move>[];
}

/** A view from its columns. */
export function viewOf(
  build: Pick<Build, 'store' | 'now'>,
  columns: {
    value(name: string): Value;
    assign(name: string, value: Value): Iterable<Move>;
    origin?(name: string): Origin | null;
  },
): View {
  const value = memo(build.store, (name: string) => columns.value(name));
  const scope: Scope = { now: build.now, rowsOf: () => [], column: value };
  return {
    scope,
    value,
    assign: (name, wanted) => columns.assign(name, wanted),
    origin: (name) => columns.origin?.(name) ?? null,
  };
}
