import { isArray, type Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';
import { findRegex } from '../regex.js';
import { hasFolded } from '../string-matching.js';
import { count } from '../values.js';
import { characters } from './basics.js';

/** The optional arguments of the indexof functions: start, length (-1 is all), occurrence. Null where they make none. */
function searchRange([, , start = 0n, length = -1n, occurrence = 1n]: readonly Value[]) {
  const range = { start: count(start), length: count(length), occurrence: count(occurrence) };
  if (range.start === null || range.length === null || range.occurrence === null) return null;
  if (range.length < -1 || range.occurrence < 1) return null;
  return range as { start: number; length: number; occurrence: number };
}

/**
 * The position of the `occurrence`th `part`, each sought within `length` characters from just behind the last; -1 for none.
 * Positions count characters, the search itself runs over UTF-16.
 */
function indexOf(source: string, part: string, from: number, length: number, occurrence: number): number {
  const offsets = [0];
  for (const character of source) offsets.push(offsets.at(-1)! + character.length);
  const last = offsets.length - 1;
  for (let found = 1, at = from; at <= last; found++, at++) {
    const unit = source.indexOf(part, offsets[at]);
    const end = length < 0 ? last : Math.min(at + length, last);
    if (unit < 0 || unit + part.length > offsets[end]!) return -1;
    at = position(offsets, unit);
    if (found === occurrence) return at;
  }
  return -1;
}

/** The index of a number in an ascending list that holds it, or of the next above it. */
function position(sorted: readonly number[], wanted: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Plain texts may overlap, matches of a pattern do not. */
function countOf(source: string, search: string, kind: string): bigint {
  if (kind === 'regex') return BigInt(findRegex(source, search).length);
  let found = 0n;
  if (search === '') return found;
  for (let at = source.indexOf(search); at >= 0; at = source.indexOf(search, at + 1)) found++;
  return found;
}

export const STRING_SEARCH = functions(
  {
    name: 'indexof',
    page: 'indexof-function',
    nulls: 'own',
    choice:
      '"" is found at the start; a negative start counts as 0; each further occurrence is sought in `length` characters',
    evaluate: (args) => {
      const range = searchRange(args);
      if (range === null) return null;
      const { start, length, occurrence } = range;
      return BigInt(indexOf(text(args[0]!), text(args[1]!), Math.max(start, 0), length, occurrence));
    },
  },
  {
    name: 'indexof_regex',
    pattern: 1,
    page: 'indexof-regex-function',
    nulls: 'own',
    choice: 'a negative start is null; matches do not overlap',
    evaluate: (args) => {
      const range = searchRange(args);
      if (range === null || range.start < 0) return null;
      const source = characters(args[0]!);
      const end = range.length < 0 ? source.length : range.start + range.length;
      const positions = findRegex(source.slice(range.start, end).join(''), text(args[1]!));
      const found = positions[range.occurrence - 1];
      return found === undefined ? -1n : BigInt(range.start + found);
    },
  },
  {
    name: 'countof',
    pattern: { at: 1, ifArgument: 2, is: 'regex' },
    page: 'countof-function',
    nulls: 'never',
    choice: 'nothing is found for an empty plain text',
    evaluate: ([value, search, kind = 'normal']) => countOf(text(value!), text(search!), text(kind)),
  },
  {
    name: 'has_any_index',
    page: 'has-any-index-function',
    nulls: 'never',
    choice: 'what is no array holds nothing: -1',
    evaluate: ([value, terms]) => (isArray(terms!) ? BigInt(terms.findIndex((term) => hasFolded(value!, term))) : -1n),
  },
);
