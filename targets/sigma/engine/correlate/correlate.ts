import type { StoredEvent } from '../events/stored-event.js';
import type { SigmaCorrelation, SigmaDocument } from '../model.js';
import { compare } from '../values/number.js';
import { groupOccurrences } from './groups.js';
import type { Group } from './groups.js';
import { measureOf } from './measures.js';
import type { Occurrence } from './occurrence.js';

/** An occurrence of a correlation: the entries `[first, end)` of a group. */
export interface Firing extends Occurrence {
  readonly in: Group;
  readonly first: number;
  readonly end: number;
}

/**
 * All firings of a correlation, by group and time. A window ends at each time at which something of the group happens and
 * reaches back over the timespan, both ends included: it slides, as "the time frame should not be restricted to boundaries".
 * There is no window without an event, so `lt` and `eq: 0` never fire for what does not happen.
 */
export function correlate(
  correlation: SigmaCorrelation,
  occurrencesOf: (rule: SigmaDocument) => readonly Occurrence[],
): readonly Firing[] {
  return groupOccurrences(correlation, occurrencesOf).flatMap((group) => firingsOf(correlation, group));
}

function firingsOf(correlation: SigmaCorrelation, group: Group): readonly Firing[] {
  const { entries } = group;
  const measure = measureOf(correlation);
  const firings: Firing[] = [];
  let first = 0;
  let end = 0;
  while (end < entries.length) {
    const time = entries[end]!.occurrence.time;
    const start = time - correlation.timespan;
    while (end < entries.length && entries[end]!.occurrence.time === time) measure.add(entries[end++]!);
    while (entries[first]!.occurrence.time < start) measure.remove(entries[first++]!);
    const value = measure.value(start);
    const fires =
      value !== null && correlation.criteria.every((criterion) => compare(value, criterion.operator, criterion.value));
    if (fires) firings.push(firing(group, first, end, time));
  }
  return firings;
}

function firing(group: Group, first: number, end: number, time: number): Firing {
  return {
    in: group,
    first,
    end,
    time,
    subject: { group, first, end },
    group: group.values,
    events: () => {
      const events = new Set<StoredEvent>();
      for (const { occurrence } of group.entries.slice(first, end))
        for (const event of occurrence.events()) events.add(event);
      return events;
    },
  };
}

/**
 * One firing a burst: a firing is not told when the group's next one begins with the same event, and so holds all of its
 * events. Correlations of correlations see every one, for they ask when it fired first.
 */
export const reported = (firings: readonly Firing[]): readonly Firing[] =>
  firings.filter((firing, index) => {
    const next = firings[index + 1];
    return next === undefined || next.in !== firing.in || next.first !== firing.first;
  });
