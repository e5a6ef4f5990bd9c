import {
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { Column, KqlType } from '../../../src/ir/types.js';
import { formatDateTime, ticksOfUnixMilliseconds } from '../../../src/schema/datetime-text.js';
import type { Json } from '../../../src/target/engine.js';
import type { OutputColumn } from '../lower/query.js';

/** DuckDB's values as KQL values in JSON. */

/** A value of a rule's result. */
export function resultValue(value: DuckDBValue, column: OutputColumn): Json {
  // NULL stands for the empty string, which is KQL's only form of no text.
  if (value === null) return column.type === 'string' ? '' : null;
  if (column.decoding === 'json') return JSON.parse(String(value)) as Json;
  return plainValue(value);
}

export function plainValue(value: DuckDBValue): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number')
    return Number.isFinite(value) ? value : Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  if (value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimestampValue) return dateTime(value.micros);
  if (value instanceof DuckDBListValue) return value.items.map(plainValue);
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([key, each]) => [key, plainValue(each)]));
  }
  if (value instanceof DuckDBMapValue) {
    return Object.fromEntries(value.entries.map(({ key, value: each }) => [String(key), plainValue(each)]));
  }
  if (value instanceof DuckDBDecimalValue) return Number(value.toString());
  return String(value);
}

/** `yyyy-MM-ddTHH:mm:ss.fffffffZ` of microseconds since 1970. */
const dateTime = (micros: bigint): string => formatDateTime(ticksOfUnixMilliseconds(0) + micros * 10n);

/** The KQL type that a column of a bare query comes closest to. */
export const kqlType = (type: DuckDBType): KqlType => KQL_TYPES.get(type.typeId) ?? 'dynamic';

const KQL_TYPES: ReadonlyMap<DuckDBTypeId, KqlType> = new Map<DuckDBTypeId, KqlType>([
  [DuckDBTypeId.VARCHAR, 'string'],
  [DuckDBTypeId.BOOLEAN, 'bool'],
  [DuckDBTypeId.TINYINT, 'int'],
  [DuckDBTypeId.SMALLINT, 'int'],
  [DuckDBTypeId.INTEGER, 'int'],
  [DuckDBTypeId.BIGINT, 'long'],
  [DuckDBTypeId.HUGEINT, 'long'],
  [DuckDBTypeId.FLOAT, 'real'],
  [DuckDBTypeId.DOUBLE, 'real'],
  [DuckDBTypeId.DECIMAL, 'real'],
  [DuckDBTypeId.TIMESTAMP, 'datetime'],
  [DuckDBTypeId.TIMESTAMP_TZ, 'datetime'],
  [DuckDBTypeId.DATE, 'string'],
  [DuckDBTypeId.TIME, 'string'],
  [DuckDBTypeId.INTERVAL, 'string'],
]);

/** Names that differ in more than nothing: a result may name two columns alike. */
export function columnsOf(names: readonly string[], types: readonly DuckDBType[]): Column[] {
  return names.map((name, at) => {
    const type = types[at];
    return { name, type: type === undefined ? 'dynamic' : kqlType(type) };
  });
}
