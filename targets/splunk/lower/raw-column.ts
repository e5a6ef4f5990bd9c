import type { ColumnDefinition } from '../../../src/schema/table.js';
import {
  and,
  call,
  choose,
  compare,
  field,
  NULL,
  number,
  test,
  text,
  type Condition,
  type Value,
} from '../spl/expression.js';
import type { JsonPlace } from './dynamic.js';
import { jsonExtract } from './json-path.js';
import { END } from './patterns.js';

/** The value where the condition is true, else NULL. */
const caseOf = (when: Condition, value: Value): Value => ({
  kind: 'case',
  branches: [{ when, value }],
  otherwise: null,
});

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
  // Splunk takes _time from the event's own time: an event without it has no valid one.
  if (column.splunk === '_time') return caseOf(test('isnotnull', field('_time')), first);
  if (column.encoding === 'int') return call('tonumber', first);
  return column.encoding === 'bool' ? call('lower', first) : first;
}

/** Where a dynamic column is in the event: there it keeps its types. Null for another column. */
export const rawPlace = ({ encoding, paths }: ColumnDefinition): JsonPlace | null =>
  encoding === 'dynamic' && paths.length === 1
    ? { kind: 'json', root: field('_raw'), path: paths[0]!, spelled: true, empty: false }
    : null;

/** AWS writes times to the second and in UTC; a fraction is taken too. The day and the hour are for `strptime` to judge. */
const AWS_TIME = `^[-0-9]{10}T[:0-9]{6}[0-5][0-9](?:[.][0-9]{1,7})?Z${END}`;

/** What is left to do to a column's value once it is in a field: what is no value of its type becomes null. */
export function checkColumn(column: ColumnDefinition, name: string): Value | null {
  const value = field(name);
  if (column.encoding === 'bool') return caseOf(test('in', value, text('true'), text('false')), value);
  if (column.encoding === 'int')
    return choose(compare('<', value, number(0)), call('ceiling', value), call('floor', value));
  if (column.encoding !== 'datetime' || column.splunk === '_time') return null;
  const day = call('strptime', value, text('%Y-%m-%dT%H:%M:%S'));
  return caseOf(and(test('match', value, text(AWS_TIME)), test('isnotnull', day)), value);
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
