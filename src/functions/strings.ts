import { isArray, type Value } from '../ir/value.js';
import { functions } from './function-entry.js';
import { parseJsonValue, text } from './json.js';
import { findRegex } from './regex.js';

/** KQL counts characters as Unicode code points: https://learn.microsoft.com/kusto/query/strlen-function */
const characters = (value: Value): string[] => [...text(value)];

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
    evaluate: ([value]) => {
      if (typeof value !== 'string') return value!;
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
    choice: 'only the form with two arguments; "" is found at 0',
    evaluate: ([value, part]) => {
      const at = text(value!).indexOf(text(part!));
      return at < 0 ? -1n : BigInt([...text(value!).slice(0, at)].length);
    },
  },
  {
    name: 'indexof_regex',
    page: 'indexof-regex-function',
    nulls: 'own',
    choice: 'only the form with two arguments',
    evaluate: ([value, pattern]) => BigInt(findRegex(text(value!), text(pattern!))),
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
