import type { SqlExpression } from '../sql/tree.js';

/**
 * A lowered value: the SQL that computes it and the physical form it is in. KQL's values map to SQL's as follows.
 *
 * - string: text, where NULL stands for `""`. `coalesce(x, '')` is written only where the difference matters.
 * - bool, int, long, real, datetime, timespan: NULL is KQL's null.
 * - dynamic: several forms, chosen by where the value came from, so that `tostring(split(x, '/')[-1])` needs no JSON.
 *   NULL is always the dynamic null.
 */
export type Cell =
  | TextCell
  | BooleanCell
  | IntegerCell
  | { readonly form: 'double'; readonly sql: SqlExpression }
  | { readonly form: 'instant'; readonly sql: SqlExpression }
  /** A timespan that is written in the query. */
  | { readonly form: 'interval'; readonly millis: number }
  /** A timespan that is computed, in milliseconds. */
  | { readonly form: 'duration'; readonly sql: SqlExpression }
  | JsonCell
  | DynamicTextCell
  | ArrayCell
  /** The column `resources`: an array of rows. */
  | { readonly form: 'resources'; readonly sql: SqlExpression }
  | ResourceCell
  /** The null of a type other than string. */
  | { readonly form: 'null' };

export interface TextCell {
  readonly form: 'text';
  readonly sql: SqlExpression;
  /** Whether NULL can stand for `""` in it. */
  readonly nullable: boolean;
  /** The same text, but NULL where it is the JSON text of an object or array: enough to compare with what is none. */
  readonly scalar?: SqlExpression;
  /** As good as `sql` for finding a word inside. */
  readonly search?: SqlExpression;
  /** The keys of objects in this text may stand in another order than in the log. */
  readonly unordered?: boolean;
  /** What parse_json gives for it, where a column's documented content says more than its text. */
  readonly parsed?: Cell;
}

export interface BooleanCell {
  readonly form: 'boolean';
  readonly sql: SqlExpression;
  readonly nullable: boolean;
  /** Shorter conditions that are true exactly when the value is true, or false; otherwise false or NULL. */
  readonly isTrue?: SqlExpression;
  readonly isFalse?: SqlExpression;
}

export interface IntegerCell {
  readonly form: 'integer';
  readonly sql: SqlExpression;
  readonly nullable: boolean;
  /** The value is never below this; null when unknown. */
  readonly least: bigint | null;
  /** It cannot be large (a length, a position), so that adding to it cannot overflow. */
  readonly small: boolean;
  /** A shorter form that is NULL when the text `of` is NULL. */
  readonly loose?: { readonly sql: SqlExpression; readonly of: SqlExpression };
}

/** A value inside a JSON document, by a path of keys. */
export interface JsonCell {
  readonly form: 'json';
  /** JSON text, or with `parsed` a value of SQL's type JSON. */
  readonly document: SqlExpression;
  readonly parsed: boolean;
  readonly keys: readonly string[];
  /** Known to be JSON or NULL. A text that is none is a dynamic string in KQL, and has no members. */
  readonly trusted: boolean;
  /** Known to be an object (or null). */
  readonly bag?: boolean;
  /** Written by this query: compact JSON text, and NULL rather than JSON's null. */
  readonly made?: boolean;
  /** The keys of its objects stand in an order that is Trino's: nothing may depend on its text. */
  readonly unordered?: boolean;
  /** What it is packed of, while it stands where it was packed. */
  readonly entries?: readonly BagEntry[];
}

export interface BagEntry {
  readonly key: string;
  readonly value: Cell;
}

/** A dynamic value that is a string or null. */
export interface DynamicTextCell {
  readonly form: 'dynamic-text';
  readonly sql: SqlExpression;
  /** A shorter form, NULL also where the string is `""`: enough for its text. */
  readonly loose: SqlExpression;
}

/** What the elements of an SQL array are, all alike: texts, values of SQL's type JSON, … NULL is null among them. */
export type ElementForm = 'text' | 'json' | 'integer' | 'double' | 'boolean';

