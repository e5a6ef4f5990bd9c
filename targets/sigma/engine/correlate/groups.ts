import type { StoredEvent } from '../events/stored-event.js';
import type { SigmaCorrelation, SigmaDocument } from '../model.js';
import { EngineError } from '../../../../src/target/engine.js';
import { fieldOf, textsOf } from './field-values.js';
import type { Occurrence } from './occurrence.js';

/** An occurrence within a group, with the places of its rules in the correlation's list. */
export interface GroupEntry {
  readonly occurrence: Occurrence;
  readonly rules: readonly number[];
}

export interface Group {
  readonly values: ReadonlyMap<string, string>;
  /** In order of time. */
  readonly entries: readonly GroupEntry[];
}

/** Lists in several group-by fields of one event multiply. */
const MAX_GROUPS_OF_EVENT = 10_000;

/**
 * Parts the occurrences of a correlation's rules by their `group-by` values. "The values of fields defined in group-by must
 * all have the same value": an event without such a value (missing, null, an empty list) is in no group, an empty text is
 * a value. A list puts its event into the group of each element.
 */
export function groupOccurrences(
  correlation: SigmaCorrelation,
  occurrencesOf: (rule: SigmaDocument) => readonly Occurrence[],
): readonly Group[] {
  const groups = new Map<string, { values: readonly string[]; entries: Map<object, MutableEntry> }>();
  for (const [index, rule] of correlation.rules.entries()) {
    for (const occurrence of occurrencesOf(rule)) {
      for (const [key, values] of keysOf(correlation, rule, occurrence)) {
        let group = groups.get(key);
        if (group === undefined) groups.set(key, (group = { values, entries: new Map() }));
        const entry = group.entries.get(occurrence.subject);
        if (entry === undefined) group.entries.set(occurrence.subject, { occurrence, rules: [index] });
        else entry.rules.push(index);
      }
    }
  }
  return [...groups.values()].map(({ values, entries }) => ({
    values: new Map(correlation.groupBy.map((name, index) => [name, values[index] ?? ''])),
    entries: [...entries.values()].sort((left, right) => left.occurrence.time - right.occurrence.time),
  }));
}

interface MutableEntry extends GroupEntry {
  readonly rules: number[];
}

function keysOf(
  correlation: SigmaCorrelation,
  rule: SigmaDocument,
  occurrence: Occurrence,
): ReadonlyMap<string, readonly string[]> {
  const fields = correlation.groupBy.map((name) => fieldOf(correlation, rule, name));
  const keys = new Map<string, readonly string[]>();
  for (const event of occurrence.events()) {
    for (const values of combinations(fields, occurrence, event)) keys.set(JSON.stringify(values), values);
  }
  return keys;
}

function combinations(
  fields: readonly string[],
  occurrence: Occurrence,
  event: StoredEvent,
): readonly (readonly string[])[] {
  let rows: (readonly string[])[] = [[]];
  for (const field of fields) {
    const texts = textsOf(occurrence, event, field);
    if (rows.length * texts.length > MAX_GROUPS_OF_EVENT) {
      throw new EngineError(`event ${JSON.stringify(event.id)} belongs to more than ${MAX_GROUPS_OF_EVENT} groups`);
    }
    rows = rows.flatMap((row) => texts.map((text) => [...row, text]));
  }
  return rows;
}
