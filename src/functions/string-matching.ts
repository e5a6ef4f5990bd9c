import type { Value } from '../ir/value.js';
import { functions, type FunctionEntry } from './function-entry.js';
import { text } from './json.js';
import { listed } from './listed.js';
import { matchesRegex } from './regex.js';

/** KQL's case-insensitive operators fold ASCII letters only: https://learn.microsoft.com/kusto/query/in-operator */
export const lowerAscii = (value: string): string => value.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

const isAlphanumeric = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

/**
 * Whether `term` stands in `value` with a term border at its start and end, as asked. A border is where no ASCII letter or
 * digit follows; it is only needed where the term itself has one at that end.
 * https://learn.microsoft.com/kusto/query/datatypes-string-operators#what-is-a-term
 */
export function hasTerm(value: string, term: string, borders: { start: boolean; end: boolean }): boolean {
  const start = borders.start && term !== '' && isAlphanumeric(term.charCodeAt(0));
  const end = borders.end && term !== '' && isAlphanumeric(term.charCodeAt(term.length - 1));
  for (let at = value.indexOf(term); at >= 0; at = value.indexOf(term, at + 1)) {
    const before = start && at > 0 && isAlphanumeric(value.charCodeAt(at - 1));
    const after = end && at + term.length < value.length && isAlphanumeric(value.charCodeAt(at + term.length));
    if (!before && !after) return true;
    if (term === '') return false;
  }
  return false;
}

type Test = (value: string, pattern: string) => boolean;

/** An operator on text in its two forms: plain folds ASCII case, `_cs` does not. Dynamic values are read as text. */
const pair = (name: string, page: string, test: Test, choice?: string): FunctionEntry[] =>
  [false, true].map((caseSensitive) => ({
    name: caseSensitive ? `${name}_cs` : name,
    negated: [caseSensitive ? `!${name}_cs` : `!${name}`],
    page: caseSensitive ? page.replace('-operator', '-cs-operator') : page,
    nulls: 'never' as const,
    ...(choice === undefined ? {} : { choice }),
    evaluate: ([value, pattern]: readonly Value[]) => {
      const [left, right] = [text(value!), text(pattern!)];
      return caseSensitive ? test(left, right) : test(lowerAscii(left), lowerAscii(right));
    },
  }));

/** `has`: whole terms, in any case. */
export const hasFolded = (value: Value, term: Value): boolean =>
  hasTerm(lowerAscii(text(value)), lowerAscii(text(term)), { start: true, end: true });

export const STRING_MATCHING = functions(
  ...pair('contains', 'contains-operator', (value, part) => value.includes(part), 'every text contains ""'),
  ...pair('startswith', 'startswith-operator', (value, part) => value.startsWith(part), 'every text starts with ""'),
  ...pair('endswith', 'endswith-operator', (value, part) => value.endsWith(part), 'every text ends with ""'),
  ...pair(
    'has',
    'has-operator',
    (value, term) => hasTerm(value, term, { start: true, end: true }),
    'a term with delimiters inside needs borders only at its ends',
  ),
  ...pair('hasprefix', 'hasprefix-operator', (value, term) => hasTerm(value, term, { start: true, end: false })),
  ...pair('hassuffix', 'hassuffix-operator', (value, term) => hasTerm(value, term, { start: false, end: true })),
  {
    name: 'has_any',
    page: 'has-any-operator',
    nulls: 'never',
    choice: 'a dynamic array lists its elements, nested arrays theirs; nothing listed is false',
    evaluate: ([value, ...terms]) => listed(terms).some((term) => hasFolded(value!, term)),
  },
  {
    name: 'has_all',
    page: 'has-all-operator',
    nulls: 'never',
    choice: 'a dynamic array lists its elements, nested arrays theirs; nothing listed is true',
    evaluate: ([value, ...terms]) => listed(terms).every((term) => hasFolded(value!, term)),
  },
  {
    name: 'matches regex',
    pattern: 1,
    page: 'matches-regex-operator',
    nulls: 'never',
    evaluate: ([value, pattern]) => matchesRegex(text(value!), text(pattern!)),
  },
);
