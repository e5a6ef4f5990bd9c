import { isArray, type Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';
import { MAX_TEXT, TooLarge, checkText } from '../limits.js';
import { count } from '../values.js';

/** Texts with a delimiter between them, unless that is too long. */
function joined(parts: readonly string[], delimiter: string): string {
  checkText(parts.reduce((sum, part) => sum + part.length, delimiter.length * parts.length));
  return parts.join(delimiter);
}

/** `strrep` repeats no more often: https://learn.microsoft.com/kusto/query/strrep-function */
const MAX_REPEATS = 1024;

/** Code points, also in arrays, in arrays of arrays; null for what is none. */
function codePoints(args: readonly Value[]): string[] | null {
  const made: string[] = [];
  for (const value of args) {
    const points = isArray(value) ? codePoints(value) : [codePoint(value)];
    if (points === null) return null;
    for (const point of points) {
      if (point === null) return null;
      made.push(point);
    }
  }
  if (made.length > MAX_TEXT) throw new TooLarge('a text of code points');
  return made;
}

function codePoint(value: Value): string | null {
  const point = count(value);
  const isCharacter = point !== null && point >= 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return isCharacter ? String.fromCodePoint(point) : null;
}

export const STRING_JOINING = functions(
  { name: 'strcat', page: 'strcat-function', nulls: 'never', evaluate: (args) => joined(args.map(text), '') },
  {
    name: 'strcat_delim',
    page: 'strcat-delim-function',
    nulls: 'never',
    choice: 'null is the empty string, with its delimiters',
    evaluate: ([delimiter, ...args]) => joined(args.map(text), text(delimiter!)),
  },
  {
    name: 'strcat_array',
    aliases: ['array_strcat'],
    page: 'strcat-array-function',
    nulls: 'never',
    choice: 'null elements are empty strings, with their delimiters; what is no array gives ""',
    evaluate: ([array, delimiter]) => (isArray(array!) ? joined(array.map(text), text(delimiter!)) : ''),
  },
  {
    name: 'strrep',
    page: 'strrep-function',
    nulls: 'never',
    choice: 'at most 1024 times; less than once is ""',
    evaluate: ([value, times, delimiter = '']) => {
      const repeats = Math.min(count(times) ?? 0, MAX_REPEATS);
      return repeats < 1 ? '' : joined(Array<string>(repeats).fill(text(value!)), text(delimiter));
    },
  },
  {
    name: 'unicode_codepoints_to_string',
    aliases: ['make_string'],
    page: 'unicode-codepoints-to-string-function',
    nulls: 'never',
    choice: 'a number that is no character (surrogates, beyond 0x10ffff), or no number, gives ""',
    evaluate: (args) => codePoints(args)?.join('') ?? '',
  },
  {
    name: 'unicode_codepoints_from_string',
    aliases: ['to_utf8'],
    page: 'unicode-codepoints-from-string-function',
    nulls: 'never',
    evaluate: ([value]) => Array.from(text(value!), (character) => BigInt(character.codePointAt(0) ?? 0)),
  },
);
