import type { Condition, Value } from './expression.js';

/**
 * A search: what the indexers look for, then commands separated by pipes. Only commands that stream or aggregate within
 * one search; no `join`, no `append`, no subsearch, which cut their input at a limit without failing
 * (limits.conf, [join] and [subsearch]).
 */
export interface Search {
  readonly terms: readonly SearchTerm[];
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

export type Command = (Where | Eval | Mvexpand | Sort | Streamstats | Eventstats | Rename | Table) & {
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

/** All rows (`sort 0`), ascending; `str` and `num` instead of Splunk's guess by the look of the values. */
export interface Sort {
  readonly command: 'sort';
  readonly keys: readonly { readonly field: string; readonly as: 'str' | 'num' }[];
}

/** `streamstats count AS field`: the number of the row so far. */
export interface Streamstats {
  readonly command: 'streamstats';
  readonly count: string;
}

export interface Eventstats {
  readonly command: 'eventstats';
  readonly aggregates: readonly Aggregate[];
  readonly by: readonly string[];
}

/** `first` is the value of the first row in the order of the rows. */
export interface Aggregate {
  readonly fn: 'first';
  readonly field: string;
  readonly as: string;
}

export interface Rename {
  readonly command: 'rename';
  readonly fields: readonly { readonly from: string; readonly to: string }[];
}

export interface Table {
  readonly command: 'table';
  readonly fields: readonly string[];
}
