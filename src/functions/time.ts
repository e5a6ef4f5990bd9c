import { DateTime, TimeSpan } from '../ir/value.js';
import { functions } from './function-entry.js';

/** One clock for a whole run. */
export const TIME = functions(
  {
    name: 'now',
    page: 'now-function',
    nulls: 'strict',
    evaluate: ([offset], { now }) => new DateTime(now + (offset instanceof TimeSpan ? offset.ticks : 0n)),
  },
  {
    name: 'ago',
    page: 'ago-function',
    nulls: 'strict',
    evaluate: ([span], { now }) => (span instanceof TimeSpan ? new DateTime(now - span.ticks) : null),
  },
);
