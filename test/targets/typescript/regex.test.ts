import { describe, expect, test } from 'vitest';
import { captureRegex, matchesRegex } from '../../../src/functions/regex.js';
import { isCheap, plainText } from '../../../targets/typescript/regex/cost.js';
import { parseRegex } from '../../../targets/typescript/regex/parse.js';
import { isNative, printRegex } from '../../../targets/typescript/regex/print.js';
import { programOf } from '../../../targets/typescript/regex/program.js';
import type { Regex } from '../../../targets/typescript/regex/tree.js';
import { matchesIn } from './patterns.js';

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

const CHEAP = [
  ...[
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
  ],
  ...[
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
  ],
  ...[
    '[^a]😀',
    '\\|',
    'a/b',
    'arn:aws:iam::[0-9]{12}:user',
    '\\{2\\}',
    ' ',
    '\\n',
    '.',
    '(?s)a.b',
    '(?m)^b',
    '(?m)c$',
    '\\Aa',
    'b\\z',
  ],
  ...[
    '\\d',
    '[\\d-]',
    '\\D',
    '\\w',
    '\\W',
    '\\s',
    '\\S',
    '[\\W_]',
    '[^\\W_]',
    '[^\\D5]',
    '[^\\w1]',
    '[\\W\\s]',
    '[[:alpha:]]b',
    '[^[:digit:]]',
    '[[:punct:]]',
  ],
  ...[
    'a{1,2}?',
    'a??b',
    '(?P<n>a)b',
    '(?<n>b)',
    'a(?i)b|c',
    '(?i:a)b',
    '(?s:.)\\n',
    '\\x41',
    '\\x{41}',
    '\\u00e9',
    '\\u{1F600}',
    '[\\x41-\\x43]',
    '[é-ü]',
    '(?is)a.b',
  ],
];

/** They need steps: no end to them, Unicode's word borders, too many ways to match. */
const STEPPED = [
  ...[
    'a*',
    'a+b',
    '(a+)+$',
    'a{2,}',
    '(a?){30}b',
    '.*b',
    '.*?b',
    '(a|ab)(c|bcd)*',
    '(a*)*',
    '(a*)+b',
    '(a|b*)*c',
    '(|a)+',
    '(a??)*b',
  ],
  ...[
    '\\bab',
    'a\\b',
    '\\Ba',
    'é\\b',
    '\\b',
    '(?i)a+S*',
    '(?i)[a-k]+',
    '(?i)\\d+k',
    '^(?:a)+',
    '(?:\\s)+$',
    'a*?',
    '(a)|b+',
    '((a)|(b))*',
    '(x)?a+',
  ],
  ...[
    '(?P<user>[^/]+)$',
    '^arn:aws:(\\w+)::(\\d*):(.+)/(.*)$',
    '(?m)^.*$',
    '(?s).+',
    '[^\\n]*',
    '(?:a|aa)+b',
    '(\\w+) (\\w+)',
    'a{0,500}b',
  ],
];

/** As the emitted module asks whether a pattern matches. */
function nativeTest(regex: Regex, value: string): boolean {
  const { pattern, flags } = printRegex(regex);
  return new RegExp(pattern, flags).test(value);
}

describe('patterns that are emitted mean in JavaScript what they mean in the regex crate', () => {
  test.each([...CHEAP.map((pattern) => ['own', pattern]), ...STEPPED.map((pattern) => ['steps', pattern])])(
    '%s: %s',
    (kind, pattern) => {
      const regex = parseRegex(pattern)!;
      expect(regex).not.toBeNull();
      expect(isCheap(regex) && isNative(regex) ? 'own' : 'steps').toBe(kind);
      const text = plainText(regex);
      const steps = programOf(regex, true)!;
      for (const value of TEXTS) {
        expect([value, matchesIn(regex.groups.length)(value, steps)]).toEqual([value, captureRegex(value, pattern)]);
        const isMatch = matchesRegex(value, pattern);
        if (kind === 'own') expect([value, nativeTest(regex, value)]).toEqual([value, isMatch]);
        if (text !== null) expect([value, value.includes(text)]).toEqual([value, isMatch]);
      }
    },
  );
});

test('a pattern that others take forever over is quick', () => {
  const steps = programOf(parseRegex('(a+)+$')!, false)!;
  expect(matchesIn(0)(`${'a'.repeat(50_000)}!`, steps)).toEqual([]);
});

test.each([
  ['set operations', '[a&&b]'],
  ['set difference', '[a--b]'],
  ['set difference of a range', '[+--b]'],
  ['a set in a set', '[a[b]]'],
  ['repeated twice', 'a**'],
  ['a half border', '\\<a'],
  ['another border', '\\b{start}a'],
  ['properties', '\\p{Greek}'],
  ['flags', '(?U)a+'],
  ['comments', '(?x)a # b'],
  ['ASCII classes', '(?-u:\\w)'],
  ['lookahead', '(?=a)'],
  ['non-ASCII without case', '(?i)é'],
  ['a range that folds beyond ASCII', '(?i)[a-é]'],
  ['case told apart in a part', '(?i)a(?-i)b'],
  ['open group', '(a'],
  ['stray )', 'a)'],
  ['open set', '[a'],
  ['empty set', '[]'],
  ['falling range', '[z-a]'],
  ['stray {', 'a{x}'],
  ['repeated anchor', '^?a'],
  ['trailing backslash', 'a\\'],
  ['a least of none', 'a{,2}'],
  ['nesting', `${'('.repeat(60)}a${')'.repeat(60)}`],
])('%s is refused: %s', (_, pattern) => {
  expect(parseRegex(pattern)).toBeNull();
});

test('so is a pattern of too many steps', () => {
  expect(programOf(parseRegex('((a{100}){100}){100}')!, false)).toBeNull();
});
