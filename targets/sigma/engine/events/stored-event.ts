import type { LogRecord } from '../../../../src/events/event-source.js';
import { AWS_GUARDDUTY } from '../../../../src/schema/aws-guardduty.js';
import { tableOf } from '../../../../src/schema/table-of.js';
import type { Service } from '../model.js';
import { parseDateTime, unixMillisecondsOfTicks } from '../../../../src/schema/datetime-text.js';

/** A record as the engine keeps it. */
export interface StoredEvent {
  readonly record: LogRecord;
  readonly service: Service;
  /** `eventID` of CloudTrail, `id` of GuardDuty; empty when there is none. */
  readonly id: string;
  /** `eventTime` or `updatedAt` in 100 ns ticks since 0001-01-01; null when it is missing or no time. */
  readonly ticks: bigint | null;
  /** The same in milliseconds since 1970. */
  readonly time: number | null;
}

export function storedEvent(record: LogRecord): StoredEvent {
  const isFinding = tableOf(record) === AWS_GUARDDUTY;
  const id = isFinding ? record['id'] : record['eventID'];
  const time = isFinding ? record['updatedAt'] : record['eventTime'];
  const ticks = typeof time === 'string' ? parseDateTime(time) : null;
  return {
    record,
    service: isFinding ? 'guardduty' : 'cloudtrail',
    id: typeof id === 'string' ? id : '',
    ticks,
    time: ticks === null ? null : unixMillisecondsOfTicks(ticks),
  };
}

/** The distinct event IDs, sorted by code point. */
export const evidenceOf = (events: Iterable<StoredEvent>): readonly string[] =>
  [...new Set([...events].map((event) => event.id))].filter((id) => id !== '').sort(byCodePoint);

function byCodePoint(left: string, right: string): number {
  const [a, b] = [left[Symbol.iterator](), right[Symbol.iterator]()];
  for (;;) {
    const [x, y] = [a.next(), b.next()];
    if (x.done === true || y.done === true) return Number(y.done === true) - Number(x.done === true);
    const difference = x.value.codePointAt(0)! - y.value.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
}
