import { fieldPath, readField } from '../events/field-path.js';
import type { StoredEvent } from '../events/stored-event.js';
import type { SigmaCorrelation, SigmaDocument } from '../model.js';
import { textOf } from '../values/text.js';
import type { Occurrence } from './occurrence.js';

/** The field that a name of `group-by` or `condition.field` means in the events of one rule. */
export const fieldOf = (correlation: SigmaCorrelation, rule: SigmaDocument, name: string): string =>
  correlation.aliases.get(name)?.get(rule) ?? name;

/** What an occurrence holds under a field, without repetition: a firing has its own group, then the fields of its events. */
export function valuesOf(occurrence: Occurrence, event: StoredEvent, field: string): readonly unknown[] {
  const own = occurrence.group.get(field);
  if (own !== undefined) return [own];
  return readField(event.record, fieldPath(field)).values;
}

/** Values compare as exact texts, case included. */
export const textsOf = (occurrence: Occurrence, event: StoredEvent, field: string): readonly string[] => [
  ...new Set(valuesOf(occurrence, event, field).map(textOf)),
];
