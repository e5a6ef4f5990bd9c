import { gzipSync } from 'node:zlib';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LogRecord } from '../../../src/events/event-source.js';
import { tableOf } from '../../../src/schema/table-of.js';
import { CLOUDTRAIL_COLUMNS, GUARDDUTY_COLUMNS, type Field, type FieldType } from '../../../targets/athena/table.js';
import { timeOf } from '../support/cases.js';
import type { TrinoServer } from './server.js';

/** Where the log files lie, as in S3: one account and one region, as the documented table has it. */
const PREFIX = 'AWSLogs/111122223333/CloudTrail/us-east-1';

/** GuardDuty's findings, a JSON object a line. */
const FINDINGS = 'AWSLogs/111122223333/GuardDuty';

/**
 * AWS's documented table with partition projection. Its DDL is Hive's, which Trino does not take: AWS's input format, which
 * gives a row a record of a file, is a view over the table of files; columns, SerDe behaviour and projection are the same.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 * https://trino.io/docs/current/connector/hive.html#partition-projection
 */
export async function createTable({ client, bucket }: TrinoServer): Promise<void> {
  mkdirSync(path.join(bucket, PREFIX), { recursive: true });
  await client.query('CREATE SCHEMA IF NOT EXISTS default');
  await client.query(`CREATE TABLE IF NOT EXISTS cloudtrail_files (
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
    'CREATE OR REPLACE VIEW cloudtrail_logs_pp AS SELECT record.*, "timestamp" FROM cloudtrail_files CROSS JOIN UNNEST(records) AS record',
  );
  mkdirSync(path.join(bucket, FINDINGS), { recursive: true });
  const columns = GUARDDUTY_COLUMNS.map(({ name, type }) => `"${name}" ${trinoType(type)}`).join(', ');
  await client.query(
    `CREATE TABLE IF NOT EXISTS gd_logs (${columns}) WITH (format = 'OPENX_JSON', external_location = 'local:///${FINDINGS}')`,
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
  const isFinding = (record: LogRecord): boolean => tableOf(record)?.name === 'AWSGuardDuty';
  const findings = records.filter(isFinding).map((record) => `${JSON.stringify(record)}\n`);
  writeFileSync(path.join(bucket, FINDINGS, 'findings.jsonl.gz'), gzipSync(findings.join('')));
  const days = new Map<string, LogRecord[]>();
  for (const record of records) {
    if (isFinding(record)) continue;
    const day = dayOfDelivery([record]);
    days.set(day, [...(days.get(day) ?? []), record]);
  }
  const root = emptied(bucket);
  for (const [day, delivered] of days) deliver(root, day, JSON.stringify({ Records: delivered }));
}

/** Replaces the log by CloudTrail's own files, as they are, and by files that are a list of records. */
export function layOutFiles({ bucket }: TrinoServer, folder: string): void {
  const root = emptied(bucket);
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.json')) continue;
    const text = readFileSync(path.join(folder, file), 'utf8');
    const content = JSON.parse(text) as { Records: LogRecord[] } | LogRecord[];
    if (Array.isArray(content)) deliver(root, dayOfDelivery(content), JSON.stringify({ Records: content }));
    else deliver(root, dayOfDelivery(content.Records), text);
  }
}

function emptied(bucket: string): string {
  const root = path.join(bucket, PREFIX);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  return root;
}

let delivered = 0;

function deliver(root: string, day: string, text: string): void {
  const folder = path.join(root, ...day.split('-'));
  mkdirSync(folder, { recursive: true });
  const unique = String(++delivered).padStart(16, '0');
  const name = `111122223333_CloudTrail_us-east-1_${day.replaceAll('-', '')}T0005Z_${unique}.json.gz`;
  writeFileSync(path.join(folder, name), gzipSync(text));
}

/** Of the last event in the file. One without a time is in no window; any folder will do. */
function dayOfDelivery(records: readonly LogRecord[]): string {
  const latest = Math.max(...records.map((record) => timeOf(record) ?? Date.UTC(2024, 0, 1)));
  return new Date(latest + DELIVERY).toISOString().slice(0, 10);
}
