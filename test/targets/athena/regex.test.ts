import { describe, expect, test } from 'vitest';
import { escapeRegex, translateRegex } from '../../../targets/athena/lower/regex.js';

const SPACE = '\\t\\n\\x0B\\f\\r\\x85\\p{Z}';

/** A pattern of KQL, and what both engines read alike. */
const PATTERNS: readonly (readonly [string, string])[] = [
  ['a.c', 'a[^\\n]c'],
  ['^abc$', '\\Aabc\\z'],
  ['\\d+', '\\p{Nd}+'],
  ['[\\d_]', '[\\p{Nd}_]'],
  ['\\s', `[${SPACE}]`],
  ['\\S', `[^${SPACE}]`],
  ['(?P<n>a)|(?<m>b)', '(a)|(b)'],
  ['(?:a|b){2,3}?', '(?:a|b){2,3}?'],
  ['(?i)abc', '(?i)abc'],
  ['[]a]', '[\\]a]'],
  ['[^]a]', '[^\\]a]'],
  ['[a^&]', '[a\\^\\&]'],
  ['a\\.b\\-c\\@', 'a\\.b\\-c@'],
  ['\\x41', '\\x41'],
];

const REFUSED: readonly (readonly [string, string])[] = [
  ['\\w', '\\w'],
  ['\\bfoo', '\\b'],
  ['a++', '++'],
  ['[[:alpha:]]', 'a class inside a class'],
  ['[a-z&&b]', '&& in a class'],
  ['(?x)a b', '(?x)'],
  ['é(?i)a', '(?i)'],
  ['a{2000}', 'more than 1000 repetitions'],
  ['\\p{Greek}', '\\p'],
];

describe('regular expressions', () => {
  test.each(PATTERNS)('%s', (pattern, text) => {
    expect(translateRegex(pattern)).toEqual({ kind: 'pattern', text });
  });
  test.each(REFUSED)('%s is refused', (pattern, construct) => {
    expect(translateRegex(pattern)).toEqual({ kind: 'refused', construct });
  });
  test('text without metacharacters is a plain search', () => {
    expect(translateRegex('a:b/c')).toEqual({ kind: 'literal', text: 'a:b/c' });
  });
  test('a literal is escaped', () => {
    expect(escapeRegex('a.b*(c)\\')).toBe('a\\.b\\*\\(c\\)\\\\');
  });
});
