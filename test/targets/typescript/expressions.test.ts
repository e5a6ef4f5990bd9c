import { expect, test } from 'vitest';
import type { RowSet } from '../../../src/target/engine.js';
import { irOf } from '../../support/seeds.js';
import { runBoth } from './run.js';

/**
 * Every operator and function on every combination of telling values, through the emitted code and through the reference.
 * A cell of a datatable is no constant to the emitted code, so nothing is folded away.
 */
const COLUMNS: Readonly<Record<string, { readonly type: string; readonly values: readonly string[] }>> = {
  b: { type: 'bool', values: ['true', 'false', 'bool(null)'] },
  i: { type: 'long', values: ['0', '5', '-7', '9223372036854775807', '-9223372036854775808', 'long(null)'] },
  n: { type: 'long', values: ['0', '2', '-3', 'long(null)'] },
  r: { type: 'real', values: ['0.0', '2.5', '-1.0', 'real(nan)', 'real(+inf)', 'real(null)'] },
  s: {
    type: 'string',
    values: ['""', '"abc"', '"ABC"', '"a_b-c"', '"x😀y"', '"É"', '"\u212a"', '"10"', '"true"', '"a@b@c"'],
  },
  p: { type: 'string', values: ['""', '"b"', '"ABC"', '"@"', '"_"', '"y"', '"k"', '"😀"'] },
  t: { type: 'datetime', values: ['datetime(2024-01-01T00:00:00.0000001Z)', 'datetime(2024-01-01)', 'datetime(null)'] },
  u: { type: 'datetime', values: ['datetime(2024-01-01)', 'datetime(0001-01-01)', 'datetime(null)'] },
  w: { type: 'timespan', values: ['1d', '-1tick', '0s', '1.5h', 'timespan(null)'] },
  v: { type: 'timespan', values: ['1tick', '400d', 'timespan(null)'] },
  d: {
    type: 'dynamic',
    values: [
      'dynamic(null)',
      'dynamic("")',
      'dynamic("abc")',
      'dynamic(5)',
      'dynamic(2.5)',
      'dynamic(true)',
      'dynamic([])',
      'dynamic([1,"a",[2]])',
      'dynamic({})',
      'dynamic({"a":1,"b":{"__proto__":2,"constructor":"c"},"A":null})',
      'dynamic({"__proto__":{"a":"x"}})',
    ],
  },
  e: { type: 'dynamic', values: ['dynamic(null)', 'dynamic("abc")', 'dynamic(5)', 'dynamic([1,"a",[2]])'] },
  g: {
    type: 'guid',
    values: ['guid(74be27de-1e4e-49d9-b579-fe0b331d3642)', 'guid(null)'],
  },
};

