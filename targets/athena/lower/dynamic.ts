import { jsonText, parseJsonValue } from '../../../src/functions/json.js';
import type { Span } from '../../../src/diagnostics/diagnostic.js';
import {
  attempt,
  call,
  cast,
  coalesce,
  column,
  integer,
  isCall,
  isNotNull,
  jsonPath,
  lambda,
  plus,
  text as sqlText,
  when,
} from '../sql/build.js';
import type { SqlExpression } from '../sql/tree.js';
import { describe, type ArrayCell, type Cell, type IntegerCell, type JsonCell } from './cell.js';
import type { LoweringContext } from './context.js';
import { extract, isSurelyJson, resourceText, solid, toText } from './text.js';

const NONE: Cell = { form: 'null' };

/** `d.key`. https://learn.microsoft.com/kusto/query/scalar-data-types/dynamic */
export function member(object: Cell, key: string, context: LoweringContext, span: Span): Cell {
  switch (object.form) {
    case 'json': {
      const entry = object.entries?.findLast((each) => each.key === key);
      if (object.entries !== undefined) return entry === undefined ? NONE : dynamicOf(entry.value);
      // "$["0"]" would also index an array in Trino, where KQL knows keys of bags only.
      if (/^-?\d+$/.test(key))
        return parsedJson(element({ kind: 'cast', operand: extract(object), type: 'json-map' }, sqlText(key)));
      return { ...object, keys: [...object.keys, key], bag: false, made: false };
    }
    case 'resource':
      return resourceMember(object, key);
    case 'null':
    case 'dynamic-text':
    case 'array':
    case 'resources':
      return NONE;
    default:
      return context.refuse('RP3202', [`the member ${key}`, describe(object)], span);
  }
}

function resourceMember(cell: Extract<Cell, { form: 'resource' }>, key: string): Cell {
  const fields: Readonly<Record<string, SqlExpression>> = { ARN: cell.arn, accountId: cell.account, type: cell.type };
  const sql = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return sql === undefined ? NONE : { form: 'dynamic-text', sql, loose: sql };
}

/** `d[n]`, zero-based, from the end when negative; null when out of range or no array. */
export function index(object: Cell, position: Cell, context: LoweringContext, span: Span): Cell {
  switch (object.form) {
    case 'array': {
      const at = onePosition(position);
      if (at === null) return context.refuse('RP3202', ['an index', describe(position)], span);
      return elementCell(object, elementOf(object.sql, at), elementOf(object.loose, at));
    }
    case 'json': {
      if (object.bag === true) return NONE;
      const at = onePosition(position);
      if (at === null) return context.refuse('RP3202', ['an index', describe(position)], span);
      // The cast to an array fails for anything else; a path step "[0]" would also find the key "0" of a bag in Trino.
      return parsedJson(element({ kind: 'cast', operand: extract(object), type: 'json-array' }, at));
    }
    case 'resources': {
      const at = onePosition(position);
      if (at === null) return context.refuse('RP3202', ['an index', describe(position)], span);
      const row = call('element_at', object.sql, at);
      const field = (name: string): SqlExpression => ({ kind: 'field', object: row, name });
      return { form: 'resource', arn: field('arn'), account: field('accountid'), type: field('type') };
    }
    case 'null':
    case 'dynamic-text':
    case 'resource':
      return NONE;
    default:
      return context.refuse('RP3202', ['an index', describe(object)], span);
  }
}

/** An element of an array, as a dynamic value. */
export function elementCell({ element }: ArrayCell, sql: SqlExpression, loose = sql): Cell {
  switch (element) {
    case 'text':
      return { form: 'dynamic-text', sql, loose };
    case 'json':
      return parsedJson(sql);
    case 'integer':
      return integerCell(sql, { nullable: true });
    case 'boolean':
      return { form: 'boolean', sql, nullable: true };
    case 'double':
      return { form: 'double', sql };
  }
}

/** A value as it comes out of a bag or array: a string is a dynamic one. */
export const dynamicOf = (cell: Cell): Cell => {
  if (cell.form !== 'text') return cell;
  const sql = cell.nullable ? coalesce(cell.sql, sqlText('')) : cell.sql;
  return { form: 'dynamic-text', sql, loose: cell.sql };
};

/** `split(s, d, i)[0]` is the i-th part itself: no need to make an array of it first. */
function elementOf(array: SqlExpression, at: SqlExpression): SqlExpression {
  if (isCall(array, 'slice') && at.kind === 'integer' && (at.value === 1n || at.value === -1n)) {
    const [whole, position] = array.args;
    if (whole !== undefined && position !== undefined) return call('element_at', whole, position);
  }
  return call('element_at', array, at);
}

const element = (collection: SqlExpression, at: SqlExpression): SqlExpression =>
  call('element_at', attempt(collection), at);
