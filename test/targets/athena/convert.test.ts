import { describe, expect, test } from 'vitest';
import type { Rule } from '../../../src/rule/model.js';
import type { TargetOptions } from '../../../src/target/target.js';
import { athena } from '../../../targets/athena/index.js';
import { irOf } from '../../support/seeds.js';

const HOUR = 3_600_000;
const WINDOW = { start: Date.UTC(2024, 0, 30, 23), end: Date.UTC(2024, 0, 31) };

const convert = async (query: string, options: TargetOptions = {}, fields: Partial<Rule> = {}) =>
  athena.convert(await irOf(query, fields), options);

const sqlOf = async (query: string, options: TargetOptions = {}, fields: Partial<Rule> = {}): Promise<string> => {
  const { artifacts, reasons } = await convert(query, options, fields);
  expect(reasons).toEqual([]);
  return artifacts[0]?.content ?? '';
};

/** The conditions, one each, without the window. */
const where = async (predicate: string): Promise<string[]> => {
  const sql = await sqlOf(`AWSCloudTrail | where ${predicate} | project EventName`);
  const lines = sql.slice(sql.indexOf('WHERE ')).trim().split('\n');
  return lines.slice(3).map((line) => line.replace(/^ *AND /, ''));
};

describe('a condition is written as a person would', () => {
  const CONDITIONS: readonly (readonly [string, readonly string[]])[] = [
    [`EventName == "RunInstances"`, [`eventname = 'RunInstances'`]],
    [`EventName != "RunInstances"`, [`eventname IS DISTINCT FROM 'RunInstances'`]],
    [`not(EventName == "x")`, [`coalesce(eventname, '') <> 'x'`]],
    [`isempty(ErrorCode) and isnotempty(ErrorMessage)`, [`coalesce(errorcode, '') = ''`, `errormessage <> ''`]],
    [`EventName in ("a", "b")`, [`eventname IN ('a', 'b')`]],
    [`EventName in ("a", "")`, [`coalesce(eventname, '') IN ('a', '')`]],
    [`EventName !in ("a")`, [`coalesce(eventname, '') <> 'a'`]],
    [`UserAgent contains "BOTO"`, [`strpos(lower(useragent), 'boto') > 0`]],
    [`UserAgent contains "aws-cli"`, [`strpos(translate(useragent, 'ACILSW', 'acilsw'), 'aws-cli') > 0`]],
    [`UserAgent contains "@"`, [`strpos(useragent, '@') > 0`]],
    [`UserAgent has_cs "curl"`, [`regexp_like(useragent, '(?:^|[^0-9A-Za-z])curl(?:[^0-9A-Za-z]|\\z)')`]],
    [`UserAgent startswith_cs "curl"`, [`starts_with(useragent, 'curl')`]],
    [`UserAgent endswith_cs "curl"`, [`substr(useragent, -4) = 'curl'`]],
    [`EventName =~ "RunInstances"`, [`translate(eventname, 'ACEINRSTU', 'aceinrstu') = 'runinstances'`]],
    [`ReadOnly == true`, [`lower(readonly) = 'true'`]],
    [`ReadOnly == false`, [`lower(readonly) = 'false'`]],
    [
      `tostring(parse_json(RequestParameters).bucketName) == "x"`,
      [`json_extract_scalar(requestparameters, '$.bucketName') = 'x'`],
    ],
    [`tostring(split(UserIdentityArn, '/')[-1]) == "x"`, [`element_at(split(useridentity.arn, '/'), -1) = 'x'`]],
    [
      `EventName == "a" and (EventName == "b" or UserAgent == "c")`,
      [`eventname = 'a'`, `(eventname = 'b' OR useragent = 'c')`],
    ],
  ];
  test.each(CONDITIONS)('%s', async (predicate, expected) => {
    expect(await where(predicate)).toEqual(expected);
  });
});

describe('windows and partitions', () => {
  const CASES: readonly (readonly [string, TargetOptions, Partial<Rule>, readonly string[]])[] = [
    [
      'the period of the rule',
      {},
      { schedule: { frequency: HOUR, period: 2 * HOUR } },
      [
        `FROM cloudtrail_logs_pp`,
        `WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '2' HOUR, 'UTC'), '%Y/%m/%d')`,
        `AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '2' HOUR`,
        `AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp`,
      ],
    ],
    ['a day without schedule', {}, { schedule: null, kind: 'Hunting' }, [`current_timestamp - INTERVAL '1' DAY`]],
    [
      'instants, with a folder more at the late end',
      { window: WINDOW },
      {},
      [
        `WHERE "timestamp" >= '2024/01/30'`,
        `AND "timestamp" <= '2024/02/01'`,
        `AND TRY(from_iso8601_timestamp(eventtime)) >= TIMESTAMP '2024-01-30 23:00:00 UTC'`,
        `AND TRY(from_iso8601_timestamp(eventtime)) < TIMESTAMP '2024-01-31 00:00:00 UTC'`,
      ],
    ],
    [
      'year, month and day',
      { window: WINDOW, settings: { partition: 'year-month-day', table: 'cloudtrail_logs', database: 'my lab' } },
      {},
      [`FROM "my lab".cloudtrail_logs`, `WHERE year || '/' || month || '/' || day >= '2024/01/30'`],
    ],
    [
      'no partitions',
      { window: WINDOW, settings: { partition: 'none' } },
      {},
      [`WHERE TRY(from_iso8601_timestamp(eventtime)) >= TIMESTAMP '2024-01-30 23:00:00 UTC'`],
    ],
  ];
  test.each(CASES)('%s', async (_, options, fields, expected) => {
    const sql = await sqlOf('AWSCloudTrail | project EventName', options, fields);
    for (const line of expected) expect(sql).toContain(line);
  });

  test('now() is the end of the window', async () => {
    const sql = await sqlOf('AWSCloudTrail | where TimeGenerated > ago(1h) | project EventName', { window: WINDOW });
    expect(sql).toContain(`TRY(from_iso8601_timestamp(eventtime)) > TIMESTAMP '2024-01-30 23:00:00 UTC'`);
  });

  test('a rule without schedule says so', async () => {
    const { assumptions } = await convert('AWSCloudTrail | project EventName', {}, { schedule: null });
    expect(assumptions.map(({ code }) => code)).toContain('RP3253');
  });
});

