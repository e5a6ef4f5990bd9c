import type { Window } from '../../../src/target/target.js';
import { correlate, reported } from './correlate/correlate.js';
import type { Firing } from './correlate/correlate.js';
import { occurrenceOf } from './correlate/occurrence.js';
import type { Occurrence } from './correlate/occurrence.js';
import { matchesCondition } from './evaluate/matches.js';
import { EventView } from './events/event-view.js';
import type { StoredEvent } from './events/stored-event.js';
import type { SigmaCollection, SigmaCorrelation, SigmaDocument, SigmaRule } from './model.js';

/** What a document reports: one event of a rule, all events of a correlation's firing. */
export interface Hit {
  readonly document: SigmaDocument;
  /** In order of time. */
  readonly events: readonly StoredEvent[];
}

/**
 * Runs a collection over events, those of the window alone. An event without a valid time is in no window and in no
 * correlation. Hits are in order of their last event's time, then of the documents.
 */
export function runCollection(
  collection: SigmaCollection,
  events: readonly StoredEvent[],
  window: Window | null,
): readonly Hit[] {
  const matches = matchRules(rulesIn(collection), inWindow(events, window));
  const firings = new Map<SigmaCorrelation, readonly Firing[]>();

  const fire = (correlation: SigmaCorrelation): readonly Firing[] => {
    let result = firings.get(correlation);
    if (result === undefined) firings.set(correlation, (result = correlate(correlation, occurrencesOf)));
    return result;
  };
  const occurrencesOf = (document: SigmaDocument): readonly Occurrence[] =>
    document.kind === 'correlation'
      ? fire(document)
      : (matches.get(document) ?? []).flatMap((event) =>
          event.time === null ? [] : [occurrenceOf(event, event.time)],
        );

  const hits = collection.reporting.flatMap((document): Hit[] =>
    document.kind === 'rule'
      ? (matches.get(document) ?? []).map((event) => ({ document, events: [event] }))
      : reported(fire(document)).map((firing) => ({ document, events: [...firing.events()].sort(byTime) })),
  );
  return hits.sort((left, right) => byTime(left.events.at(-1)!, right.events.at(-1)!));
}

const byTime = (left: StoredEvent, right: StoredEvent): number =>
  left.time === right.time ? 0 : (left.time ?? Infinity) - (right.time ?? Infinity);

const inWindow = (events: readonly StoredEvent[], window: Window | null): readonly StoredEvent[] =>
  window === null ? events : events.filter(({ time }) => time !== null && time >= window.start && time < window.end);

function rulesIn(collection: SigmaCollection): ReadonlySet<SigmaRule> {
  const rules = new Set<SigmaRule>();
  const seen = new Set<SigmaDocument>();
  const visit = (document: SigmaDocument): void => {
    if (seen.has(document)) return;
    seen.add(document);
    if (document.kind === 'rule') rules.add(document);
    else document.rules.forEach(visit);
  };
  collection.reporting.forEach(visit);
  return rules;
}

function matchRules(
  rules: ReadonlySet<SigmaRule>,
  events: readonly StoredEvent[],
): ReadonlyMap<SigmaRule, readonly StoredEvent[]> {
  const matches = new Map([...rules].map((rule): [SigmaRule, StoredEvent[]] => [rule, []]));
  for (const event of events) {
    const view = new EventView(event.record);
    for (const [rule, found] of matches) {
      if (rule.service !== null && rule.service !== event.service) continue;
      if (matchesCondition(rule.condition, view)) found.push(event);
    }
  }
  return matches;
}
