import type { BinaryOperator, JsonEntry, SqlExpression, SqlType, SqlUnnest } from './tree.js';

/** What the two dialects spell differently. The printer owns everything else. */
export interface Dialect {
  readonly name: 'trino' | 'duckdb';
  readonly types: Readonly<Record<SqlType, string>>;
  /** Functions that go by another name. */
  readonly calls: Readonly<Record<string, string>>;
  /** A value, not its text, as JSON. */
  toJson(value: string): string;
  /** The operator that divides integers and truncates. */
  readonly quotient: string;
  instant(text: string): string;
  /** The path as the text of a string literal, not yet quoted. */
  jsonPath(keys: readonly string[]): string;
  /** JSON text of an object with the entries that are not NULL, in the dialect's own functions. */
  jsonObject(entries: readonly JsonEntry[]): SqlExpression;
  /** A JSON object of all entries, as a value of the type JSON. */
  jsonBag(entries: readonly JsonEntry[]): SqlExpression;
  /** The order of two doubles, of which NaN has none. */
  orderOfReals(operator: BinaryOperator, left: SqlExpression, right: SqlExpression): SqlExpression;
  /** `TRY(…)` in the dialect's own way, or null where that is as good. */
  attempted(operand: SqlExpression): SqlExpression | null;
  /** The number of an IPv4 address without prefix. */
  ipv4Number(address: SqlExpression): SqlExpression;
  /** An array of the one-entry objects of a JSON object, NULL for other JSON. */
  oneEntryBags(json: SqlExpression): SqlExpression;
  /** JSON text that the dialect made, with each character beyond U+FFFF as itself. */
  unescaped(json: SqlExpression): SqlExpression;
  /** The relation after CROSS JOIN; `array` and names are printed. */
  unnest(node: SqlUnnest, array: string, name: (text: string) => string): string;
}
