import type { DuckDBConnection } from '@duckdb/node-api';
import type { EventSource } from '../../../src/events/event-source.js';
import { CLOUDTRAIL_COLUMNS, type Field, type FieldType } from '../table.js';
import { CREATE_TABLE, PARTITION_COLUMN, jsonStructure, partitionOf } from './table.js';

/** Rows that wait as text at a time: bounds the memory beside the table. */
const BATCH = 5_000;

/**
 * Reads all events into the table `cloudtrail_events`, as Athena's JSON SerDe would give them. Each row goes over as one
 * JSON text in the table's shape, which DuckDB takes apart: ten times as fast as its appender with nested values.
 * @param needed the columns to fill, by name; the others are NULL. Default: all
 */
export async function loadEvents(
  connection: DuckDBConnection,
  events: EventSource,
  needed: ReadonlySet<string> | null = null,
): Promise<void> {
  const columns = CLOUDTRAIL_COLUMNS.filter(({ name }) => needed === null || needed.has(name));
  await connection.run(CREATE_TABLE);
  await connection.run('CREATE TABLE staged_events (event VARCHAR)');
  const unpack = `INSERT INTO cloudtrail_events SELECT unnest(from_json(event, '${jsonStructure()}')) FROM staged_events`;
  let appender = await connection.createAppender('staged_events');
  let count = 0;
  for await (const record of events.records()) {
    const row = { ...rowValue(columns, record), [PARTITION_COLUMN]: partitionOf(record) };
    appender.appendVarchar(JSON.stringify(row));
    appender.endRow();
    if (++count % BATCH !== 0) continue;
    appender.closeSync();
    await connection.run(unpack);
    await connection.run('TRUNCATE staged_events');
    appender = await connection.createAppender('staged_events');
  }
  appender.closeSync();
  await connection.run(unpack);
  await connection.run('DROP TABLE staged_events');
}

type Json = Readonly<Record<string, unknown>>;
type Typed = string | null | { readonly [name: string]: Typed } | readonly Typed[];

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fieldValue(field: Field, object: Json): Typed {
  const value = Object.hasOwn(object, field.raw) ? object[field.raw] : undefined;
  return value === undefined || value === null ? null : typedValue(field.type, value);
}

/** A lone surrogate has no UTF-8 form. */
const wellFormed = (value: string): string => value.replace(/\p{Surrogate}/gu, '\uFFFD');

/** A value in its column's type; one of another shape is NULL, but in a text column its JSON text. */
function typedValue(type: FieldType, value: unknown): Typed {
  if (type === 'text') return wellFormed(typeof value === 'string' ? value : JSON.stringify(value));
  if ('map' in type) {
    if (!isObject(value)) return null;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [wellFormed(key), each === null ? null : typedValue('text', each)]),
    );
  }
  if ('row' in type) return isObject(value) ? rowValue(type.row, value) : null;
  if (!Array.isArray(value)) return null;
  return value.map((each: unknown) => (isObject(each) ? rowValue(type.rows, each) : null));
}

const rowValue = (fields: readonly Field[], object: Json): { readonly [name: string]: Typed } =>
  Object.fromEntries(fields.map((field) => [field.name, fieldValue(field, object)]));
