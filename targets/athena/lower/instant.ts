import type { Span } from '../../../src/diagnostics/diagnostic.js';
import { ticksOfUnixMilliseconds, unixMillisecondsOfTicks } from '../../../src/schema/datetime-text.js';
import type { DateTime } from '../../../src/ir/value.js';
import type { Cell } from './cell.js';
import type { LoweringContext } from './context.js';

/** A constant time, which Athena's timestamps keep to the millisecond. */
export function constantInstant({ ticks }: DateTime, context: LoweringContext, span: Span): Cell {
  const millis = unixMillisecondsOfTicks(ticks);
  if (ticksOfUnixMilliseconds(millis) !== ticks) return context.refuse('RP3210', [], span);
  return { form: 'instant', sql: { kind: 'instant', millis } };
}
