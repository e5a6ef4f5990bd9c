import type { Column } from '../../../src/ir/types.js';
import { formatDateTime, parseDateTime } from '../../../src/schema/datetime-text.js';
import type { Json, RowSet } from '../../../src/target/engine.js';
import { compareText } from '../../../src/functions/compare.js';
import type { OutputColumn } from '../../../targets/athena/lower/query.js';
import type { TrinoResult } from './client.js';

/** Trino's rows as KQL values in JSON; the last column is the evidence. */
export const rowSet = (columns: readonly Column[], output: readonly OutputColumn[], { rows }: TrinoResult): RowSet => ({
  columns,
  rows: rows.map((row) => ({
    values: output.map((column, at) => value(row[at] as Json, column)),
    evidence: (row.at(-1) as string[]).toSorted(compareText),
  })),
});

function value(raw: Json, { type, decoding }: OutputColumn): Json {
  // NULL stands for the empty string, which is KQL's only form of no text.
  if (raw === null) return type === 'string' ? '' : null;
  if (decoding === 'json') return JSON.parse(String(raw)) as Json;
  if (type === 'datetime') return dateTime(String(raw));
  if (type === 'decimal' || type === 'real')
    return typeof raw === 'string' && !/^(NaN|-?Infinity)$/.test(raw) ? Number(raw) : raw;
  return raw;
}

/** `2024-05-01 10:05:00.000 UTC`: the zone is the session's or UTC. */
function dateTime(text: string): string {
  const [, day, clock, zone] = /^(\S+) (\S+)(?: (\S+))?$/.exec(text) ?? [];
  const offset = zone === undefined || zone === 'UTC' ? 'Z' : zone === 'Asia/Kolkata' ? '+05:30' : zone;
  const ticks = parseDateTime(`${day}T${clock}${offset}`);
  if (ticks === null) throw new Error(`Trino's time ${text} is not understood`);
  return formatDateTime(ticks);
}
