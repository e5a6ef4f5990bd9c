import { formatTimeSpan } from '../../../src/functions/timespan.js';
import type { Span } from '../../../src/diagnostics/diagnostic.js';
import {
  EMPTY,
  NULL,
  attempt,
  binary,
  call,
  cast,
  coalesce,
  column,
  integer,
  isNotNull,
  isNull,
  jsonPath,
  nullIf,
  quotient,
  text,
  when,
} from '../sql/build.js';
import type { SqlExpression } from '../sql/tree.js';
import {
  describe,
  isPlain,
  type ArrayCell,
  type Cell,
  type JsonCell,
  type ResourceCell,
  type TextCell,
} from './cell.js';
import type { LoweringContext } from './context.js';

/** A text that is `""` rather than NULL. */
export const solid = (cell: TextCell): SqlExpression => (cell.nullable ? coalesce(cell.sql, EMPTY) : cell.sql);

export const textCell = (sql: SqlExpression, nullable = false): TextCell => ({ form: 'text', sql, nullable });
export const constantText = (value: string): TextCell => textCell(text(value));

/** What KQL's tostring gives for a cell: "" for null. https://learn.microsoft.com/kusto/query/tostring-function */
export function toText(cell: Cell, context: LoweringContext, span: Span): TextCell {
  switch (cell.form) {
    case 'text':
      return cell;
    case 'null':
      return constantText('');
    case 'boolean':
    case 'integer':
      return textCell({ kind: 'cast', operand: cell.sql, type: 'text' }, true);
    case 'dynamic-text':
      return textCell(cell.loose, true);
    case 'json':
      return jsonAsText(cell);
    case 'resource':
      return {
        form: 'text',
        sql: resourceText(cell),
        search: objectText(cell),
        nullable: true,
        scalar: NULL,
        unordered: true,
      };
    case 'resources':
      return resourcesText(cell.sql);
    case 'array':
      return textCell(arrayText(cell), true);
    case 'instant':
      return textCell(instantText(cell.sql), true);
    case 'interval':
      return constantText(formatTimeSpan(BigInt(cell.millis) * 10_000n));
    case 'duration':
      return textCell(durationText(cell.sql), true);
    default:
      context.refuse('RP3202', ['tostring', describe(cell)], span);
      return constantText('');
  }
}

/** `2024-01-31T00:00:00.0000000Z`; the engine's instants have three digits. */
const instantText = (sql: SqlExpression): SqlExpression =>
  call('replace', call('to_iso8601', call('at_timezone', sql, text('UTC'))), text('Z'), text('0000Z'));

/** `[-][d.]hh:mm:ss[.fffffff]` of milliseconds: https://learn.microsoft.com/kusto/query/scalar-data-types/timespan */
function durationText(millis: SqlExpression): SqlExpression {
  const size = call('abs', millis);
  const part = (unit: number, count: number): SqlExpression => {
    const units = quotient(size, integer(unit));
    return binary('%', units, integer(count));
  };
  const days = quotient(size, integer(86_400_000));
  const fraction = call('format', text('.%03d0000'), binary('%', size, integer(1000)));
  const whole = call(
    'format',
    text('%s%s%02d:%02d:%02d%s'),
    when(binary('<', millis, integer(0)), text('-'), EMPTY),
    when(binary('>', days, integer(0)), call('format', text('%d.'), days), EMPTY),
    part(3_600_000, 24),
    part(60_000, 60),
    part(1000, 60),
    when(binary('>', binary('%', size, integer(1000)), integer(0)), fraction, EMPTY),
  );
  // Trino's format writes NULL as the word.
  return when(isNotNull(millis), whole, null);
}

/** JSON texts that the query makes are those of KQL; those in the logs are taken as RP3250 and RP3255 say. */
const unescaped = (operand: SqlExpression): SqlExpression => ({ kind: 'unescaped', operand });

function arrayText({ sql, element }: ArrayCell): SqlExpression {
  const json = call('json_format', cast(sql, 'json'));
  return element === 'text' || element === 'json' ? unescaped(json) : json;
}

/** The value as SQL's JSON, NULL when there is none; JSON's null stays. */
export function extract(cell: JsonCell): SqlExpression {
  return cell.parsed && cell.keys.length === 0
    ? cell.document
    : call('json_extract', guarded(cell), jsonPath(...cell.keys));
}

/** A scalar as text, NULL for an object, an array, JSON's null and no value. */
export const extractScalar = (cell: JsonCell): SqlExpression =>
  call('json_extract_scalar', guarded(cell), jsonPath(...cell.keys));

/** The value's JSON text, NULL for KQL's null (no value, or JSON's null). */
export const extractJson = (cell: JsonCell): SqlExpression => nullIf(call('json_format', extract(cell)), text('null'));

/** Trino's JSON functions read what they can of broken text; KQL has no members in it. */
function guarded(cell: JsonCell): SqlExpression {
  if (cell.trusted || cell.parsed) return cell.document;
  return when(isNotNull(attempt(call('json_parse', cell.document))), cell.document, null);
}

/** Whether the value cannot be a text that is no JSON: a whole column might hold such a text after all. */
export const isSurelyJson = (cell: JsonCell): boolean =>
  cell.keys.length > 0 ||
  cell.parsed ||
  cell.bag === true ||
  cell.made === true ||
  (cell.trusted && (cell.document.kind === 'string' || !isPlain(cell.document)));

function jsonAsText(cell: JsonCell): TextCell {
  if (cell.unordered === true) return { ...textCell(extractJson(cell), true), scalar: NULL, unordered: true };
  // An object or array written by this query is its own text.
  if (cell.made === true && cell.bag === true && cell.keys.length === 0 && !cell.parsed)
    return { ...textCell(unescaped(cell.document), true), scalar: NULL };
  const scalar = extractScalar(cell);
  const whole = coalesce(scalar, cell.made === true ? unescaped(extractJson(cell)) : extractJson(cell));
  if (isSurelyJson(cell)) return { form: 'text', sql: whole, nullable: true, scalar };
  // parse_json of text that is no JSON is that text: https://learn.microsoft.com/kusto/query/parse-json-function
  const invalid = isNull(attempt(call('json_parse', cell.document)));
  return textCell(when(invalid, cell.document, whole), true);
}

export const resourceOf = (row: SqlExpression): ResourceCell => ({
  form: 'resource',
  arn: { kind: 'field', object: row, name: 'arn' },
  account: { kind: 'field', object: row, name: 'accountid' },
  type: { kind: 'field', object: row, name: 'type' },
});

const objectText = (cell: ResourceCell): SqlExpression => ({
  kind: 'json-object',
  entries: [
    { key: 'ARN', value: cell.arn },
    { key: 'accountId', value: cell.account },
    { key: 'type', value: cell.type },
  ],
});

/** JSON text of a resource, NULL for none. */
export const resourceText = (cell: ResourceCell): SqlExpression =>
  when(isNotNull(coalesce(cell.arn, cell.account, cell.type)), objectText(cell), null);

/** The text of the KQL column Resources, from the typed column. */
export function resourcesText(sql: SqlExpression): TextCell {
  const entry = objectText(resourceOf(column('r')));
  const entries = call('transform', sql, { kind: 'lambda', parameters: ['r'], body: entry });
  const list = binary('||', binary('||', text('['), call('array_join', entries, text(','))), text(']'));
  return { form: 'text', sql: list, nullable: true, scalar: NULL, unordered: true, parsed: { form: 'resources', sql } };
}
