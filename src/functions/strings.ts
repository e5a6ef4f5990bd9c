import { isArray, type Value } from '../ir/value.js';
import { functions } from './function-entry.js';
import { parseJsonValue, text } from './json.js';
import { findRegex } from './regex.js';

/** KQL counts characters as Unicode code points: https://learn.microsoft.com/kusto/query/strlen-function */
const characters = (value: Value): string[] => [...text(value)];

/** The optional arguments of the indexof functions: start, length (-1 is all), occurrence. Null where they make none. */
function searchRange([, , start = 0n, length = -1n, occurrence = 1n]: readonly Value[]) {
  if (typeof start !== 'bigint' || typeof length !== 'bigint' || typeof occurrence !== 'bigint') return null;
  if (length < -1n || occurrence < 1n) return null;
  return { start: Number(start), length: Number(length), occurrence: Number(occurrence) };
}

function indexOfCharacters(source: readonly string[], part: readonly string[], from: number, length: number): number {
  const end = length < 0 ? source.length : Math.min(from + length, source.length);
  for (let at = from; at + part.length <= end; at++) {
    if (part.every((character, index) => source[at + index] === character)) return at;
  }
  return -1;
}

export const STRINGS = functions(
  {
    name: 'tostring',
    page: 'tostring-function',
    nulls: 'never',
    choice: 'true and false in lower case; whole reals without a fraction; JSON text with keys in their order',
    evaluate: ([value]) => text(value!),
  },
  {
    name: 'parse_json',
    aliases: ['todynamic', 'parsejson', 'toobject'],
    page: 'parse-json-function',
    nulls: 'own',
    choice: 'strings inside the JSON stay strings, whatever they look like',
    evaluate: ([value], { types }) => {
      // A dynamic value is returned as it is, even a string that holds JSON.
      if (typeof value !== 'string' || types[0] === 'dynamic') return value!;
      if (value === '') return null;
      const parsed = parseJsonValue(value);
      return parsed === undefined ? value : parsed;
    },
  },
  { name: 'strcat', page: 'strcat-function', nulls: 'never', evaluate: (args) => args.map(text).join('') },
  { name: 'strlen', page: 'strlen-function', nulls: 'never', evaluate: ([value]) => BigInt(characters(value!).length) },
  { name: 'tolower', page: 'tolower-function', nulls: 'never', evaluate: ([value]) => text(value!).toLowerCase() },
  { name: 'toupper', page: 'toupper-function', nulls: 'never', evaluate: ([value]) => text(value!).toUpperCase() },
  {
    name: 'substring',
    page: 'substring-function',
    nulls: 'never',
    choice: 'what lies outside of the text is cut off; a negative length gives ""',
    evaluate: ([value, start, length]) => {
      const source = characters(value!);
      if (typeof start !== 'bigint' || length === null) return '';
      const from = start < 0n ? Math.max(source.length + Number(start), 0) : Number(start);
      const size = length === undefined ? source.length : Math.max(Number(length), 0);
      return source.slice(from, from + size).join('');
    },
  },
  {
    name: 'indexof',
    page: 'indexof-function',
    nulls: 'own',
    choice:
      '"" is found at the start; a negative start counts as 0; each further occurrence is sought in `length` characters',
    evaluate: (args) => {
      const range = searchRange(args);
      if (range === null) return null;
      const source = characters(args[0]!);
      const part = characters(args[1]!);
      let from = Math.max(range.start, 0);
      let at = -1;
      for (let found = 0; found < range.occurrence; found++) {
        at = indexOfCharacters(source, part, from, range.length);
        if (at < 0) return -1n;
        from = at + 1;
      }
      return BigInt(at);
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
    name: 'split',
    page: 'split-function',
    nulls: 'own',
    choice: 'an index out of range gives an empty array; an empty delimiter does not split',
    evaluate: ([value, delimiter, index]) => {
      const mark = text(delimiter!);
      const parts = mark === '' ? [text(value!)] : text(value!).split(mark);
      if (index === undefined) return parts;
      const wanted = typeof index === 'bigint' && index >= 0n ? parts[Number(index)] : undefined;
      return wanted === undefined ? [] : [wanted];
    },
  },
  {
    name: 'array_length',
    page: 'array-length-function',
    nulls: 'own',
    evaluate: ([value]) => (isArray(value!) ? BigInt(value.length) : null),
  },
);
