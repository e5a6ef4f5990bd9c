import type { LogRecord } from '../events/event-source.js';
import type { ColumnDefinition, TableSchema } from './table.js';
import { fromJson } from '../functions/json.js';
import { DateTime } from '../ir/value.js';
import type { Value } from '../ir/value.js';
import { parseDateTime } from './datetime-text.js';
import { firstValue } from './record-path.js';

/** A raw record as a row of its table: one value a column, in the table's order. */
export const ingest = (table: TableSchema, record: LogRecord): Value[] =>
  table.columns.map((column) => ingestColumn(column, record));

/** One column of a raw record. A missing or null raw value is `""` in a string column and null in the others. */
export function ingestColumn(column: ColumnDefinition, record: LogRecord): Value {
  if (column.constant !== undefined) return column.constant;
  const raw = firstValue(record, column.paths);
  if (raw === undefined) return column.type === 'string' ? '' : null;
  switch (column.encoding) {
    case 'text':
    case 'json':
      return typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? '');
    case 'bool':
      return boolValue(raw);
    case 'datetime':
      return dateTimeValue(raw);
    case 'int':
      return typeof raw === 'number' && Number.isFinite(raw) ? BigInt(Math.trunc(raw)) : null;
    case 'dynamic':
      return fromJson(raw);
  }
}

/** CloudTrail writes `mfaAuthenticated` as text, other flags as JSON booleans. */
function boolValue(raw: unknown): boolean | null {
  const text = String(typeof raw === 'string' || typeof raw === 'boolean' ? raw : '').toLowerCase();
  if (text === 'true') return true;
  return text === 'false' ? false : null;
}

function dateTimeValue(raw: unknown): DateTime | null {
  const ticks = typeof raw === 'string' ? parseDateTime(raw) : null;
  return ticks === null ? null : new DateTime(ticks);
}
