import { expect, test } from 'vitest';
import { quoteRegex, toSigmaRegex } from '../../../../targets/sigma/lowering/regex.js';

test.each<[pattern: string, source: string, nullable: boolean]>([
  ['abc', 'abc', false],
  ['^a.c$', '^a.c$', false],
  ['a*b+c?d{2,3}', 'a*b+c?d{2,3}', false],
  ['a*?b+?', 'a*b+', false],
  ['(?:a|b)c', '(a|b)c', false],
  ['(?P<x>a)(?<y>b)', '(a)(b)', false],
  ['[a-z][^0-9]', '[a-z][^0-9]', false],
  ['[]a]', '[\\]a]', false],
  ['[\\]\\-\\.]', '[\\]\\-.]', false],
  ['a\\.b\\/c\\-', 'a\\.b/c-', false],
  ['a]b}', 'a\\]b\\}', false],
  ['', '', true],
  ['^$', '^$', true],
  ['a*', 'a*', true],
  ['a*b', 'a*b', false],
  ['(a|b*)', '(a|b*)', true],
  ['(a|b)*', '(a|b)*', true],
  ['(a)?b|', '(a)?b|', true],
  ['x{0,3}', 'x{0,3}', true],
  ['(x*)(y?)', '(x*)(y?)', true],
  ['(x*)(y?)z', '(x*)(y?)z', false],
])('%s', (pattern, source, nullable) => {
  expect(toSigmaRegex(pattern)).toEqual({ ok: true, source, insensitive: false, nullable });
  expect(new RegExp(source, 'u').test('')).toBe(nullable);
});

test('a flag for the whole pattern', () => {
  expect(toSigmaRegex('(?i)abc')).toMatchObject({ ok: true, source: 'abc', insensitive: true });
});

test.each([
  ['\\d+', '\\d'],
  ['\\bPut', '\\b'],
  ['a\\x41', '\\x'],
  ['(?i:a)b', 'the group (?i:a)'],
  ['(?=a)', 'the group (?=a)'],
  ['[[:alpha:]]', 'a class inside a class'],
  ['[a&&b]', 'the set operator &&'],
  ['[\\w]', '\\w'],
  ['[a', 'a class without an end'],
  ['(a', 'a ( without a )'],
  ['a)', 'a ) without a ('],
  ['a++', 'the quantifier + on nothing'],
  ['*a', 'the quantifier * on nothing'],
  ['(*a)', 'the quantifier * on nothing'],
  ['a{1000000}', 'the repetition {1000000}'],
  ['{', 'a bare {'],
  ['a\\', '\\'],
])('%s is refused by name', (pattern, construct) => {
  expect(toSigmaRegex(pattern)).toEqual({ ok: false, construct });
});

test('a long hostile pattern is read in one pass', () => {
  expect(toSigmaRegex('('.repeat(100_000)).ok).toBe(false);
  expect(toSigmaRegex('(a*)*'.repeat(10_000)).ok).toBe(true);
});

test.each(['a.b', '^$', '[x](y){z}|*+?\\', 'caf\u00e9\n'])('quoteRegex(%s) matches itself', (text) => {
  expect(new RegExp(`^${quoteRegex(text)}$`, 'u').test(text)).toBe(true);
});
