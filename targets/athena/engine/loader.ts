import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import type { EventSource } from '../../../src/events/event-source.js';
import { tableOf } from '../../../src/schema/table-of.js';
import { CLOUDTRAIL_COLUMNS, GUARDDUTY_COLUMNS, type Field, type FieldType } from '../table.js';
import { CREATE_TABLES, PARTITION_COLUMN, cloudTrailStructure, guardDutyStructure, partitionOf } from './table.js';

/** Rows that wait as text at a time: bounds the memory beside the table. */
const BATCH = 5_000;

/**
 * Reads all events into the tables `cloudtrail_events` and `guardduty_findings`, as Athena's JSON SerDe would give them. Each
 * row goes over as one JSON text in the table's shape, which DuckDB takes apart: ten times as fast as its appender with nested
 * values.
 * @param needed the columns to fill, by name; the others are NULL. Default: all
 */
export async function loadEvents(
  connection: DuckDBConnection,
  events: EventSource,
  needed: ReadonlySet<string> | null = null,
): Promise<void> {
  const isNeeded = ({ name }: Field): boolean => needed === null || needed.has(name);
  const trailColumns = CLOUDTRAIL_COLUMNS.filter(isNeeded);
  const findingColumns = GUARDDUTY_COLUMNS.filter(isNeeded);
  for (const statement of CREATE_TABLES) await connection.run(statement);
  const trail = new Staging(connection, 'cloudtrail_events', cloudTrailStructure());
  const findings = new Staging(connection, 'guardduty_findings', guardDutyStructure());
  await Promise.all([trail.open(), findings.open()]);
  for await (const record of events.records()) {
    const isFinding = tableOf(record)?.name === 'AWSGuardDuty';
    const row = isFinding
      ? rowValue(findingColumns, record)
      : { ...rowValue(trailColumns, record), [PARTITION_COLUMN]: partitionOf(record) };
    await (isFinding ? findings : trail).add(JSON.stringify(row));
  }
  await trail.close();
  await findings.close();
}

/** Rows on their way into a table. */
class Staging {
  readonly #staged: string;
  readonly #unpack: string;
  #appender: DuckDBAppender | undefined;
  #count = 0;

  constructor(
    readonly connection: DuckDBConnection,
    table: string,
    structure: string,
  ) {
    this.#staged = `staged_${table}`;
    this.#unpack = `INSERT INTO ${table} SELECT unnest(from_json(event, '${structure}')) FROM ${this.#staged}`;
  }

  async open(): Promise<void> {
    await this.connection.run(`CREATE TABLE ${this.#staged} (event VARCHAR)`);
    this.#appender = await this.connection.createAppender(this.#staged);
  }

  async add(row: string): Promise<void> {
    this.#appender?.appendVarchar(row);
    this.#appender?.endRow();
    if (++this.#count % BATCH !== 0) return;
    this.#appender?.closeSync();
    await this.connection.run(this.#unpack);
    await this.connection.run(`TRUNCATE ${this.#staged}`);
    this.#appender = await this.connection.createAppender(this.#staged);
  }

  async close(): Promise<void> {
    this.#appender?.closeSync();
    await this.connection.run(this.#unpack);
    await this.connection.run(`DROP TABLE ${this.#staged}`);
  }
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
