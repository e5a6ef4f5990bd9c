import type { Condition, Value } from './expression.js';

/**
 * A search: what the indexers look for, then commands separated by pipes. No `join` and no subsearch in an argument, which cut
 * their input at a limit without failing (limits.conf, [join] and [subsearch]); `append` only where its limit is said.
 */
export interface Search {
  /** What the indexers look for; with a `generator`, nothing. */
  readonly terms: readonly SearchTerm[];
  /** Makes the first rows instead of a search of events. */
  readonly generator?: Generator;
  /** Remarks for the reader of the search, printed behind the terms; text that cannot stand in a comment is left out. */
  readonly remarks: readonly string[];
  readonly commands: readonly Command[];
}

/** Terms before the first pipe, ANDed. They ignore case, so they only narrow what `where` then decides. */
export type SearchTerm = MacroTerm | IndexTerm | FieldTerm | PrefixTerm | TimeTerm;

export interface MacroTerm {
  readonly kind: 'macro';
  readonly name: string;
  /** Plain words; a quoted argument would need escapes of its own. */
  readonly args?: readonly string[];
}

/** `index=…`; the one term whose `*` is meant as a wildcard. */
export interface IndexTerm {
  readonly kind: 'index';
  readonly pattern: string;
}

/** `field=value`, or `field IN (…)` with several values; each value is plain text. */
export interface FieldTerm {
  readonly kind: 'field';
  readonly field: string;
  readonly values: readonly string[];
}

/** `field=value*` */
export interface PrefixTerm {
  readonly kind: 'prefix';
  readonly field: string;
  readonly value: string;
}

/** `earliest=…` (inclusive) and `latest=…` (exclusive), in milliseconds since 1970. */
export interface TimeTerm {
  readonly kind: 'time';
  readonly earliest: number;
  readonly latest: number;
}

/**
 * `| inputlookup name.csv`, `| makeresults count=3`, `| multisearch [ search … ] [ search … ]`: the events of several searches at
 * once, which unlike `append` waits for none of them; only commands that look at each event on its own may stand in them.
 */
export type Generator =
  | { readonly command: 'multisearch'; readonly searches: readonly Search[] }
  | { readonly command: 'inputlookup'; readonly file: string }
  | { readonly command: 'makeresults'; readonly count: number };

export type Command = (
  | Where
  | Eval
  | Mvexpand
  | Sort
  | Streamstats
  | Eventstats
  | Stats
  | Lookup
  | Head
  | Reverse
  | Append
  | Rename
  | Fields
  | Table
) & {
  /** Why the command is there, in a comment behind it. */
  readonly remark?: string;
};

export interface Where {
  readonly command: 'where';
  readonly condition: Condition;
}

/** Assignments from left to right: each sees those before it. */
export interface Eval {
  readonly command: 'eval';
  readonly assignments: readonly { readonly field: string; readonly value: Value }[];
}

export interface Mvexpand {
  readonly command: 'mvexpand';
  readonly field: string;
}

/** All rows (`sort 0`); `str` and `num` instead of Splunk's guess by the look of the values. Rows without a value come last. */
export interface Sort {
  readonly command: 'sort';
  readonly keys: readonly SortKey[];
}

export interface SortKey {
  readonly field: string;
  readonly as: 'str' | 'num';
  readonly descending?: boolean;
}

/** Statistics of the rows so far. */
export interface Streamstats {
  readonly command: 'streamstats';
  /** `current=f window=n`: of the n rows before. */
  readonly before?: number;
  readonly aggregates: readonly Aggregate[];
}

/** Statistics of each group, added to its rows; rows without a `by` field stay as they are. */
export interface Eventstats {
  readonly command: 'eventstats';
  readonly aggregates: readonly Aggregate[];
  readonly by: readonly string[];
}

/** One row a group; rows without a `by` field do not count. Without `by` one row. */
export interface Stats {
  readonly command: 'stats';
  readonly aggregates: readonly Aggregate[];
  readonly by: readonly string[];
}

/** `first` is the value of the first row that has one, in the order of the rows; `values` are distinct and in text order. */
export interface Aggregate {
  readonly fn: 'avg' | 'count' | 'dc' | 'first' | 'max' | 'min' | 'sum' | 'values';
  /** A field, the rows for which a condition is true, or null for all rows. */
  readonly of: string | Condition | null;
  readonly as: string;
}

/** `lookup file key AS field OUTPUT key AS output`: the key itself where the file has it. */
export interface Lookup {
  readonly command: 'lookup';
  readonly file: string;
  readonly key: string;
  readonly field: string;
  readonly output: string;
}

/** The first rows. */
export interface Head {
  readonly command: 'head';
  readonly count: number;
}

export interface Reverse {
  readonly command: 'reverse';
}

/** Rows of another search behind those so far. */
export interface Append {
  readonly command: 'append';
  readonly search: Search;
}

export interface Rename {
  readonly command: 'rename';
  readonly fields: readonly { readonly from: string; readonly to: string }[];
}

/** Keeps the named fields, and `_raw` and `_time`. */
export interface Fields {
  readonly command: 'fields';
  readonly fields: readonly string[];
}

export interface Table {
  readonly command: 'table';
  readonly fields: readonly string[];
}
