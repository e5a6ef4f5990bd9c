import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsFrom } from '../../../src/events/events-from.js';
import { QueryError, type EngineSession, type RunContext } from '../../../src/target/engine.js';
import { athenaEngine } from '../../../targets/athena/engine/index.js';
import { athena } from '../../../targets/athena/index.js';
import { irOf } from '../../support/seeds.js';
import { RECORDS } from './records.js';

const ALL: RunContext = { now: Date.UTC(2024, 2, 2), window: null };
const FIRST_MINUTES: RunContext = { ...ALL, window: { start: Date.UTC(2024, 2, 1), end: Date.UTC(2024, 2, 1, 0, 2) } };

describe('bare queries', () => {
  let session: EngineSession;
  beforeAll(async () => {
    session = await athenaEngine.open(eventsFrom(RECORDS));
  });
  afterAll(() => session.close());

  const ask = async (text: string, context = ALL) => {
    const { columns, rows } = (await session.query?.(text, context)) ?? { columns: [], rows: [] };
    return { columns: columns.map(({ name, type }) => `${name}: ${type}`), rows: rows.map(({ values }) => values) };
  };

  const ANSWERS: readonly (readonly [string, readonly unknown[]])[] = [
    [`SELECT count(*) FROM cloudtrail_logs_pp`, [RECORDS.length]],
    [`select count(*) from cloudtrail_logs where year = '2024' and month = '03' and region is null;`, [RECORDS.length]],
    [`-- a comment\nWITH x AS (SELECT 1 AS a) SELECT a FROM x`, [1]],
    [`SELECT useragent FROM cloudtrail_logs WHERE eventid = 'event-03'`, ['abc']],
    [`SELECT useridentity.arn FROM cloudtrail_logs WHERE eventid = 'event-03'`, ['arn:aws:iam::1:user/3']],
    [
      `SELECT json_extract_scalar(requestparameters, '$.nested["a b"]') FROM cloudtrail_logs WHERE eventid = 'event-03'`,
      ['abc'],
    ],
    [`SELECT json_extract_scalar('{"a":1', '$.a')`, [null]],
    [`SELECT element_at(split('a/b', '/'), -1)`, ['b']],
    [`SELECT element_at(ARRAY[1], 2)`, [null]],
    [`SELECT cardinality(resources) FROM cloudtrail_logs WHERE eventid = 'event-04'`, [2]],
    [`SELECT resources[2].accountid FROM cloudtrail_logs WHERE eventid = 'event-04'`, ['2']],
    [`SELECT regexp_like('a.b', '^a\\.b$')`, [true]],
    [`SELECT regexp_extract('abc', 'x')`, [null]],
    [`SELECT regexp_replace('aXbX', 'X', '-')`, ['a-b-']],
    [`SELECT regexp_position('aba', 'a$')`, [3]],
    [`SELECT 5 / 2`, [2]],
    [`SELECT substr('abc', -9)`, ['']],
    [`SELECT concat('a', NULL)`, [null]],
    [`SELECT greatest(1, NULL)`, [null]],
    [
      `SELECT date_format(from_iso8601_timestamp('2024-03-01T01:02:03Z'), '%Y/%m/%d %H:%i:%s')`,
      ['2024/03/01 01:02:03'],
    ],
    [`SELECT from_iso8601_timestamp('2024-03-01T01:02:03.5+01:00')`, ['2024-03-01T00:02:03.5000000Z']],
    [
      `SELECT date_diff('hour', from_iso8601_timestamp('2024-03-01T00:59:00Z'), from_iso8601_timestamp('2024-03-01T01:01:00Z'))`,
      [0],
    ],
    [`SELECT current_timestamp`, ['2024-03-02T00:00:00.0000000Z']],
    [`SELECT now() - INTERVAL '1' DAY`, ['2024-03-01T00:00:00.0000000Z']],
    [`SELECT ARRAY['a', NULL]`, [['a', null]]],
    [`SELECT CAST(3 AS DOUBLE) / 2`, [1.5]],
    [`SELECT CAST('NaN' AS DOUBLE)`, ['NaN']],
  ];
  test.each(ANSWERS)('%s', async (text, expected) => {
    expect((await ask(text)).rows).toEqual([expected]);
  });

  test('columns have names and KQL types', async () => {
    const text = `SELECT eventname, readonly = 'true' AS r, 1 AS n, resources FROM cloudtrail_logs LIMIT 0`;
    expect((await ask(text)).columns).toEqual(['eventname: string', 'r: bool', 'n: int', 'resources: dynamic']);
  });

  test('the window holds for bare queries too', async () => {
    expect((await ask('SELECT count(*) FROM cloudtrail_logs', FIRST_MINUTES)).rows).toEqual([[2]]);
    expect((await ask('SELECT count(*) FROM cloudtrail_logs')).rows).toEqual([[RECORDS.length]]);
  });

  /** Text, code, line, column. */
  const REFUSED: readonly (readonly [string, string, number, number])[] = [
    ['SELECT 1; SELECT 2', 'RP5301', 1, 1],
    ['', 'RP5301', 1, 1],
    ["COPY cloudtrail_events TO 'x.csv'", 'RP5301', 1, 1],
    ['DROP TABLE cloudtrail_events', 'RP5301', 1, 1],
    ['WITH a AS (SELECT 1) DELETE FROM cloudtrail_events', 'RP5301', 1, 1],
    ['PRAGMA version', 'RP5301', 1, 1],
    ["SELECT * FROM read_csv('/etc/passwd')", 'RP5302', 1, 15],
    ["SELECT * FROM '/etc/passwd'", 'RP5302', 1, 15],
    ['SELECT eventname\nFROM cloudtrail_logs WHERE foo = 1', 'RP5302', 2, 28],
    ['SELECT (', 'RP5302', 1, 1],
    ['SELECT approx_most_frequent(3, eventname, 10) FROM cloudtrail_logs', 'RP5302', 1, 8],
    [`SELECT regexp_like('ab', '(?<=a)b')`, 'RP5302', 1, 1],
  ];
  test.each(REFUSED)('%s is refused', async (text, code, line, column) => {
    const error: unknown = await ask(text).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(QueryError);
    expect(error).toMatchObject({ code, line, column });
  });
});

test('a conversion that emitted nothing is not run', async () => {
  const rule = await irOf('AWSCloudTrail | project Resources');
  const session = await athenaEngine.open(eventsFrom([]));
  await expect(session.run(rule, athena.convert(rule, {}), ALL)).rejects.toThrow('there is no Athena query to run');
  await session.close();
});

test('odd records load: wrong shapes are NULL, text columns hold any JSON as text', async () => {
  const records = [
    JSON.parse(
      '{"eventID":"1","__proto__":{"eventName":"x"},"userIdentity":"u","resources":{"ARN":"x"},"requestParameters":"text"}',
    ),
    {
      eventID: 2,
      userIdentity: { arn: 5, sessionContext: [] },
      resources: [null, 'x', { ARN: 1 }],
      userAgent: '\ud800',
    },
  ] as unknown[];
  const session = await athenaEngine.open(eventsFrom(records));
  const text = `SELECT eventid, eventname, useridentity.arn, requestparameters, resources, useragent, "timestamp" FROM cloudtrail_logs_pp ORDER BY 1`;
  expect((await session.query?.(text, ALL))?.rows.map(({ values }) => values)).toEqual([
    ['1', null, null, 'text', null, null, null],
    ['2', null, '5', null, [null, null, { arn: '1', accountid: null, type: null }], '\ufffd', null],
  ]);
  await session.close();
});