const EXPRESSIONS: Readonly<Record<string, readonly string[]>> = {
  b: [
    'not(b)',
    'b == true',
    'b != false',
    'b == b',
    'b != b',
    'iff(b, 1, 2)',
    'tostring(b)',
    'isnull(b)',
    'isempty(b)',
    'coalesce(b, false)',
  ],
  'b n': [
    'b and n > 0',
    'b or n > 0',
    'not(b and n == 2)',
    'not(b or n != 2)',
    'case(b, "x", n == 2, "y", "z")',
    'iff(b, n, n + 1)',
    'iff(b and not(b), n, -n)',
    'iff(b, n, long(null))',
  ],
  i: [
    '-i',
    'i + 1',
    'i - 1',
    'i * 2',
    'i * i',
    'i / 2',
    'i % 3',
    'tostring(i)',
    'strcat(i, "")',
    'isnull(i)',
    'i == 5',
    'i != 5',
    'i > 4',
    'i in (5, 0)',
    'i !in (5, 0)',
    'i > 2.5',
    'i == 5.0',
  ],
  'i n': [
    'i + n',
    'i - n',
    'i * n',
    'i / n',
    'i % n',
    'i == n',
    'i != n',
    'i < n',
    'i >= n',
    'iff(n > 0, i, n)',
    'coalesce(n, i)',
    'i in (n, 5)',
    'i !in (n, 5)',
    'not(i == n)',
    'not(i < n)',
  ],
  n: [
    '-n',
    'n + 1',
    'n * -3',
    'n / 2',
    'n / -2',
    '7 / n',
    '7 % n',
    'n % -2',
    'n * 1.5',
    '1.0 / (n * 1.0)',
    '1.0 / n',
    'not(n > 1)',
    'n between (0 .. 2)',
    'n !between (0 .. 2)',
    'substring("abcdef", n)',
    'substring("abcdef", n, 2)',
    'substring("abcdef", 1, n)',
    'split("a,b,c", ",", n)',
    'dynamic([1,2,3])[n]',
  ],
  r: [
    '-r',
    'r + 1',
    'r * 2.0',
    'r / 0.0',
    'r % 2.0',
    'r == 2.5',
    'r != 2.5',
    'r < 1',
    'not(r < 1)',
    'not(r >= 1)',
    'tostring(r)',
    'isnull(r)',
    'r == r',
    'coalesce(r, 1.0)',
  ],
  'r n': ['r + n', 'r - n', 'r * n', 'r / n', 'r % n', 'r == n', 'r < n', 'iff(n == 2, r, n)'],
  s: [
    'isempty(s)',
    'isnotempty(s)',
    'isnull(s)',
    'strlen(s)',
    'tolower(s)',
    'toupper(s)',
    'substring(s, 1)',
    'substring(s, -2)',
    'substring(s, 1, 1)',
    's in ("abc", "10")',
    's !in ("abc", "10")',
    's in~ ("ABC", "10")',
    's !in~ ("ABC", "10")',
    's =~ "ABC"',
    's !~ "abc"',
    's in ("a","b","c","abc","ABC")',
    'coalesce(s, "none")',
    'indexof_regex(s, "[b-y]")',
    'indexof_regex(s, "@")',
    's matches regex "^a.?"',
    's matches regex "(?i)^[k-l]$"',
    's matches regex "(?i)K"',
    's matches regex "a.b"',
    's matches regex "b.c|10"',
    'parse_json(s)',
    'tostring(parse_json(s))',
    'split(s, "@")',
    'split(s, "@")[0]',
    'split(s, "@")[-1]',
    'tostring(split(s, "@")[1])',
    'split(s, "@", 1)',
    'split(s, "@", 9)[0]',
    'strcat(s, "-", s)',
    'case(s == "abc", 1, s == "10", 2, 3)',
    'iff(s == "abc", iff(s == "x", 1, 2), 3)',
  ],
  's p': [
    's == p',
    's != p',
    's =~ p',
    's contains p',
    's contains_cs p',
    's !contains p',
    's startswith p',
    's startswith_cs p',
    's endswith p',
    's endswith_cs p',
    's has p',
    's has_cs p',
    's !has p',
    'split(s, p)',
    'indexof(s, p)',
    'strcat(s, p)',
    's in (p, "10")',
    's in~ (p, "10")',
    'iff(s == p, s, p)',
    'coalesce(s, p)',
  ],
  t: [
    'tostring(t)',
    'isnull(t)',
    't == datetime(2024-01-01)',
    't > ago(1d)',
    't < now()',
    't between (datetime(2023-01-01) .. now())',
    't + 1d',
    't - 1tick',
    'now() - t',
    'coalesce(t, now())',
    'now(1d)',
    'isempty(t)',
  ],
  't u': ['t - u', 't == u', 't != u', 't < u', 'not(t <= u)'],
  't w': ['t + w', 't - w', 'w + t'],
  'w v': ['w + v', 'w - v', 'w == v', 'w < v', 'not(w > v)', 'tostring(w)', '-w', 'isnull(w)'],
  d: [
    'tostring(d)',
    'isnull(d)',
    'isempty(d)',
    'd.a',
    'd.b.constructor',
    'd.b.["__proto__"]',
    'd["__proto__"].a',
    'd.toString',
    'd[0]',
    'd[-1]',
    'd[2][0]',
    'array_length(d)',
    'd == "abc"',
    'd != "abc"',
    'd == 5',
    'd == true',
    'd in ("abc", "x")',
    'd > 2',
    'not(d > 2)',
    '2 >= d',
    'd has "a"',
    'd contains "\\"a\\""',
    'strcat(d, "!")',
    'strlen(d)',
    'tolower(d)',
    'coalesce(d, dynamic("none"))',
    'iff(isnull(d), dynamic([1]), d)',
    'iff(isempty(d), "none", tostring(d))',
    'split(d, ",")',
  ],
  'd e': ['d == e', 'd != e', 'not(d == e)', 'coalesce(d, e)'],
  'd s': ['d[s]', 'd == s', 'd != s'],
  'd n': ['d[n]', 'd == n', 'd < n', 'd != n'],
  g: ['tostring(g)', 'isnull(g)', 'g == guid(74be27de-1e4e-49d9-b579-fe0b331d3642)', 'g == g'],
};

test.each(Object.entries(EXPRESSIONS))('on %s', async (names, expressions) => {
  const columns = names.split(' ').map((name) => ({ name, ...(COLUMNS[name] as { type: string; values: string[] }) }));
  const rows = columns.reduce<string[][]>(
    (found, { values }) => found.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
  const schema = columns.map(({ name, type }) => `${name}:${type}`).join(', ');
  const table = `datatable(row:long, ${schema})[${rows.map((row, index) => [index, ...row].join(', ')).join(',\n')}]`;
  const asked = [...expressions, ...(await predicates(table, expressions))];
  const { emitted, reference } = await runBoth(
    `${table} | project row, ${asked.map((text, index) => `z${index} = ${text}`).join(', ')}`,
  );

  expect(emitted.rows).toHaveLength(rows.length);
  expect(emitted.columns).toEqual(reference.columns);
  for (const [index, text] of asked.entries()) {
    const results = ({ rows: found }: RowSet): string[] =>
      found.map(
        ({ values }) => `${text} on ${rows[Number(values[0])]?.join(', ')}: ${JSON.stringify(values[index + 1])}`,
      );
    expect(results(emitted)).toEqual(results(reference));
  }
});

/** What is a bool, asked whether it is true and whether it is false: null counts as neither. */
async function predicates(table: string, expressions: readonly string[]): Promise<string[]> {
  const { output } = await irOf(
    `${table} | project ${expressions.map((text, index) => `z${index} = ${text}`).join(', ')}`,
  );
  return expressions
    .filter((_, index) => output[index]?.type === 'bool')
    .flatMap((text) => [`iff(${text}, 1, 0)`, `iff(not(${text}), 1, 0)`]);
}