/** A dynamic array whose elements are all alike. */
export interface ArrayCell {
  readonly form: 'array';
  readonly element: ElementForm;
  readonly sql: SqlExpression;
  /** A shorter form, NULL where the array is `[""]`. */
  readonly loose: SqlExpression;
}

/** One entry of `resources`. */
export interface ResourceCell {
  readonly form: 'resource';
  readonly arn: SqlExpression;
  readonly account: SqlExpression;
  readonly type: SqlExpression;
}

/** Cheap to write more than once: plain columns and fields, constants, and paths into a plain document. */
export function isCheap(cell: Cell): boolean {
  switch (cell.form) {
    case 'interval':
    case 'null':
    case 'resource':
      return true;
    case 'json':
      return isPlain(cell.document);
    case 'text':
      return cell.parsed !== undefined || isPlain(cell.sql);
    case 'boolean':
      return cell.isTrue !== undefined || isPlain(cell.sql);
    case 'instant':
      return isPlain(cell.sql) || isTimeOfColumn(cell.sql);
    default:
      return isPlain(cell.sql);
  }
}

/** `TRY(from_iso8601_timestamp(eventtime))`: what the table has in the place of a column. */
function isTimeOfColumn(sql: SqlExpression): boolean {
  if (sql.kind !== 'try' || sql.operand.kind !== 'call') return false;
  const [column] = sql.operand.args;
  return sql.operand.name === 'from_iso8601_timestamp' && column !== undefined && isPlain(column);
}

export function isPlain(sql: SqlExpression): boolean {
  if (sql.kind === 'field') return isPlain(sql.object);
  return ['column', 'string', 'integer', 'double', 'boolean', 'null', 'instant', 'current-timestamp'].includes(
    sql.kind,
  );
}

export const isConstant = (sql: SqlExpression): boolean =>
  isPlain(sql) && sql.kind !== 'column' && sql.kind !== 'field';

export const arrayCell = (sql: SqlExpression, element: ElementForm = 'text', loose = sql): ArrayCell => ({
  form: 'array',
  element,
  sql,
  loose,
});

/** The same value by other expressions: each that it is made of goes through `change`. */
export function mapCell(cell: Cell, change: (sql: SqlExpression) => SqlExpression): Cell {
  switch (cell.form) {
    case 'null':
    case 'interval':
      return cell;
    case 'json': {
      const { entries, ...rest } = cell;
      void entries;
      return { ...rest, document: change(cell.document) };
    }
    case 'resource':
      return { ...cell, arn: change(cell.arn), account: change(cell.account), type: change(cell.type) };
    case 'dynamic-text':
    case 'array': {
      const sql = change(cell.sql);
      return { ...cell, sql, loose: sql };
    }
    case 'integer': {
      const { nullable, least, small } = cell;
      return { form: 'integer', sql: change(cell.sql), nullable, least, small };
    }
    case 'boolean':
      return { form: 'boolean', sql: change(cell.sql), nullable: cell.nullable };
    case 'text':
      return mapText(cell, change);
    default:
      return { ...cell, sql: change(cell.sql) };
  }
}

function mapText(cell: TextCell, change: (sql: SqlExpression) => SqlExpression): TextCell {
  const sql = change(cell.sql);
  const parsed = cell.parsed?.form === 'json' ? { parsed: { ...cell.parsed, document: sql } } : {};
  const unordered = cell.unordered === true ? { unordered: true } : {};
  return { form: 'text', sql, nullable: cell.nullable, ...unordered, ...parsed };
}

/** What a cell is, in words for a reason. */
export const describe = (cell: Cell): string => DESCRIPTIONS[cell.form];

const DESCRIPTIONS: Readonly<Record<Cell['form'], string>> = {
  text: 'a string',
  boolean: 'a bool',
  integer: 'a long',
  double: 'a real',
  instant: 'a datetime',
  interval: 'a timespan',
  json: 'a value from JSON',
  'dynamic-text': 'a string from an array',
  array: 'an array',
  duration: 'a timespan',
  resources: 'the resources of the event',
  resource: 'a resource of the event',
  null: 'null',
};
