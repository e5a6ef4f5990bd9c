import { tableOf } from '../schema/table-of.js';
import type { LogRecord } from './event-source.js';

/** What a JSON object in a folder of logs is: `event` is a record of a table that is known, findings included. */
export type RecordKind = 'event' | 'Insights' | 'digest' | 'other';

/** Keeps every walk over a record, `JSON.stringify` included, away from the end of the stack. */
export const MAX_RECORD_DEPTH = 512;

/**
 * CloudTrail writes three kinds of files beside each other. Insights records describe many API calls at once and Sentinel
 * does not ingest them as AWSCloudTrail rows; digest files hold the hashes of log files.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function recordKind(record: LogRecord): RecordKind {
  if (Object.hasOwn(record, 'insightDetails')) return 'Insights';
  if (tableOf(record) !== null) return 'event';
  return Object.hasOwn(record, 'digestStartTime') && Object.hasOwn(record, 'logFiles') ? 'digest' : 'other';
}

/** Deep values would overflow the stack of whoever walks them; the walk here stops at the limit itself. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return limit === 0 || Object.values(value).some((inner) => isDeeperThan(inner, limit - 1));
}
