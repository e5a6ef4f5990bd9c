import type { KqlType } from '../../ir/types.js';
import type { Value } from '../../ir/value.js';

export interface AggregateContext {
  /** The static types of the arguments and of the (first) output. */
  readonly types: readonly KqlType[];
  readonly result: KqlType;
}

/** One KQL aggregate function: everything that is true of it on every target. */
export interface AggregateEntry {
  /** The one name that the IR uses. */
  readonly name: string;
  /** Other names that mean the same (`makeset`). */
  readonly aliases?: readonly string[];
  /** The form with a predicate (`countif`, `make_set_if`): the IR writes it as a filter. */
  readonly conditional?: readonly string[];
  /** Where the predicate stands in the conditional form. */
  readonly predicateAt?: number;
  /** The documentation page, below https://learn.microsoft.com/kusto/query/ */
  readonly page: string;
  /** Ruleport's choice where the page is silent. Every engine follows it. */
  readonly choice?: string;
  /** Whether the result depends on the order of the rows. */
  readonly ordered: boolean;
  /**
   * The reference implementation: the arguments of each row of a group, in the order of the rows, the filter applied. Returns a
   * value for each output. Parameters (a size, a rank) are constants among the arguments, the same in every row.
   */
  readonly evaluate: (rows: readonly (readonly Value[])[], context: AggregateContext) => readonly Value[];
}

/** Declares entries; a helper only so that tables of aggregates are checked where they stand. */
export const aggregates = (...entries: readonly AggregateEntry[]): readonly AggregateEntry[] => entries;

/** The values of the first argument that are not null. */
export const present = (rows: readonly (readonly Value[])[]): Value[] =>
  rows.map(([value]) => value ?? null).filter((value) => value !== null);
