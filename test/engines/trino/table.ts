import { gzipSync } from 'node:zlib';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LogRecord } from '../../../src/events/event-source.js';
import { parseDateTime, unixMillisecondsOfTicks } from '../../../src/schema/datetime-text.js';
import { CLOUDTRAIL_COLUMNS, type Field, type FieldType } from '../../../targets/athena/table.js';
import type { TrinoServer } from './server.js';

/** Where the log files lie, as in S3: one account and one region, as the documented table has it. */
const PREFIX = 'AWSLogs/111122223333/CloudTrail/us-east-1';

/**
 * AWS's documented table with partition projection. Its DDL is Hive's, which Trino does not take: AWS's input format, which
 * gives a row a record of a file, is a view over the table of files; columns, SerDe behaviour and projection are the same.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 * https://trino.io/docs/current/connector/hive.html#partition-projection
 */
export async function createTable({ client, bucket }: TrinoServer): Promise<void> {
  mkdirSync(path.join(bucket, PREFIX), { recursive: true });
  await client.query('CREATE SCHEMA IF NOT EXISTS default');
  await client.query(`CREATE TABLE cloudtrail_files (
    records array(${rowType(CLOUDTRAIL_COLUMNS)}),
    "timestamp" varchar WITH (
      partition_projection_type = 'date',
      partition_projection_format = 'yyyy/MM/dd',
      partition_projection_range = ARRAY['2020/01/01', 'NOW'],
      partition_projection_interval = 1,
      partition_projection_interval_unit = 'DAYS'
    )
  ) WITH (
    format = 'OPENX_JSON',
    external_location = 'local:///${PREFIX}',
    partitioned_by = ARRAY['timestamp'],
    partition_projection_enabled = true,
    partition_projection_location_template = 'local:///${PREFIX}/\${timestamp}'
  )`);
  await client.query(
    'CREATE VIEW cloudtrail_logs_pp AS SELECT record.*, "timestamp" FROM cloudtrail_files CROSS JOIN UNNEST(records) AS record',
  );
}

const rowType = (fields: readonly Field[]): string =>
  `row(${fields.map(({ name, type }) => `"${name}" ${trinoType(type)}`).join(', ')})`;

function trinoType(type: FieldType): string {
  if (type === 'text') return 'varchar';
  if ('map' in type) return 'map(varchar, varchar)';
  return 'row' in type ? rowType(type.row) : `array(${rowType(type.rows)})`;
}

/** Minutes until CloudTrail has delivered an event: "on average about 5 minutes". A file's folder is the day of delivery. */
const DELIVERY = 5 * 60_000;

/** Replaces the log by these records: a `.json.gz` file a day, in the folder of that day. */
export function layOut({ bucket }: TrinoServer, records: readonly LogRecord[]): void {
  const root = path.join(bucket, PREFIX);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const days = new Map<string, LogRecord[]>();
  for (const record of records) {
    const day = new Date(timeOf(record) + DELIVERY).toISOString().slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), record]);
  }
  for (const [day, delivered] of days) {
    const folder = path.join(root, ...day.split('-'));
    mkdirSync(folder, { recursive: true });
    const name = `111122223333_CloudTrail_us-east-1_${day.replaceAll('-', '')}T0005Z_4kmUvgqlyDL1BYfx.json.gz`;
    writeFileSync(path.join(folder, name), gzipSync(JSON.stringify({ Records: delivered })));
  }
}

/** A record without a time is in no window; any folder will do. */
function timeOf({ eventTime }: LogRecord): number {
  const ticks = typeof eventTime === 'string' ? parseDateTime(eventTime) : null;
  return ticks === null ? Date.UTC(2024, 0, 1) : unixMillisecondsOfTicks(ticks);
}