describe('what cannot be said is refused by name', () => {
  const QUERY = 'AWSCloudTrail | project EventName';
  const CASES: readonly (readonly [string, TargetOptions, string, string])[] = [
    [
      QUERY,
      { settings: { tabel: 'x' } },
      'RP3220',
      'unknown setting tabel; known: database, table, findings, partition',
    ],
    [QUERY, { settings: { partition: 'hourly' } }, 'RP3221', 'setting partition cannot be "hourly"'],
    [QUERY, { settings: { table: 'a; DROP TABLE b' } }, 'RP3221', 'setting table cannot be "a; DROP TABLE b"'],
    ['AWSCloudTrail | where ManagementEvent | project EventName', {}, 'RP3203', 'no column for ManagementEvent'],
    ['AWSCloudTrail | project Resources', {}, 'RP3208', 'the order of its keys'],
    [`AWSCloudTrail | where Resources contains '"ARN":' | project EventName`, {}, 'RP3208', 'the order of its keys'],
    [`AWSCloudTrail | where UserAgent matches regex @"\\bx" | project EventName`, {}, 'RP3206', '\\b'],
    [`AWSCloudTrail | where split(UserAgent, EventName)[0] == "" | project EventName`, {}, 'RP3207', 'delimiter'],
    [`AWSCloudTrail | where UserAgent has "\\ud800" | project EventName`, {}, 'RP3209', 'lone surrogate'],
    [`AWSCloudTrail | project x = tostring(strlen(EventName) * 1.5)`, {}, 'RP3202', 'tostring of a real'],
    [`AWSCloudTrail | project x = tostring(bag_pack("b", 1, "a", EventName))`, {}, 'RP3208', 'the order of its keys'],
    [
      `AWSCloudTrail | mv-expand a = todynamic(UserAgent), b = todynamic(EventName) | project a`,
      {},
      'RP3205',
      'several columns',
    ],
    [`AWSCloudTrail | where TimeGenerated > ago(1tick) | project EventName`, {}, 'RP3210', 'finer than a millisecond'],
  ];
  test.each(CASES)('%s %j', async (query, options, code, message) => {
    const conversion = await convert(query, options);
    expect(conversion).toMatchObject({ fidelity: 'unsupported', artifacts: [] });
    expect(conversion.reasons.map((each) => each.code)).toContain(code);
    expect(conversion.reasons.map((each) => each.message).join('\n')).toContain(message);
  });

  test('a reason points at the KQL that it is about', async () => {
    const query = 'AWSCloudTrail | where TimeGenerated > ago(1tick) | project EventName';
    const [reason] = (await convert(query)).reasons;
    expect(query.slice(reason?.span.start, reason?.span.end)).toBe('1tick');
  });

  test('deep nesting', async () => {
    const deep = `${'strcat(EventName, '.repeat(401)}"x"${')'.repeat(401)}`;
    const { fidelity, reasons } = await convert(`AWSCloudTrail | where ${deep} == "x" | project EventName`).catch(
      () => ({
        fidelity: 'refused before',
        reasons: [],
      }),
    );
    expect([fidelity, reasons.map(({ code }) => code)]).toEqual(
      fidelity === 'refused before' ? ['refused before', []] : ['unsupported', ['RP3211']],
    );
  });
});

test('a rule cannot break out of the header, nor its names out of the query', async () => {
  const sql = await sqlOf(
    `AWSCloudTrail | project ['a" FROM t; --'] = strcat("'; DROP TABLE t; --", EventName), ["x"] = 1, ["X"] = 2`,
    {},
    { name: 'x\nDROP TABLE t;\u2028--', id: '*/ DELETE' },
  );
  expect(sql.split('\n').slice(0, 2)).toEqual([
    '-- x DROP TABLE t; --',
    '-- Microsoft Sentinel rule */ DELETE, version 1.0.0, for Amazon Athena engine version 3',
  ]);
  expect(sql).toContain(`'''; DROP TABLE t; --' || coalesce(eventname, '') AS "a"" FROM t; --"`);
  expect(sql).toContain('1 AS x,\n  2 AS X_2,');
});

test('the same rule gives the same text', async () => {
  const query = 'AWSCloudTrail | mv-expand todynamic(Resources) | where EventName has "x"';
  expect(await sqlOf(query)).toBe(await sqlOf(query));
});
