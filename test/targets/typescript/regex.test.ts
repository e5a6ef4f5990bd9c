import { RRegex } from 'rregex';
import { describe, expect, test } from 'vitest';
import { parseSafeRegex, plainText } from '../../../targets/typescript/regex/parse.js';
import { printRegex } from '../../../targets/typescript/regex/print.js';

/** Texts on which the two engines are known to differ for careless translations. */
const TEXTS = [
  '',
  'a',
  'ab',
  'abc',
  'ABC',
  'abc\n',
  'a\nb',
  'a\rb',
  'a\u2028b',
  'aXb',
  'a/b',
  'a.b',
  '-',
  ']',
  '^',
  'x😀y',
  '😀',
  'K',
  'k',
  '\u212a',
  'ſ',
  's',
  'É',
  'é',
  '1',
  '٣',
  'aab',
  'aaab',
  'a|b',
  '{2}',
  'a b',
  'arn:aws:iam::123456789012:user/x',
];

describe('patterns that are emitted mean in JavaScript what they mean in the regex crate', () => {
  test.each([
    'abc',
    'a.b',
    'a\\.b',
    '^a',
    'b$',
    '^abc$',
    '^$',
    '',
    'a|b|',
    '(a|b)c',
    '(?:x|a)b',
    '[abc]',
    '[^abc]',
    '[a-c]b',
    '[a-]',
    '[-a]',
    '[\\]a]',
    '[\\^]',
    '[a^]',
    'a?b',
    'a{2}',
    'a{1,3}b',
    '(?:ab){0,2}c',
    '[a-z]{3}',
    '(?i)abc',
    '(?i)k',
    '(?i)[k-s]',
    '(?i)S',
    '😀',
    'x.y',
    '[^a]😀',
    '\\|',
    'a/b',
    'arn:aws:iam::[0-9]{12}:user',
    '\\{2\\}',
    ' ',
    '\\n',
    '.',
  ])('%s', (pattern) => {
    const regex = parseSafeRegex(pattern);
    expect(regex).not.toBeNull();
    const { pattern: source, flags } = printRegex(regex!);
    const own = new RegExp(source, flags);
    const reference = new RRegex(pattern);
    const text = plainText(regex!);
    for (const value of TEXTS) {
      expect([value, own.test(value)]).toEqual([value, reference.isMatch(value)]);
      if (text !== null) expect([value, value.includes(text)]).toEqual([value, reference.isMatch(value)]);
    }
  });
});

test.each([
  ['unbounded', 'a*'],
  ['unbounded', 'a+b'],
  ['unbounded', '(a+)+$'],
  ['open at the top', 'a{2,}'],
  ['too many paths', '(a?){30}b'],
  ['too often', 'a{500}'],
  ['lazy', 'a{1,2}?'],
  ['repeated twice', 'a??'],
  ['Unicode digits', '\\d'],
  ['Unicode words', '\\w\\b'],
  ['a word border', '\\<a'],
  ['a class', '[[:alpha:]]'],
  ['set operations', '[a&&b]'],
  ['set difference', '[a--b]'],
  ['flags', '(?s)a'],
  ['named group', '(?P<n>a)'],
  ['lookahead', '(?=a)'],
  ['non-ASCII without case', '(?i)é'],
  ['open group', '(a'],
  ['stray )', 'a)'],
  ['open set', '[a'],
  ['empty set', '[]'],
  ['falling range', '[z-a]'],
  ['stray {', 'a{x}'],
  ['repeated anchor', '^?a'],
  ['trailing backslash', 'a\\'],
  ['nesting', `${'('.repeat(40)}a${')'.repeat(40)}`],
])('%s is refused: %s', (_, pattern) => {
  expect(parseSafeRegex(pattern)).toBeNull();
});
