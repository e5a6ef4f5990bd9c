import type { Cases } from './cases.js';

/** Text: positions count characters, not UTF-16 units. */
// prettier-ignore
export const STRINGS: Cases = [
  ['"North America" has "america"', true], ['"x_GetObject" has "GetObject"', true], ['"GetObjects" has "GetObject"', false],
  ['"GetObject" has_cs "getobject"', false], ['"a-b.c" has "b.c"', true], ['"" has ""', true], ['"abc" !has "abc"', false],
  ['"FabriKam" contains "BRik"', true], ['"FabriKam" contains_cs "BRik"', false], ['"abc" contains ""', true], ['"a" !contains "b"', true],
  ['"Fabrikam" startswith "fab"', true], ['"Fabrikam" startswith_cs "fab"', false], ['"Fabrikam" endswith "KAM"', true], ['"Fabrikam" endswith_cs "KAM"', false],
  ['dynamic({"accountId":"1"}) contains "ACCOUNTID"', true],
  ['"abc" matches regex "^A"', false], ['"abc" matches regex "(?i)^A"', true], ['"\u0663" matches regex @"^\\d$"', true], ['"abc\\n" matches regex "c$"', false],
  ['strcat("a", 1, true, long(null))', 'a1true'], ['strlen("añ😀")', 3], ['tolower("ÄB")', 'äb'], ['toupper("äb")', 'ÄB'],
  ['substring("123456", 1)', '23456'], ['substring("123456", 2, 2)', '34'], ['substring("😀ab", 1, 1)', 'a'], ['substring("abc", -2)', 'bc'], ['substring("abc", 9)', ''],
  ['indexof("abcabc", "c")', 2], ['indexof("😀abc", "b")', 2], ['indexof("abc", "x")', -1], ['indexof("abcabc", "c", 3)', 5],
  ['indexof_regex("a:b", ":")', 1], ['indexof_regex("abc", @"\\d")', -1],
  ['split("a_b_c", "_")', ['a', 'b', 'c']], ['split("a__b", "_")', ['a', '', 'b']], ['split("", "_")', ['']],
  ['split("a_b", "_", 1)', ['b']], ['split("a_b", "_", 5)', []], ['split("a/b", "/")[-1]', 'b'], ['split("a/b", "/")[7]', null],
  ['tostring(split("a@b", "@", 0)[0])', 'a'], ['tostring(split("a", "@")[1])', ''],
  ['"xGetObject-a" hasprefix "getobject"', false], ['"s3:GetObject" hasprefix "GET"', true], ['"s3:GetObject" hasprefix_cs "GET"', false], ['"s3:GetObject" !hasprefix "get"', false], ['"a.txt" hassuffix "TXT"', true], ['"atxtb" hassuffix "txt"', false], ['"a.txt" hassuffix_cs "TXT"', false], ['"a-b" hasprefix ""', true],
  ['"the cat sat" has_any ("dog", "CAT")', true], ['"the cats sat" has_any ("dog", "cat")', false], ['"the cat sat" has_any (dynamic(["dog", ["cat"]]))', true], ['"a" has_any (dynamic([]))', false], ['"the cat sat" has_all ("cat", "the")', true], ['"the cat sat" has_all (dynamic(["cat", "dog"]))', false], ['"a" has_all (dynamic([]))', true],
  ['replace_string("aXbX", "X", "--")', 'a--b--'], ['replace_string("aaa", "aa", "b")', 'ba'], ['replace_string("abc", "", "x")', 'abc'], ['replace_string("a.b", ".", "$&")', 'a$&b'], ['replace_string("abc", "B", "x")', 'abc'],
  ['indexof("abcdefgabcdefg", "cde", 1, 10, 2)', 9], ['indexof("aaa", "a", 0, -1, 3)', 2], ['indexof("aaa", "a", 0, -1, 4)', -1], ['indexof("abc", "")', 0], ['isnull(indexof("abc", "a", 0, -2))', true], ['indexof("😀😀a", "a", 1)', 2],
];
