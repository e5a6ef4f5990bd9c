import type { LogRecord } from '../../../src/events/event-source.js';
import { firstValue } from '../../../src/schema/record-path.js';
import { parseDateTime, unixMillisecondsOfTicks } from '../../../src/schema/datetime-text.js';
import { CLOUDTRAIL_COLUMNS, GUARDDUTY_COLUMNS, type Field, type FieldType } from '../table.js';

/** The partition column of the documented table: the day of the folder, here that of the event. */
export const PARTITION_COLUMN = 'timestamp';

/** The UTC day of a record's time as `yyyy/MM/dd`, or null. */
export function partitionOf(record: LogRecord): string | null {
  const raw = firstValue(record, [['eventTime']]);
  const ticks = typeof raw === 'string' ? parseDateTime(raw) : null;
  if (ticks === null) return null;
  return new Date(unixMillisecondsOfTicks(ticks)).toISOString().slice(0, 10).replaceAll('-', '/');
}

/** The columns' types in DuckDB's terms. */
export function duckdbType(type: FieldType): string {
  if (type === 'text') return 'VARCHAR';
  if ('map' in type) return 'MAP(VARCHAR, VARCHAR)';
  const fields = 'row' in type ? type.row : type.rows;
  const struct = `STRUCT(${fields.map((field) => `"${field.name}" ${duckdbType(field.type)}`).join(', ')})`;
  return 'row' in type ? struct : `${struct}[]`;
}

const columnList = (fields: readonly Field[]): string =>
  fields.map(({ name, type }) => `"${name}" ${duckdbType(type)}`).join(', ');

export const CREATE_TABLES: readonly string[] = [
  `CREATE TABLE cloudtrail_events (${columnList(CLOUDTRAIL_COLUMNS)}, "${PARTITION_COLUMN}" VARCHAR)`,
  `CREATE TABLE guardduty_findings (${columnList(GUARDDUTY_COLUMNS)})`,
];

/** The shape of a row for DuckDB's `from_json`: https://duckdb.org/docs/stable/data/json/json_functions */
export const cloudTrailStructure = (): string =>
  JSON.stringify({ ...structure(CLOUDTRAIL_COLUMNS), [PARTITION_COLUMN]: 'VARCHAR' });
export const guardDutyStructure = (): string => JSON.stringify(structure(GUARDDUTY_COLUMNS));

type Structure = string | readonly Structure[] | { readonly [name: string]: Structure };

const structure = (fields: readonly Field[]): { readonly [name: string]: Structure } =>
  Object.fromEntries(fields.map(({ name, type }) => [name, structureOf(type)]));

function structureOf(type: FieldType): Structure {
  if (type === 'text') return 'VARCHAR';
  if ('map' in type) return 'MAP(VARCHAR, VARCHAR)';
  return 'row' in type ? structure(type.row) : [structure(type.rows)];
}
