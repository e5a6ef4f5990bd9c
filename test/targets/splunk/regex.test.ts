import { expect, it } from 'vitest';
import { translateRegex } from '../../../targets/splunk/lower/regex.js';
import { foldedPattern, literalPattern, termPattern } from '../../../targets/splunk/lower/patterns.js';

it.each<[string, string]>([
  ['a.*b', 'a.*b'],
  ['^a$', '^a\\z'],
  [String.raw`\d+`, String.raw`\p{Nd}+`],
  [String.raw`[\d\s]`, String.raw`[\p{Nd}\t-\r\x{85}\p{Z}]`],
  [String.raw`\s`, String.raw`[\t-\r\x{85}\p{Z}]`],
  ['(?i)a', '(?i)a'],
  ['(?is:a)', '(?is:a)'],
  ['(?P<n>a)|(?:b)', '(?P<n>a)|(?:b)'],
  ['a{2,3}?', 'a{2,3}?'],
  ['[^]]', '[^\\]]'],
  ['[a-z_.$]', '[a-z_.$]'],
  [String.raw`\.\*\\`, String.raw`\.\*\\`],
  [String.raw`\Aa\z`, String.raw`^a\z`],
])('%j reads %j in PCRE', (kql, pcre) => expect(translateRegex(kql)).toEqual({ ok: true, pattern: pcre }));

it.each([
  String.raw`\w+`, String.raw`\bfoo`, '[[:alpha:]]', '[a&&b]', '[a--b]', '(?m)^a', '(?x) a', '(?U)a+', '(?u)a', '(?-i)a', 'a*+', 'a{2}{3}', '(*FAIL)', '(a', 'a)', '[a', 'a\\',
  String.raw`\<a`, String.raw`\x41`, String.raw`\p{L}`, String.raw`\v`, '(?=a)', '(?<!a)', '{', 'a}', '+a', 'a|*',
])('%j is named as a fault', (kql) => expect(translateRegex(kql).ok).toBe(false)); // prettier-ignore

it.each<[string, string]>([
  [literalPattern('a.b*c'), 'a[.]b[*]c'],
  [literalPattern('^[x]\\'), '\\^\\[x\\]\\\\'],
  [literalPattern('a\nb`c'), 'a\\x{a}b\\x{60}c'],
  [foldedPattern('Root'), '(?i:Root)'],
  [foldedPattern('ask'), '(?i:a(?-i:[Ss])(?-i:[Kk]))'],
  [foldedPattern('aÉ'), '(?i:a(?-i:É))'],
  [foldedPattern('10.0'), '10[.]0'],
  [termPattern('a', 'a'), '(?:^|[^0-9A-Za-z])a(?:[^0-9A-Za-z]|$)'],
  [termPattern('@a', '@a'), '@a(?:[^0-9A-Za-z]|$)'],
  [termPattern('-', '-'), '-'],
])('pattern %j', (pattern, expected) => expect(pattern).toBe(expected));
