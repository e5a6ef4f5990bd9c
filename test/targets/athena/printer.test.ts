import { describe, expect, test } from 'vitest';
import {
  NULL,
  aggregate,
  and,
  array,
  ascending,
  attempt,
  binary,
  call,
  cast,
  coalesce,
  column,
  equal,
  integer,
  isDistinct,
  isNull,
  jsonPath,
  lambda,
  not,
  nullIf,
  or,
  over,
  plus,
  text,
  when,
} from '../../../targets/athena/sql/build.js';
import { DUCKDB } from '../../../targets/athena/sql/duckdb.js';
import { ExpressionPrinter } from '../../../targets/athena/sql/expression-printer.js';
import { commentLines } from '../../../targets/athena/sql/literals.js';
import { Names, identifier } from '../../../targets/athena/sql/names.js';
import { printQuery } from '../../../targets/athena/sql/printer.js';
import { TRINO } from '../../../targets/athena/sql/trino.js';
import type { SqlExpression, SqlFrom } from '../../../targets/athena/sql/tree.js';

const [a, b, c] = [column('a'), column('b'), column('c')];
const x = equal(a, text('x'));
const y = equal(b, text('y'));

/** Expression, Trino, and DuckDB where it differs. */
const CASES: readonly (readonly [SqlExpression, string, string?])[] = [
  [text("it's"), "'it''s'"],
  [text("'; DROP TABLE t; --"), "'''; DROP TABLE t; --'"],
  [text('*/ \\'), "'*/ \\'"],
  [text('a\u0000b'), "('a' || chr(0) || 'b')"],
  [text('\u2028'), 'chr(8232)'],
  [text('\n'), 'chr(10)'],
  [text('\u202e'), 'chr(8238)'],
  [text('É😀'), "'É😀'"],
  [text(''), "''"],
  [column('timestamp'), '"timestamp"'],
  [column('Select', 'T'), 'T."Select"'],
  [column('a"b; --'), '"a""b; --"'],
  [column('a\u0000\nb'), '"a??b"'],
  [{ kind: 'field', object: column('useridentity'), name: 'arn' }, 'useridentity.arn'],
  [integer(-5), '-5'],
  [{ kind: 'negate', operand: integer(-5) }, '-(-5)'],
  [{ kind: 'double', value: 1.5 }, '1.5E0'],
  [{ kind: 'double', value: 1e300 }, '1E300'],
  [{ kind: 'double', value: NaN }, "CAST('NaN' AS DOUBLE)"],
  [{ kind: 'instant', millis: 0 }, "TIMESTAMP '1970-01-01 00:00:00 UTC'", "TIMESTAMPTZ '1970-01-01 00:00:00 UTC'"],
  [
    { kind: 'instant', millis: 1 },
    "TIMESTAMP '1970-01-01 00:00:00.001 UTC'",
    "TIMESTAMPTZ '1970-01-01 00:00:00.001 UTC'",
  ],
  [{ kind: 'interval', millis: 600_000 }, "INTERVAL '10' MINUTE"],
  [{ kind: 'interval', millis: 90_000_000 }, "INTERVAL '25' HOUR"],
  [{ kind: 'interval', millis: 86_400_000 * 14 }, "INTERVAL '14' DAY"],
  [{ kind: 'interval', millis: 1 }, "INTERVAL '0.001' SECOND"],
  [and([x, or([y, isNull(c)])]), "a = 'x' AND (b = 'y' OR c IS NULL)"],
  [or([and([x, y]), not(isNull(c))]), "(a = 'x' AND b = 'y') OR c IS NOT NULL"],
  [or([x, or([y, or([])])]), "a = 'x' OR b = 'y'"],
  [and([]), 'TRUE'],
  [not(x), "a <> 'x'"],
  [not(and([x, y])), "NOT (a = 'x' AND b = 'y')"],
  [equal(isNull(a), isNull(b)), '(a IS NULL) = (b IS NULL)'],
  [isDistinct(coalesce(a, text('')), b), "coalesce(a, '') IS DISTINCT FROM b"],
  [binary('||', binary('||', a, text('-')), binary('+', b, c)), "a || '-' || (b + c)"],
  [binary('*', binary('+', a, b), c), '(a + b) * c'],
  [binary('-', a, binary('-', b, c)), 'a - (b - c)'],
  [{ kind: 'quotient', left: a, right: b }, 'a / b', 'a // b'],
  [plus(plus(call('strpos', a, text(':')), -1n), 1n), "strpos(a, ':')"],
  [coalesce(NULL, a, text(''), b), "coalesce(a, '')"],
  [coalesce(coalesce(a, b), c), 'coalesce(a, b, c)'],
  [when(x, text('1'), null), "CASE WHEN a = 'x' THEN '1' END"],
  [call('filter', array(a), lambda(['id'], binary('<>', column('id'), text('')))), "filter(ARRAY[a], id -> id <> '')"],
  [
    call('json_extract', a, jsonPath('k', 'a b', 'q"\\')),
    `json_extract(a, '$.k["a b"]["q\\"\\\\"]')`,
    `json_extract(a, '$."k"."a b"."q\\"\\\\"')`,
  ],
  [
    call('json_extract', a, jsonPath('*', "it's~/")),
    `json_extract(a, '$["*"]["it''s~/"]')`,
    `json_extract(a, '/*/it''s~0~1')`,
  ],
  [cast(a, 'json'), 'CAST(a AS JSON)', 'to_json(a)'],
  [cast(array(), 'text-array'), 'CAST(ARRAY[] AS ARRAY(VARCHAR))', 'CAST(ARRAY[] AS VARCHAR[])'],
  // Trino fails on NULLIF of a computed value below TRY.
  [
    attempt(call('json_parse', nullIf(call('lower', a), text('x')))),
    "TRY(json_parse(CASE WHEN lower(a) <> 'x' THEN lower(a) END))",
    "TRY_CAST(CASE WHEN lower(a) <> 'x' THEN lower(a) END AS JSON)",
  ],
  [attempt(nullIf(a, text('x'))), "TRY(nullif(a, 'x'))"],
  [
    { kind: 'json-object', entries: [{ key: 'ARN', value: a }] },
    "json_format(CAST(map_filter(map(ARRAY['ARN'], ARRAY[a]), (k, v) -> v IS NOT NULL) AS JSON))",
    `'{' || array_to_string(list_filter(ARRAY['"ARN":' || CAST(to_json(a) AS VARCHAR)], m -> m IS NOT NULL), ',') || '}'`,
  ],
  [
    over(call('row_number'), [ascending(b), { value: c, direction: 'desc', nulls: 'last' }], [a]),
    'row_number() OVER (PARTITION BY a ORDER BY b NULLS FIRST, c DESC)',
  ],
  [over(aggregate('sum', [a]), [ascending(b, true)]), 'sum(a) OVER (ORDER BY b ROWS UNBOUNDED PRECEDING)'],
  [aggregate('count', []), 'count(*)'],
  [aggregate('count', [a], { distinct: true, filter: x }), "count(DISTINCT a) FILTER (WHERE a = 'x')"],
  [aggregate('array_agg', [a], { orderBy: [ascending(b)] }), 'array_agg(a ORDER BY b NULLS FIRST)'],
  [
    { kind: 'in-query', operand: a, table: 'tor nodes', column: 'ip', negated: true },
    'a NOT IN (SELECT ip FROM "tor nodes")',
  ],
  [
    not({ kind: 'exists', table: 't', alias: 'r', where: [equal(column('k', 'r'), a)], negated: true }),
    'EXISTS (SELECT 1 FROM t AS r WHERE r.k = a)',
  ],
];

