import type { Formula } from '../logic/formula.js';
import { snakeCase } from './detection.js';

/** What a part of a rule is called. */

/** The variable's name, else the first event name that is tested for, else only that it is an event. */
export function labelOf(part: { readonly name: string | null; readonly formula: Formula }): string {
  const label = snakeCase(part.name ?? eventName(part.formula) ?? '');
  return label === '' ? 'event' : label;
}

function eventName(formula: Formula): string | null {
  switch (formula.kind) {
    case 'atom': {
      const [text] = formula.field === 'eventName' && formula.value.kind === 'pattern' ? formula.value.parts : [];
      return text !== undefined && 'text' in text ? text.text : null;
    }
    case 'and':
    case 'or':
      return formula.of.map(eventName).find((name) => name !== null) ?? null;
    default:
      return null;
  }
}

const SMALL_WORDS: ReadonlySet<string> = new Set(['by', 'and', 'or', 'without']);

/** `put_object_by_bucket_name` as a title has it: `Put Object by Bucket Name`. */
export const inWords = (label: string): string =>
  label
    .split('_')
    .map((word) => (SMALL_WORDS.has(word) ? word : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`))
    .join(' ');

/** Which keys of a group are empty; of many only how many, for titles have a length (SigmaHQ takes 120 characters). */
export const withoutKeys = (blank: readonly string[]): string =>
  `without_${blank.length > 2 ? `${blank.length}_keys` : blank.map(snakeCase).join('_or_')}`;

/** The label, or a numbered one where it is taken. */
export function freshLabel(wanted: string, taken: Set<string>): string {
  let label = wanted;
  for (let number = 2; taken.has(label); number++) label = `${wanted}_${number}`;
  taken.add(label);
  return label;
}
