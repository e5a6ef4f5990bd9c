import { listValue, mapValue, structValue, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import type { EventSource } from '../../../src/events/event-source.js';
import { CLOUDTRAIL_COLUMNS, CREATE_TABLE, partitionOf, type Field, type FieldType } from './table.js';

/** Rows between flushes of the appender: bounds what it holds beside the table. */
const FLUSH_EVERY = 10_000;

/** Reads all events into the table `cloudtrail_events`, as Athena's JSON SerDe would give them. */
export async function loadEvents(connection: DuckDBConnection, events: EventSource): Promise<void> {
  await connection.run(CREATE_TABLE);
  const types = (await connection.run('SELECT * FROM cloudtrail_events')).columnTypes();
  const appender = await connection.createAppender('cloudtrail_events');
  let count = 0;
  for await (const record of events.records()) {
    const values = [...CLOUDTRAIL_COLUMNS.map((field) => fieldValue(field, record)), partitionOf(record)];
    values.forEach((value, at) => {
      const type = types[at];
      if (value === null || type === undefined) appender.appendNull();
      else appender.appendValue(value, type);
    });
    appender.endRow();
    if (++count % FLUSH_EVERY === 0) appender.flushSync();
  }
  appender.closeSync();
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fieldValue(field: Field, object: Json): DuckDBValue {
  const value = Object.hasOwn(object, field.raw) ? object[field.raw] : undefined;
  return value === undefined || value === null ? null : typedValue(field.type, value);
}

/** A value in its column's type; one of another shape is NULL, but in a text column its JSON text. */
function typedValue(type: FieldType, value: unknown): DuckDBValue {
  if (type === 'text') return typeof value === 'string' ? value : JSON.stringify(value);
  if ('map' in type) {
    if (!isObject(value)) return null;
    return mapValue(
      Object.entries(value).map(([key, each]) => ({ key, value: each === null ? null : typedValue('text', each) })),
    );
  }
  if ('row' in type) return isObject(value) ? rowValue(type.row, value) : null;
  if (!Array.isArray(value)) return null;
  return listValue(value.map((each: unknown) => (isObject(each) ? rowValue(type.rows, each) : null)));
}

const rowValue = (fields: readonly Field[], object: Json): DuckDBValue =>
  structValue(Object.fromEntries(fields.map((field) => [field.name, fieldValue(field, object)])));
