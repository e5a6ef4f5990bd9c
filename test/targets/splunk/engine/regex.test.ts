import { describe, expect, test } from 'vitest';
import { SplRegex } from '../../../../targets/splunk/engine/regex/regex.js';
import { SplSource } from '../../../../targets/splunk/engine/syntax/source.js';

const place = { source: new SplSource('', '', []), at: 0 };
const compile = (pattern: string): SplRegex => SplRegex.compile(pattern, place);

/** Perl-compatible patterns (Search Manual, "About Splunk regular expressions"), a text, and whether it matches. */
const CASES: readonly (readonly [pattern: string, text: string, matches: boolean])[] = [
  ['b', 'abc', true],
  ['^b', 'abc', false],
  ['(?i)B', 'abc', true],
  ['a(?i)B(?-i)c', 'abc', true],
  ['a(?i:B)C', 'abc', false],
  ['é', 'caf\u00e9', true],
  ['(?i)É', 'caf\u00e9', true],
  ['c$', 'abc', true],
  ['c$', 'abc\n', true],
  ['c\\z', 'abc\n', false],
  ['c\\Z', 'abc\n', true],
  ['^b', 'a\nb', false],
  ['(?m)^b$', 'a\nb\nc', true],
  ['a.c', 'a\nc', false],
  ['(?s)a.c', 'a\nc', true],
  ['^.$', '\u{1f600}', true],
  ['\\d', '\u0663', false],
  ['\\w', 'é', false],
  ['\\bfoo\\b', 'a foo!', true],
  ['\\bfoo\\b', 'a_foo', false],
  ['\\Boo', 'foo', true],
  ['[[:alpha:]]+\\d', 'ab1', true],
  ['[^\\d\\s]', '1 2', false],
  ['[]a]', ']', true],
  ['[a\\-z]', '-', true],
  ['[\\w.-]+@', 'a.b-c@d', true],
  ['[[]', '[', true],
  ['[a&&b]', '&', true],
  ['{.+}', 'x{y}', true],
  ['a{2', 'a{2', true],
  ['a{,2}', 'a{,2}', true],
  ['^a{2,3}$', 'aaaa', false],
  ['\\Qa.b\\E+', 'a.bbb', true],
  ['\\Qa.b\\E', 'axb', false],
  ['\\x41\\x{42}', 'AB', true],
  ['a\\/b', 'a/b', true],
  ['a\\<b', 'a<b', true],
  ['(?x) a  b # comment', 'ab', true],
  ['a(?#comment)b', 'ab', true],
  ['foo(?=bar)', 'foobar', true],
  ['foo(?!bar)', 'foobar', false],
  ['(?<!b)c', 'bc', false],
  ['(?<!b)c', 'ac', true],
  ['(?<=a|bc)d', 'bcd', true],
  ['(?<![0-9A-Za-z])ssm(?![0-9A-Za-z])', 'x-ssm.y', true],
  ['(?<![0-9A-Za-z])ssm(?![0-9A-Za-z])', 'xssm', false],
  ['(?i)(?<![0-9a-z])SSM', 'ssm', true],
  ['^(a|ab)(?>b*)c$', 'abbc', true],
  ['(\\w)\\1', 'hello', true],
  ['(\\w)\\1', 'world', false],
  ['(?<q>["\']).*?\\k<q>', 'say "x"', true],
  ['^(?:a+)+(?!b)$', 'aaaa', true],
  ['a++b', 'aab', true],
  ['a++ab', 'aab', false],
  ['^(?:x(?=y)y)+$', 'xyxy', true],
  ['\\p{Lu}', 'É', true],
  ['(?=\\p{Lu})É', 'É', true],
  ['(?:)*x', 'x', true],
  ['(?:(?!z))*x', 'x', true],
];

describe('regular expressions', () => {
  test.each(CASES)('%s on %j: %s', (pattern, text, matches) => {
    expect(compile(pattern).test(text)).toBe(matches);
  });

  test.each([
    ['a|b', 'xaybz', '-', 'x-y-z'],
    ['é', 'aébé', '😀', 'a😀b😀'],
    ['(😀)(b)', 'a😀bé', String.raw`\2\1`, 'ab😀é'],
    ['x*', 'axb', '-', '-a--b-'],
    ['b$', 'ab\n', '', 'a\n'],
    ['(?<=a)b', 'abab', 'c', 'acac'],
    ['(a)?b', 'ab b', String.raw`[\1\0]`, '[aab] [b]'],
    ['a', 'a', '$0', '$0'],
  ])('%s replaced in %j', (pattern, text, replacement, result) => {
    expect(compile(pattern).replace(text, replacement, true)).toBe(result);
  });

  test.each([
    ['(a', 'a group does not end'],
    ['a)', "')' without '('"],
    ['[a', "'[' without ']'"],
    ['*a', 'nothing to repeat'],
    ['a{3,2}', 'wrong order'],
    ['a{2000}', 'repeats more than'],
    ['[z-a]', 'a range is in the wrong order'],
    ['\\', 'ends too early'],
    ['\\y', "'\\y' is not supported"],
    ['(?<=a+)b', 'a lookbehind has no fixed length'],
    ['(?<a>x)(?<a>y)', "two groups are named 'a'"],
    ['\\2', 'there is no group 2'],
    ['(?P>x)', 'not supported'],
    ['(*VERB)', 'not supported'],
    ['\\p{Nonsense}', 'not supported'],
    ['('.repeat(300), 'nested too deeply'],
    ['(?:(?:a{1000}){1000}){1000}', 'too large'],
  ])('%s is refused', (pattern, why) => {
    expect(() => compile(pattern)).toThrowError(why);
  });

  test('a pattern that would hang gives up', () => {
    const text = `${'a'.repeat(40)}!`;
    expect(compile('^(a+)+$').test(text)).toBe(false);
    expect(() => compile('^(a+)+(?!b)$').test(text)).toThrowError('too many steps');
    expect(() => compile('^(?:ab?)*(?=c)').test('ab'.repeat(100_000))).toThrowError('too many steps');
  });

  test('long values are searched', () => {
    expect(compile('(?<!x)needle').test(`${'hay '.repeat(500_000)}needle`)).toBe(true);
    expect(compile('a[^z]*(?=needle)').test(`a${'hay '.repeat(500_000)}needle`)).toBe(true);
  });
});
