import { expect, test } from 'vitest';
import { runBoth } from './run.js';

/** What null, "" and missing do, in figures of the documentation; run through the emitted code alone. */
const CELLS = 'datatable(n:long, m:long, b:bool, s:string, d:dynamic)[long(null), 5, bool(null), "", dynamic(null)]';

test.each<[expression: string, value: unknown]>([
  // https://learn.microsoft.com/kusto/query/scalar-data-types/null-values
  ['n == 5', false],
  ['n != 5', true],
  ['n == n', null],
  ['n != n', null],
  ['not(n == n)', null],
  ['n < 5', null],
  ['n + 1', null],
  ['-n', null],
  ['n in (5, 6)', false],
  ['n !in (5, 6)', true],
  ['m in (5, 6)', true],
  ['n in (n, 6)', null],
  ['b and false', false],
  ['b and true', null],
  ['b or true', true],
  ['b or false', null],
  ['not(b)', null],
  ['iff(b, "yes", "no")', 'no'],
  ['iff(not(b), "yes", "no")', 'no'],
  ['case(b, 1, m == 5, 2, 3)', 2],
  ['m / 0', null],
  ['m % 0', null],
  ['m / 2', 2],
  ['-m / 2', -2],
  ['-m % 3', 1],
  ['1.0 / 0', 'Infinity'],
  ['0.0 / 0', 'NaN'],
  // A string is empty, never null.
  ['isnull(s)', false],
  ['isempty(s)', true],
  ['s == ""', true],
  ['s != "a"', true],
  ['s !has "a"', true],
  ['coalesce(s, "b")', 'b'],
  ['tostring(n)', ''],
  ['tostring(b)', ''],
  ['tostring(d)', ''],
  ['strcat(s, n, d, "x")', 'x'],
  ['strlen(s)', 0],
  ['split(s, ",")', ['']],
  // Dynamic values.
  ['isnull(d)', true],
  ['isempty(d)', true],
  ['d.a.b', null],
  ['parse_json("")', null],
  ['isnull(parse_json("null"))', true],
  ['parse_json("{broken")', '{broken'],
  ['parse_json(dynamic("{}"))', '{}'],
  ['tostring(parse_json("{\\"b\\":[1,2.50,1e2],\\"a\\":null}"))', '{"b":[1,2.5,100],"a":null}'],
  ['parse_json("[]") == parse_json("[ ]")', true],
  ['array_length(parse_json("{}"))', null],
  ['dynamic([1])[1]', null],
  // Case folds in ASCII only; a term ends where letters and digits do.
  ['"É" =~ "é"', false],
  ['"x_GetObject" has "getobject"', true],
  ['"GetObjects" has "getobject"', false],
  ['"a-b-c" has "a-b"', true],
  // Characters are code points.
  ['strlen("x😀y")', 3],
  ['substring("x😀y", 2)', 'y'],
  ['indexof("x😀y", "y")', 2],
  ['substring("abc", -2, 1)', 'b'],
  ['substring("abc", 1, -1)', ''],
  // Beyond the safe integers, then beyond 64 bits.
  ['9007199254740993 - m * 0 == 9007199254740992', false],
  ['9223372036854775807 + m', null],
])('%s is %j', async (expression, value) => {
  const { emitted } = await runBoth(`${CELLS} | project z = ${expression}`);
  expect(emitted.rows.map(({ values }) => values[0])).toEqual([value]);
});
