import type { Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';

/** KQL counts characters as Unicode code points: https://learn.microsoft.com/kusto/query/strlen-function */
export const characters = (value: Value): string[] => [...text(value)];

export const STRING_BASICS = functions(
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
);
