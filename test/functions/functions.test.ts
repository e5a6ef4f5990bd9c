import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../src/functions/registry.js';
import type { Json } from '../../src/target/engine.js';
import { valueOf } from '../support/kql.js';

/** An expression and its documented or chosen value. Every function of the registry needs a line. */
// prettier-ignore
const CASES: readonly (readonly [string, Json])[] = [
  // null and empty: https://learn.microsoft.com/kusto/query/scalar-data-types/null-values
  ['long(null) == 5', false], ['long(null) != 5', true], ['isnull(long(null) == long(null))', true],
  ['isnull(long(null) < 5)', true], ['isnull(long(null) + 1)', true], ['isnull(not(bool(null)))', true],
  ['long(null) in (5)', false], ['long(null) !in (5)', true], ['5 in (5, 6)', true], ['5 !in (5, 6)', false],
  ['false and bool(null)', false], ['isnull(true and bool(null))', true], ['true or bool(null)', true],
  ['isempty("")', true], ['isempty(" ")', false], ['isempty(long(null))', true], ['isempty(dynamic([]))', false],
  ['isnull("")', false], ['isnull(parse_json(""))', true], ['isnotempty("a")', true], ['isnotnull(dynamic({}))', true],
  ['coalesce("", "b")', 'b'], ['coalesce(long(null), 3)', 3], ['coalesce("", "")', ''],
  ['iff(bool(null), 1, 2)', 2], ['iif(true, "a", "b")', 'a'], ['case(false, 1, bool(null), 2, 3)', 3],
  // comparison
  ['"a" == "A"', false], ['"a" =~ "A"', true], ['"é" =~ "É"', false], ['"a" !~ "A"', false], ['"K" =~ "\u212a"', false],
  ['"a" in ("A")', false], ['"a" in~ ("A")', true], ['"a" !in~ ("A")', false], ['2 <= 2', true], ['2.5 > 2', true], ['3 >= 4', false],
  ['datetime(2024-01-01) < datetime(2024-01-02)', true], ['1 == 1.0', true], ['parse_json("5") == 5', true],
  ['parse_json("{\\"a\\":\\"x\\"}").a == "x"', true], ['dynamic("5") == 5', false],
  ['5 between (1 .. 5)', true], ['0 between (1 .. 5)', false], ['0 !between (1 .. 5)', true],
  // strings
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
  // dynamic
  ['tostring(dynamic(null))', ''], ['tostring(dynamic({"a":[1,{"b":null}]}))', '{"a":[1,{"b":null}]}'], ['tostring(1.0)', '1'], ['tostring(true)', 'true'],
  ['tostring(1d + 2h)', '1.02:00:00'], ['tostring(datetime(2024-01-01))', '2024-01-01T00:00:00.0000000Z'],
  ['parse_json("[1,2]")[-1]', 2], ['parse_json("[1,2]")[-3]', null], ['parse_json("{broken")', '{broken'], ['parse_json("{\\"a\\":{\\"b\\":1}}").a.b', 1],
  ['parse_json("{\\"a\\":1}").A', null], ['parse_json("{\\"__proto__\\":7}")["__proto__"]', 7], ['parse_json("{}").constructor', null], ['parse_json("[1]").length', null], ['parse_json("{\\"0\\":1}")[0]', null],
  ['parse_json(dynamic("[1]"))', '[1]'], ['isnull(ago(4000000d) < datetime(0001-01-02))', false], ['tostring(parse_json("{\\"a\\":\\"\\"}").a)', ''], ['array_length(dynamic([1,2]))', 2], ['array_length(parse_json("{}"))', null],
  // numbers: https://learn.microsoft.com/kusto/query/numerical-operators
  ['1 / 2', 0], ['-5 / 2', -2], ['1.0 / 2', 0.5], ['1.0 / 0.0', 'Infinity'], ['0.0 / 0.0', 'NaN'], ['isnull(1 / 0)', true], ['isnull(1 % 0)', true],
  ['-14 % 12', 10], ['14 % -12', 2], ['-14 % -12', 10], ['2 * 3 + 1', 7], ['7 - 10', -3], ['-(3)', -3], ['0x1f', 31],
  ['isnull(9223372036854775807 + 1)', true],
  // time
  ['datetime(2024-05-01) - datetime(2024-04-30)', '1.00:00:00'], ['datetime(2024-05-01) + 90m', '2024-05-01T01:30:00.0000000Z'], ['1h / 30m', 2], ['2 * 1h', '02:00:00'],
  ['now()', '2024-05-01T12:00:00.0000000Z'], ['ago(1d)', '2024-04-30T12:00:00.0000000Z'], ['now(-1h)', '2024-05-01T11:00:00.0000000Z'], ['1.5h', '01:30:00'],
];

describe('scalar functions', () => {
  it.each(CASES)('%s', async (expression, expected) => {
    expect(await valueOf(expression)).toEqual(expected);
  });

  it('covers every function of the registry', () => {
    const text = CASES.map(([expression]) => expression).join('\n');
    const spelling = (name: string): string => ({ negate: '-(' })[name] ?? name;
    expect([...FUNCTIONS.keys()].filter((name) => !text.includes(spelling(name)))).toEqual([]);
  });

  it('names a page for every function', () => {
    for (const { page } of FUNCTIONS.values()) expect(page).toMatch(/^[a-z0-9-]+-(function|operators?)$/);
  });
});
