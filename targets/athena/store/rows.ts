import { compareText } from '../../../src/functions/compare.js';
import { formatDateTime, parseDateTime } from '../../../src/schema/datetime-text.js';
import type { Json, RowSet } from '../../../src/target/engine.js';
import { StoreError, type StoreQuery } from '../../../src/target/store.js';
import type { LoweredQuery, OutputColumn } from '../lower/query.js';

/**
 * A query's rows as KQL values. Each value is what Trino's protocol has for it in JSON: texts, numbers, booleans and arrays as
 * such, times as `2024-05-14 08:06:30.000 UTC`. The last column is the evidence.
 * @throws StoreError for a result that is not the query's
 */
export function rowSet(
  { rule }: StoreQuery,
  { output }: LoweredQuery,
  rows: Iterable<readonly Json[]>,
  queryId: string | null,
): RowSet {
  const read: { values: Json[]; evidence: string[] }[] = [];
  for (const row of rows) {
    const evidence = row.at(-1);
    if (row.length !== output.length + 1 || !Array.isArray(evidence)) {
      throw new StoreError(`the result has ${row.length} columns that are not those of the query`, 'query', queryId);
    }
    read.push({
      values: output.map((column, at) => kqlValue(row[at] ?? null, column, queryId)),
      evidence: (evidence as Json[]).map(String).sort(compareText),
    });
  }
  return { columns: rule.output, rows: read };
}

function kqlValue(value: Json, { name, type, decoding }: OutputColumn, queryId: string | null): Json {
  // NULL stands for the empty string, which is KQL's only form of no text.
  if (value === null) return type === 'string' ? '' : null;
  if (decoding === 'json') return jsonValue(String(value), name, queryId);
  if (type !== 'datetime') return value === 0 ? 0 : value; // KQL has one zero.
  const time = dateTime(String(value));
  if (time === null) throw new StoreError(`${name} is no time: ${JSON.stringify(value)}`, 'query', queryId);
  return time;
}

function jsonValue(text: string, name: string, queryId: string | null): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new StoreError(`${name} is no JSON: ${JSON.stringify(text.slice(0, 80))}`, 'query', queryId);
  }
}

/** The zone is UTC, which is that of the session and of CloudTrail's own times, or an offset. */
function dateTime(text: string): string | null {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,7})?) (UTC|[+-]\d\d:\d\d)$/.exec(text);
  if (match === null) return null;
  const [, day, clock, zone] = match;
  const ticks = parseDateTime(`${day}T${clock}${zone === 'UTC' ? 'Z' : zone}`);
  return ticks === null ? null : formatDateTime(ticks);
}
