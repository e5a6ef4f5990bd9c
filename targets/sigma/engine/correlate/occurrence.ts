import type { StoredEvent } from '../events/stored-event.js';

/** A match of a rule, or a firing of a correlation: what correlations are about. */
export interface Occurrence {
  /** Milliseconds since 1970. A firing has the time of its last event. */
  readonly time: number;
  /** What makes it one of its kind: an event that two rules match is still one event. */
  readonly subject: object;
  /** All events behind it. */
  events(): ReadonlySet<StoredEvent>;
  /** The values of a firing's own `group-by` names; empty for a match of a rule. */
  readonly group: ReadonlyMap<string, string>;
}

export const occurrenceOf = (event: StoredEvent, time: number): Occurrence => ({
  time,
  subject: event,
  events: () => new Set([event]),
  group: NO_GROUP,
});

const NO_GROUP: ReadonlyMap<string, string> = new Map();
