import { describe, expect, test } from 'vitest';
import type { RuleIR } from '../../../../src/ir/rule-ir.js';
import type { KqlType } from '../../../../src/ir/types.js';
import { EngineError, type Json, type RowSet } from '../../../../src/target/engine.js';
import type { Conversion } from '../../../../src/target/target.js';
import { splunkEngine } from '../../../../targets/splunk/engine/engine.js';
import { brief, NOW, objects, recordsSource, spl } from './support.js';

/** Runs a search as what a target emitted for a rule with these output columns. */
async function run(
  search: string,
  columns: Readonly<Record<string, KqlType>>,
  records: readonly object[] = [],
): Promise<RowSet> {
  const output = Object.entries(columns).map(([name, type]) => ({ name, type }));
  const rule = { rule: { name: 'Test' }, output } as unknown as RuleIR;
  const conversion: Conversion = {
    target: 'splunk',
    fidelity: 'exact',
    reasons: [],
    assumptions: [],
    artifacts: [
      { path: 'test.savedsearches.conf', content: '[Test]', role: 'config' },
      { path: 'test.spl', content: search, role: 'query' },
    ],
  };
  const session = await splunkEngine.open(recordsSource(records as never));
  return session.run(rule, conversion, { now: NOW, window: null });
}

/** A column's type, the expression that makes the field, and the value that the row has. */
const VALUES: readonly (readonly [type: KqlType, expression: string, value: Json])[] = [
  ['string', '"x"', 'x'],
  ['string', '""', ''],
  ['string', 'null()', ''],
  ['string', '017', '17'],
  ['string', '"017"', '017'],
  ['bool', '"true"', true],
  ['bool', '"False"', false],
  ['bool', 'null()', null],
  ['bool', '""', null],
  ['long', '2+3', 5],
  ['long', '"9007199254740991"', 9007199254740991],
  ['real', '1/3', 0.333333333333333],
  ['real', '"-Infinity"', '-Infinity'],
  ['int', 'null()', null],
  ['datetime', '1709640000', '2024-03-05T12:00:00.0000000Z'],
  ['datetime', '"1709640000.1234567"', '2024-03-05T12:00:00.1234567Z'],
  ['datetime', '"2024-03-05T13:00:00.5+01:00"', '2024-03-05T12:00:00.5000000Z'],
  ['datetime', '"-0.5"', '1969-12-31T23:59:59.5000000Z'],
  ['datetime', 'null()', null],
  ['timespan', '93784.5', '1.02:03:04.5000000'],
  ['timespan', '-60', '-00:01:00'],
  ['guid', '"74BE27DE-1E4E-49D9-B579-FE0B331D3642"', '74be27de-1e4e-49d9-b579-fe0b331d3642'],
  ['dynamic', String.raw`"{\"b\":[1,null]}"`, { b: [1, null] }],
  ['dynamic', '"[]"', []],
  ['dynamic', '"[not JSON"', '[not JSON'],
  ['dynamic', '"17"', '17'],
  ['dynamic', 'split("a,b", ",")', ['a', 'b']],
  ['dynamic', 'null()', null],
];

describe('rows of an emitted search', () => {
  test.each(VALUES)('%s: %s', async (type, expression, value) => {
    const rows = await run(`| makeresults | eval c=${expression} | table c`, { c: type });
    expect(rows).toEqual({ columns: [{ name: 'c', type }], rows: [{ values: [value], evidence: [] }] });
  });

  test.each([
    ['bool', '"yes"'],
    ['long', '"many"'],
    ['datetime', '"soon"'],
    ['datetime', '1e18'],
    ['string', 'split("a,b", ",")'],
  ] as const)('a %s of %s is an error, not a difference', async (type, expression) => {
    await expect(run(`| makeresults | eval c=${expression}`, { c: type })).rejects.toThrowError(EngineError);
  });

  test('evidence is distinct, sorted by code point and free of empty IDs', async () => {
    const rows = await run('| makeresults | eval c="x", evidence=split("b,,a,B,é,a", ",")', { c: 'string' });
    expect(rows.rows[0]!.evidence).toEqual(['B', 'a', 'b', 'é']);
  });

  test('a search that cannot run is an error that names file and place', async () => {
    await expect(run('*\n| frobnicate', { c: 'string' })).rejects.toThrowError(
      new EngineError("test.spl:2:3: error RP5102: unknown SPL command 'frobnicate'"),
    );
  });

  test('only the window is searched, with the clock of the run', async () => {
    const session = await splunkEngine.open(
      recordsSource([{ eventTime: '2024-03-05T12:00:00Z' }, { eventTime: '2024-03-04T12:00:00Z' }]),
    );
    const window = { start: NOW - 3_600_000, end: NOW };
    const rows = await session.query!('* | eval n=now() | table eventTime n', { now: NOW, window });
    expect(brief(rows)).toEqual(['eventTime=2024-03-05T12:00:00Z n=1709641815']);
    await session.close();
  });
});

