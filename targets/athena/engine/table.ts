import type { LogRecord } from '../../../src/events/event-source.js';
import { firstValue } from '../../../src/schema/record-path.js';
import { parseDateTime, unixMillisecondsOfTicks } from '../../../src/schema/datetime-text.js';

/**
 * AWS's documented CloudTrail table as data: each column or field with its raw key.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export type FieldType =
  'text' | { readonly map: 'text' } | { readonly row: readonly Field[] } | { readonly rows: readonly Field[] };

export interface Field {
  readonly name: string;
  readonly raw: string;
  readonly type: FieldType;
}

const texts = (...raw: readonly string[]): Field[] =>
  raw.map((key) => ({ name: key.toLowerCase(), raw: key, type: 'text' }));
const row = (raw: string, ...fields: readonly Field[]): Field => ({
  name: raw.toLowerCase(),
  raw,
  type: { row: fields },
});

export const CLOUDTRAIL_COLUMNS: readonly Field[] = [
  ...texts('eventVersion'),
  row(
    'userIdentity',
    ...texts('type', 'principalId', 'arn', 'accountId', 'invokedBy', 'accessKeyId', 'userName'),
    row('onBehalfOf', ...texts('userId', 'identityStoreArn')),
    row(
      'sessionContext',
      row('attributes', ...texts('mfaAuthenticated', 'creationDate')),
      row('sessionIssuer', ...texts('type', 'principalId', 'arn', 'accountId', 'userName')),
      ...texts('ec2RoleDelivery'),
      row('webIdFederationData', ...texts('federatedProvider'), {
        name: 'attributes',
        raw: 'attributes',
        type: { map: 'text' },
      }),
    ),
  ),
  ...texts(
    'eventTime',
    'eventSource',
    'eventName',
    'awsRegion',
    'sourceIPAddress',
    'userAgent',
    'errorCode',
    'errorMessage',
  ),
  ...texts('requestParameters', 'responseElements', 'additionalEventData', 'requestID', 'eventID', 'readOnly'),
  { name: 'resources', raw: 'resources', type: { rows: texts('ARN', 'accountId', 'type') } },
  ...texts('eventType', 'apiVersion', 'recipientAccountId', 'serviceEventDetails', 'sharedEventID', 'vpcEndpointId'),
  ...texts('vpcEndpointAccountId', 'eventCategory'),
  row('addendum', ...texts('reason', 'updatedFields', 'originalRequestID', 'originalEventID')),
  ...texts('sessionCredentialFromConsole', 'edgeDeviceDetails'),
  row('tlsDetails', ...texts('tlsVersion', 'cipherSuite', 'clientProvidedHostHeader')),
];

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

export const CREATE_TABLE = `CREATE TABLE cloudtrail_events (${CLOUDTRAIL_COLUMNS.map(
  ({ name, type }) => `"${name}" ${duckdbType(type)}`,
).join(', ')}, "${PARTITION_COLUMN}" VARCHAR)`;

/** The shape of a row for DuckDB's `from_json`: https://duckdb.org/docs/stable/data/json/json_functions */
export const jsonStructure = (): string =>
  JSON.stringify({ ...structure(CLOUDTRAIL_COLUMNS), [PARTITION_COLUMN]: 'VARCHAR' });

type Structure = string | readonly Structure[] | { readonly [name: string]: Structure };

const structure = (fields: readonly Field[]): { readonly [name: string]: Structure } =>
  Object.fromEntries(fields.map(({ name, type }) => [name, structureOf(type)]));

function structureOf(type: FieldType): Structure {
  if (type === 'text') return 'VARCHAR';
  if ('map' in type) return 'MAP(VARCHAR, VARCHAR)';
  return 'row' in type ? structure(type.row) : [structure(type.rows)];
}
