import { describe, expect, test } from 'vitest';
import { AGGREGATES } from '../../../src/functions/aggregates/registry.js';
import { AGGREGATES as LOWERED } from '../../../targets/typescript/aggregates.js';
import { runBoth, sorted } from './run.js';
import { CALLS, GROUPS, LOGS, ORDERS, ROWS, UNIONS } from './stage-queries.js';

/** Rows of the reference and of the module, equal as multisets. */
async function expectSame(query: string, records: readonly unknown[] = []): Promise<void> {
  const { emitted, reference } = await runBoth(query, records);
  expect(sorted(emitted)).toEqual(sorted(reference));
  expect(reference.rows.length).toBeGreaterThan(0);
}

describe('aggregates add up to what the reference says', () => {
  test.each(CALLS)('%s', async (call) => {
    await expectSame(`${ROWS} | summarize z = ${call} by k`.replace('z = percentiles', 'percentiles'));
    await expectSame(`${ROWS} | summarize ${call}`);
    await expectSame(`${ROWS} | where k == "none" | summarize ${call}`);
  });

  test('every aggregate of the registry has a line', () => {
    expect([...AGGREGATES.keys()].filter((name) => !LOWERED.has(name))).toEqual([]);
    expect([...LOWERED.keys()].filter((name) => !AGGREGATES.has(name))).toEqual([]);
  });
});

test.each(GROUPS)('groups: %s', async (operators) => {
  await expectSame(`${ROWS} | ${operators}`);
});

test.each(ORDERS)('order and neighbours: %s', async (operators) => {
  await expectSame(`${ROWS} | ${operators}`);
});

test('the rows of a sorted query come out sorted', async () => {
  const { emitted, reference } = await runBoth(`${ROWS} | sort by n desc, k asc | project n, k`);
  expect(emitted.rows).toEqual(reference.rows);
});

test.each(UNIONS)('unions, and rows that are read twice: %s', async (query) => {
  await expectSame(query);
});

const RECORDS = [
  ...['a', 'b', 'c', 'a', ''].map((user, index) => ({
    eventID: `id${index}`,
    eventName: index % 2 === 0 ? 'Login' : 'Logout',
    eventTime: `2024-01-01T00:0${5 - index}:00Z`,
    userIdentity: { arn: user },
    sourceIPAddress: `10.0.0.${index % 3}`,
  })),
  { eventName: 'Login', eventTime: null, eventID: '', userIdentity: { arn: 'a' } },
  { unrelated: true, userIdentity: { arn: 'a' } },
];

test.each(LOGS)('evidence and order over the log: %s', async (query) => {
  await expectSame(query, RECORDS);
  await expectSame(query, [...RECORDS].reverse());
});

const FINDINGS = [
  {
    id: 'f1',
    schemaVersion: '2.0',
    service: { count: 3 },
    severity: 8.5,
    updatedAt: '2024-01-01T00:00:00Z',
    type: 'T:x',
  },
  { id: 'f2', schemaVersion: '2.0', service: null, severity: 'high', resource: { a: [1] }, updatedAt: 'never' },
  { id: 'none', schemaVersion: '2.0' },
  { id: 'f3', schemaVersion: '2.0', service: {}, eventName: 'x', eventID: 'e1' },
  { eventName: 'Login', eventID: 'e2', userIdentity: { arn: 'T:x' } },
];

test.each([
  'AWSGuardDuty',
  'AWSGuardDuty | where Severity > 7 | project Severity, n = ServiceDetails.count, ResourceDetails',
  'AWSGuardDuty | join kind=inner (AWSCloudTrail | where EventName == "Login") on $left.ActivityType == $right.UserIdentityArn',
  'AWSGuardDuty | project Id | union (AWSCloudTrail | project Id = EventName)',
])('findings of GuardDuty: %s', async (query) => {
  await expectSame(query, FINDINGS);
});

const INPUT = {
  columns: [
    { name: 'ip', type: 'string' },
    { name: 'n', type: 'long' },
    { name: 'r', type: 'real' },
    { name: 'b', type: 'bool' },
    { name: 't', type: 'datetime' },
    { name: 'd', type: 'dynamic' },
    { name: 'constructor', type: 'string' },
  ],
  rows: [
    ['10.0.0.1', 1, 'NaN', true, '2024-01-01T00:00:00Z', { a: 1 }, 'x'],
    ['', null, null, null, null, null, ''],
  ],
} as const;
const SCHEMA = INPUT.columns.map(({ name, type }) => `${name}:${type}`).join(', ');
const EXTERNAL = `externaldata(${SCHEMA})["https://example.com/list.csv"] with (format="csv")`;

describe('inputs from outside', () => {
  test.each([
    `let list = ${EXTERNAL}; list`,
    `let list = ${EXTERNAL}; AWSCloudTrail | where SourceIpAddress in (list)`,
    `let list = ${EXTERNAL}; AWSCloudTrail | join kind=leftouter (list) on $left.SourceIpAddress == $right.ip`,
    `let list = ${EXTERNAL}; list | summarize count() by ip | union (list | where n > 0)`,
  ])('%s', async (query) => {
    const externals = { list: INPUT };
    const { emitted, reference } = await runBoth(query, RECORDS, { now: 0, window: null, externals });
    expect(sorted(emitted)).toEqual(sorted(reference));
    expect(reference.rows.length).toBeGreaterThan(0);
  });

  test('one that is not given is an error', async () => {
    await expect(runBoth(`let list = ${EXTERNAL}; list`)).rejects.toThrow('the input list was not given');
  });
});
