import type { Column, KqlType } from '../ir/types.js';

/** A step into a raw record: a key, or an array position. */
export type PathStep = string | number;
export type RecordPath = readonly PathStep[];

/**
 * How a raw JSON value becomes the column's value:
 * - `text`: a string as it is, a number or boolean as its JSON text, an object or array as compact JSON
 * - `json`: the same; said of columns that hold objects, so that targets know to reach into them
 * - `bool`: true, false and their texts in any case; anything else is null
 * - `datetime`: ISO 8601 text; anything else is null
 * - `int`: a number, its fraction cut off; anything else is null
 * - `dynamic`: the JSON value itself
 * A missing or null raw value is `""` in a string column and null in the others.
 */
export type Encoding = 'text' | 'json' | 'bool' | 'datetime' | 'int' | 'dynamic';

export interface ColumnDefinition extends Column {
  /** Where the value is in a raw record: the first path that holds a value counts. Empty: no raw counterpart. */
  readonly paths: readonly RecordPath[];
  readonly encoding: Encoding;
  /** The value of a column without raw counterpart that is always the same (`Type`), else absent. */
  readonly constant?: string;
  /** Why a port of a predicate on this column deserves a second look; shown as a warning. */
  readonly caution?: string;
  /** Names in the targets; null where the target has no such field. Sigma uses the dotted raw path. */
  readonly athena: string | null;
  readonly splunk: string | null;
  readonly sigma: string | null;
}

export interface TableSchema {
  readonly name: string;
  /** The column with the time of the event, on which runs are windowed. */
  readonly timeColumn: string;
  /** The column with the ID that evidence names. */
  readonly idColumn: string;
  /** An object of a log with all of these fields is a record of this table (`table-of.ts`). */
  readonly fields: readonly string[];
  readonly columns: readonly ColumnDefinition[];
}

export const columnOf = (table: TableSchema, name: string): ColumnDefinition | undefined =>
  table.columns.find((column) => column.name === name);

export const columnType = (table: TableSchema, name: string): KqlType | undefined => columnOf(table, name)?.type;
