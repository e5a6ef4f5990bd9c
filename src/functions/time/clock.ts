import { DateTime, TimeSpan } from '../../ir/value.js';
import { MAX_DATETIME_TICKS } from '../../schema/datetime-text.js';
import { functions } from '../function-entry.js';

const bounded = (ticks: bigint): DateTime =>
  new DateTime(ticks < 0n ? 0n : ticks > MAX_DATETIME_TICKS ? MAX_DATETIME_TICKS : ticks);

/** One clock for a whole run. */
export const CLOCK = functions(
  {
    name: 'now',
    readsClock: true,
    page: 'now-function',
    nulls: 'strict',
    choice: 'times beyond the years 1 to 9999 are the first or the last of them',
    evaluate: ([offset], { now }) => bounded(now + (offset instanceof TimeSpan ? offset.ticks : 0n)),
  },
  {
    name: 'ago',
    readsClock: true,
    page: 'ago-function',
    nulls: 'strict',
    choice: 'times beyond the years 1 to 9999 are the first or the last of them',
    evaluate: ([span], { now }) => (span instanceof TimeSpan ? bounded(now - span.ticks) : null),
  },
);
