import type { SqlType, SqlUnnest } from './tree.js';

/** What the two dialects spell differently. The printer owns everything else. */
export interface Dialect {
  readonly name: 'trino' | 'duckdb';
  readonly types: Readonly<Record<SqlType, string>>;
  /** The operator that divides integers and truncates. */
  readonly quotient: string;
  instant(text: string): string;
  /** The path as the text of a string literal, not yet quoted. */
  jsonPath(keys: readonly string[]): string;
  jsonObject(entries: readonly PrintedEntry[]): string;
  /** The relation after CROSS JOIN; `array` and names are printed. */
  unnest(node: SqlUnnest, array: string, name: (text: string) => string): string;
}

export interface PrintedEntry {
  /** A string literal. */
  readonly key: string;
  readonly value: string;
}
