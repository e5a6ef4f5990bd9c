import type { Cases } from './cases.js';

/** Null and empty (https://learn.microsoft.com/kusto/query/scalar-data-types/null-values), comparison, text operators, arithmetic. */
// prettier-ignore
export const OPERATORS: Cases = [
  // null and empty
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
  // arithmetic: https://learn.microsoft.com/kusto/query/numerical-operators
  ['1 / 2', 0], ['-5 / 2', -2], ['1.0 / 2', 0.5], ['1.0 / 0.0', 'Infinity'], ['0.0 / 0.0', 'NaN'], ['isnull(1 / 0)', true], ['isnull(1 % 0)', true],
  ['-14 % 12', 10], ['14 % -12', 2], ['-14 % -12', 10], ['2 * 3 + 1', 7], ['7 - 10', -3], ['-(3)', -3], ['0x1f', 31],
  ['isnull(9223372036854775807 + 1)', true],
];