describe('rows of a bare search', () => {
  test('are text, or lists where a field has several values', async () => {
    const rows = await spl(
      '| makeresults count=2 | streamstats count AS n | eval m=if(n=1, split("a,b", ","), "c"), e=null() | table n m e',
    );
    expect(rows.columns).toEqual([
      { name: 'n', type: 'string' },
      { name: 'm', type: 'dynamic' },
      { name: 'e', type: 'string' },
    ]);
    expect(rows.rows.map(({ values }) => values)).toEqual([
      ['1', ['a', 'b'], ''],
      ['2', 'c', ''],
    ]);
  });

  test('show every field but internal ones when nothing chooses', async () => {
    const rows = await spl('* | fields - date_* host index source sourcetype', {
      records: [{ eventID: '1', eventTime: '2024-03-05T12:00:00Z' }],
    });
    expect(objects(rows)).toEqual([{ _time: '1709640000', eventID: '1', eventTime: '2024-03-05T12:00:00Z' }]);
    expect(rows.rows[0]!.evidence).toEqual(['1']);
  });
});

describe('what makes ports go wrong', () => {
  /** Each line is a way in which SPL differs from what one expects of KQL; a search and its rows. */
  const records = [
    {
      eventID: 'c',
      eventTime: '2024-03-05T12:00:02Z',
      accountId: '012',
      other: '12',
      resources: [{ ARN: 'x', accountId: '1' }, { ARN: 'y' }],
    },
    { eventID: 'b', eventTime: '2024-03-05T12:00:01Z', errorCode: '', requestParameters: null },
    { eventID: 'a', eventTime: '2024-03-05T12:00:00Z', requestParameters: { key: 'K' } },
  ];
  test.each([
    ['a missing field is not unequal', '* | where errorCode!="x"', ['b']],
    ['nor is its negation true', '* | where NOT errorCode="x"', ['b']],
    ['an empty value is a value', '* | where isnotnull(errorCode)', ['b']],
    ['JSON null is the text null', '* | where requestParameters="null"', ['b']],
    ['an object has no field', '* | where isnull(requestParameters)', ['c', 'a']],
    ['two fields compare as numbers', '* | where accountId=other', ['c']],
    ['a field and a string compare as text', '* | where accountId="12"', []],
    ['a dot concatenates fields without quotes', '* | where requestParameters.key="K"', []],
    ['quotes make a dotted field', '* | where \'requestParameters.key\'="K"', ['a']],
    ['double quotes make a constant', '* | where "requestParameters.key"="K"', []],
    ['search ignores case', '* | search requestParameters.key=k', ['a']],
    ['where does not', '* | where \'requestParameters.key\'="k"', []],
    ['stats drops rows without the field', '* | stats values(eventID) AS eventID by accountId', ['c']],
    ['a second eval sees the first', '* | eval eventID="x", n=eventID | head 1 | rename n AS eventID', ['x']],
    [
      'fields keep no pairs',
      "* | where mvindex('resources{}.ARN',1)=\"y\" AND isnull(mvindex('resources{}.accountId',1))",
      ['c'],
    ],
    ['null in a chain of ORs does not hide a truth', '* | where errorCode="x" OR eventID="a"', ['a']],
    ['concatenation with null is null', '* | where isnull("x".accountId)', ['b', 'a']],
  ])('%s', async (_, search, ids) => {
    const rows = await spl(`${search} | table eventID`, { records });
    expect(rows.rows.map(({ values }) => values[0])).toEqual(ids);
  });
});