describe('expressions', () => {
  test.each(CASES.map(([expression, trino, duckdb]) => ({ expression, trino, duckdb: duckdb ?? trino })))(
    '$trino',
    ({ expression, trino, duckdb }) => {
      expect(new ExpressionPrinter(TRINO).flat(expression)).toBe(trino);
      expect(new ExpressionPrinter(DUCKDB).flat(expression)).toBe(duckdb);
    },
  );

  test('a long one is broken at its connectives', () => {
    const long = or([equal(column('a'.repeat(60)), text('x')), and([equal(column('b'.repeat(60)), text('y')), y])]);
    expect(new ExpressionPrinter(TRINO).print(long, 1)).toBe(
      `${'a'.repeat(60)} = 'x'\n  OR (${'b'.repeat(60)} = 'y' AND b = 'y')`,
    );
  });
});

test('a query, one column and one condition a line', () => {
  const events: SqlFrom = { kind: 'table', database: 'lab', name: 'cloudtrail_logs', alias: null };
  const from: SqlFrom = {
    kind: 'unnest',
    input: events,
    array: column('resources'),
    alias: 'r',
    columns: ['arn', 'type'],
    fields: ['arn', 'type'],
    ordinality: 'n',
  };
  const query = {
    ctes: [
      {
        name: 'with',
        body: { columns: [{ value: column('arn', 'r'), alias: 'Arn' }], from, where: [x, or([x, y])] },
      },
    ],
    select: {
      columns: [{ value: column('Arn'), alias: 'Arn' }],
      from: { kind: 'table', database: null, name: 'with', alias: 'w' } as const,
      where: [],
    },
  };
  const lines = (unnest: string): string => `WITH "with" AS (
  SELECT
    r.arn AS Arn
  FROM lab.cloudtrail_logs
  CROSS JOIN ${unnest}
  WHERE a = 'x'
    AND (a = 'x' OR b = 'y')
)
SELECT
  Arn
FROM "with" AS w`;
  expect(printQuery(query, TRINO)).toBe(lines('UNNEST(resources) WITH ORDINALITY AS r (arn, type, n)'));
  expect(printQuery(query, DUCKDB)).toBe(
    lines(
      'LATERAL (SELECT u.e.arn, u.e.type, u.n FROM UNNEST(resources) WITH ORDINALITY AS u (e, n)) AS r (arn, type, n)',
    ),
  );
});

test('names differ in more than case', () => {
  const names = new Names(['taken']);
  expect(['a', 'A', 'a', 'TAKEN', ''].map((name) => names.unique(name))).toEqual([
    'a',
    'A_2',
    'a_3',
    'TAKEN_2',
    'column',
  ]);
  expect(identifier('_eventId')).toBe('"_eventId"');
});

test('a comment is whole lines, whatever is in it', () => {
  expect(commentLines(['a\nDROP TABLE t', '*/ \u2028 --', 'tail\r'])).toBe('-- a DROP TABLE t\n-- */   --\n-- tail');
});
