import type { Value } from '../../ir/value.js';
import { compareText } from '../compare.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';
import { count } from '../values.js';

/** KQL counts characters as Unicode code points: https://learn.microsoft.com/kusto/query/strlen-function */
export const characters = (value: Value): string[] => [...text(value)];

/** Characters without a list of them: surrogate pairs are one. */
function length(source: string): number {
  let pairs = 0;
  for (let at = 0; at + 1 < source.length; at++) {
    if ((source.codePointAt(at) ?? 0) > 0xffff) {
      pairs++;
      at++;
    }
  }
  return source.length - pairs;
}

export const STRING_BASICS = functions(
  { name: 'strlen', page: 'strlen-function', nulls: 'never', evaluate: ([value]) => BigInt(length(text(value!))) },
  {
    name: 'string_size',
    page: 'string-size-function',
    nulls: 'never',
    choice: 'bytes of UTF-8',
    evaluate: ([value]) => BigInt(new TextEncoder().encode(text(value!)).length),
  },
  { name: 'tolower', page: 'tolower-function', nulls: 'never', evaluate: ([value]) => text(value!).toLowerCase() },
  { name: 'toupper', page: 'toupper-function', nulls: 'never', evaluate: ([value]) => text(value!).toUpperCase() },
  {
    name: 'substring',
    page: 'substring-function',
    nulls: 'never',
    choice: 'what lies outside of the text is cut off; a negative length gives ""',
    evaluate: ([value, start, size]) => {
      const [from, many] = [count(start), size === undefined ? Infinity : count(size)];
      if (from === null || many === null) return '';
      const source = characters(value!);
      const first = from < 0 ? Math.max(source.length + from, 0) : from;
      return source.slice(first, first + Math.max(many, 0)).join('');
    },
  },
  {
    name: 'reverse',
    page: 'reverse-function',
    nulls: 'never',
    choice: 'by characters: a letter and its combining marks are several',
    evaluate: ([value]) => characters(value!).reverse().join(''),
  },
  {
    name: 'strcmp',
    page: 'strcmp-function',
    nulls: 'never',
    choice: 'by code point',
    evaluate: ([left, right]) => BigInt(Math.sign(compareText(text(left!), text(right!)))),
  },
  {
    name: 'isascii',
    page: 'isascii-function',
    nulls: 'never',
    choice: '"" is',
    evaluate: ([value]) => /^[\0-\x7f]*$/.test(text(value!)),
  },
  {
    name: 'isutf8',
    page: 'isutf8-function',
    nulls: 'never',
    choice: 'every text is, for Kusto replaces what is not when it is stored',
    evaluate: () => true,
  },
);
