import type { EventSource, LiteralHints, LogRecord } from '../../../../src/events/event-source.js';
import { firstValue } from '../../../../src/schema/record-path.js';
import { tableOf } from '../../../../src/schema/table-of.js';
import { parseDateTime, ticksOfUnixMilliseconds } from '../../../../src/schema/datetime-text.js';
import type { Window } from '../../../../src/target/target.js';

/**
 * The events of a window alone: a day's folders also hold those of the hours around it. One without a time is in none.
 * @param hints what an event must hold to matter
 */
export function eventsWithin(
  events: EventSource,
  { start, end }: Window,
  hints: LiteralHints | undefined,
  signal: AbortSignal,
): EventSource {
  const [first, last] = [ticksOfUnixMilliseconds(start), ticksOfUnixMilliseconds(end)];
  const isWithin = (record: LogRecord): boolean => {
    const table = tableOf(record);
    const time = table?.columns.find(({ name }) => name === table.timeColumn);
    const raw = firstValue(record, time?.paths ?? []);
    const ticks = typeof raw === 'string' ? parseDateTime(raw) : null;
    return ticks !== null && ticks >= first && ticks < last;
  };
  return {
    get diagnostics() {
      return events.diagnostics;
    },
    async *records() {
      for await (const record of events.records(hints)) {
        signal.throwIfAborted();
        if (isWithin(record)) yield record;
      }
    },
  };
}
