import type { LogRecord } from '../../../../src/events/event-source.js';
import { parseDateTime, unixMillisecondsOfTicks } from '../../../../src/schema/datetime-text.js';

/** A record as the engine keeps it. */
export interface StoredEvent {
  readonly record: LogRecord;
  /** `eventID`, empty when there is none. */
  readonly id: string;
  /** `eventTime` in 100 ns ticks since 0001-01-01; null when it is missing or no time. */
  readonly ticks: bigint | null;
  /** The same in milliseconds since 1970. */
  readonly time: number | null;
}

export function storedEvent(record: LogRecord): StoredEvent {
  const { eventID, eventTime } = record;
  const ticks = typeof eventTime === 'string' ? parseDateTime(eventTime) : null;
  return {
    record,
    id: typeof eventID === 'string' ? eventID : '',
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
