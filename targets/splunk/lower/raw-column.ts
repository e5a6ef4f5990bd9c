import type { ColumnDefinition } from '../../../src/schema/table.js';
import { call, choose, field, NULL, test, text, type Value } from '../spl/expression.js';
import { jsonExtract } from './json-path.js';

/**
 * Columns read from the event. Values come from `_raw`: the fields that Splunk extracts by itself stop at 5,000 bytes of an
 * event (limits.conf, [spath] extraction_cutoff), make no difference between JSON null and the text `null`, know no
 * objects, and errorCode is computed by the Splunk Add-on for AWS (`success`, `failure`).
 */
export function readColumn(column: ColumnDefinition): Value {
  if (column.constant !== undefined) return text(column.constant);
  const found = column.paths.map((path) => jsonExtract(field('_raw'), path)).filter((value) => value !== null);
  if (column.type === 'string') return found.length === 0 ? text('') : call('coalesce', ...found, text(''));
  const first = found.length > 1 ? call('coalesce', ...found) : (found[0] ?? NULL);
  return column.encoding === 'bool' ? call('lower', first) : first;
}

/** What is left to do to a column's value once it is in a field: what is neither `true` nor `false` is null. */
export function checkColumn(column: ColumnDefinition, name: string): Value | null {
  if (column.encoding !== 'bool') return null;
  return choose(test('in', field(name), text('true'), text('false')), field(name), NULL);
}

/** Members of a record that AWS writes before requestParameters, where automatic extraction always reaches. */
const EARLY = new Set([
  'userIdentity',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
]);

export const isEarly = (column: ColumnDefinition): boolean =>
  column.paths.length === 1 && EARLY.has(String(column.paths[0]![0])) && column.encoding === 'text';

/** What an extracted field can hold where the record has no text: JSON null's text, and the add-on's errorCode. */
const STAND_INS = ['', 'null', 'success', 'failure'];

/**
 * The extracted field of a column, if a test of it may be used as it is: `matches` tells the test's answer for a text, which
 * must be no for all that can stand there instead of a missing text.
 */
export function extractedField(column: ColumnDefinition, matches: (value: string) => boolean): string | null {
  if (!isEarly(column) || column.type !== 'string' || column.splunk === null) return null;
  return STAND_INS.some(matches) ? null : column.splunk;
}