const parsedJson = (document: SqlExpression): JsonCell => ({
  form: 'json',
  document,
  parsed: true,
  keys: [],
  trusted: true,
});

/** A KQL position as SQL's, which count from 1 and from -1. */
function onePosition(position: Cell): SqlExpression | null {
  if (position.form !== 'integer') return null;
  if (position.sql.kind === 'integer') return position.sql.value < 0n ? position.sql : integer(position.sql.value + 1n);
  if (position.least !== null && position.least >= 0n) return plus(position.sql, 1n);
  return when(
    { kind: 'binary', operator: '<', left: position.sql, right: integer(0) },
    position.sql,
    plus(position.sql, 1n),
  );
}

/** parse_json: https://learn.microsoft.com/kusto/query/parse-json-function. A dynamic value stays as it is. */
export function parseJson(cell: Cell, context: LoweringContext, span: Span): Cell {
  if (cell.form !== 'text') return cell;
  if (cell.parsed !== undefined) return cell.parsed;
  if (cell.unordered === true) return context.refuse('RP3208', [], span);
  if (cell.sql.kind === 'string') return constantJson(cell.sql.value);
  context.assume('RP3255', [], span);
  return { form: 'json', document: cell.sql, parsed: false, keys: [], trusted: false };
}

function constantJson(value: string): Cell {
  const parsed = value === '' ? null : parseJsonValue(value);
  if (parsed === null) return NONE;
  if (parsed === undefined || typeof parsed === 'string') {
    const sql = sqlText(parsed ?? value);
    return { form: 'dynamic-text', sql, loose: sql };
  }
  return { form: 'json', document: sqlText(jsonText(parsed)), parsed: false, keys: [], trusted: true };
}

/** Any dynamic value as JSON text (NULL for null), for where several forms must become one. */
export function toJsonText(cell: Cell, context: LoweringContext, span: Span): SqlExpression {
  const quoted = (sql: SqlExpression): SqlExpression =>
    call('json_format', { kind: 'cast', operand: sql, type: 'json' });
  switch (cell.form) {
    case 'null':
      return { kind: 'null' };
    case 'dynamic-text':
    case 'boolean':
    case 'integer':
    case 'array':
      return quoted(cell.sql);
    case 'text':
      return quoted(cell.nullable ? call('coalesce', cell.sql, sqlText('')) : cell.sql);
    case 'resource':
      return resourceText(cell);
    case 'resources':
      return toText(cell, context, span).sql;
    case 'instant':
    case 'interval':
    case 'duration':
      return quoted(toText(cell, context, span).sql);
    case 'json': {
      const json = call('nullif', call('json_format', extract(cell)), sqlText('null'));
      if (cell.keys.length === 0 && !cell.parsed && (cell.made === true || cell.bag === true)) return cell.document;
      if (isSurelyJson(cell)) return json;
      const valid = isNotNull(attempt(call('json_parse', cell.document)));
      return when(valid, json, quoted(call('nullif', cell.document, sqlText(''))));
    }
    default:
      context.refuse('RP3202', ['the JSON text', describe(cell)], span);
      return { kind: 'null' };
  }
}

/** Any dynamic value as SQL's JSON (NULL or JSON's null for null). */
export function toJson(cell: Cell, context: LoweringContext, span: Span): SqlExpression {
  if (cell.form !== 'json') {
    if (cell.form === 'resource' || cell.form === 'resources')
      return call('json_parse', toJsonText(cell, context, span));
    if (cell.form === 'instant' || cell.form === 'interval' || cell.form === 'duration')
      return cast(toText(cell, context, span).sql, 'json');
    if (cell.form === 'text') return cast(solid(cell), 'json');
    return 'sql' in cell ? cast(cell.sql, 'json') : { kind: 'null' };
  }
  if (isSurelyJson(cell)) return extract(cell);
  // Text that is no JSON is a dynamic string.
  const valid = isNotNull(attempt(call('json_parse', cell.document)));
  const value = call('json_extract', cell.document, jsonPath());
  return when(valid, value, cast(call('nullif', cell.document, sqlText('')), 'json'));
}

/** A dynamic value as SQL's array of JSON, NULL for what is no array. */
export function toJsonArray(cell: Cell, context: LoweringContext, span: Span): SqlExpression {
  if (cell.form !== 'array') return attempt(cast(toJson(cell, context, span), 'json-array'));
  if (cell.element === 'json') return cell.sql;
  return call('transform', cell.sql, lambda(['e'], cast(column('e'), 'json')));
}

export const integerCell = (
  sql: SqlExpression,
  rest: Partial<Omit<IntegerCell, 'form' | 'sql'>> = {},
): IntegerCell => ({ form: 'integer', sql, nullable: false, least: null, small: false, ...rest });
