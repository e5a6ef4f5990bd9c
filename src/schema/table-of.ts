import type { TableSchema } from './table.js';
import { AWS_CLOUDTRAIL } from './aws-cloudtrail.js';
import { TABLES } from './tables.js';

type RawRecord = Readonly<Record<string, unknown>>;

/** Any of these makes an object a CloudTrail record: a rule may well look for records that lack the others. */
const CLOUDTRAIL_FIELDS = ['eventName', 'eventSource', 'eventTime', 'eventID'];

/** The table that a raw record of a log is a row of, or null when it is of none. */
export function tableOf(record: RawRecord): TableSchema | null {
  if (CLOUDTRAIL_FIELDS.some((field) => Object.hasOwn(record, field))) return AWS_CLOUDTRAIL;
  const isOf = ({ fields }: TableSchema): boolean =>
    fields.length > 0 && fields.every((field) => Object.hasOwn(record, field));
  return TABLES.find(isOf) ?? null;
}
