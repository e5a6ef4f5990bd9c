import { describe, expect, it } from 'vitest';
import { query } from '../../src/api/query.js';
import { eventsFrom } from '../../src/events/events-from.js';

const RECORDS = [
  {
    eventTime: '2024-05-01T10:00:00Z',
    eventName: 'GetObject',
    eventSource: 's3.amazonaws.com',
    eventID: 'e1',
    readOnly: true,
  },
  {
    eventTime: '2024-05-01T10:00:01Z',
    eventName: 'PutObject',
    eventSource: 's3.amazonaws.com',
    eventID: 'e2',
    errorCode: 'AccessDenied',
  },
];

describe('query', () => {
  it('runs over tables of the caller', async () => {
    const columns = [
      { name: 'User', type: 'string' },
      { name: 'At', type: 'datetime' },
      { name: 'Info', type: 'dynamic' },
    ] as const;
    const rows = [
      ['a', '2024-05-01T10:00:00Z', { n: 1 }],
      ['b', null, null],
    ];
    const result = await query('T | where isnotnull(At) | project User, At, n = Info.n', {
      tables: { T: { columns, rows } },
    });
    expect(result).toEqual({
      columns: [
        { name: 'User', type: 'string' },
        { name: 'At', type: 'datetime' },
        { name: 'n', type: 'dynamic' },
      ],
      rows: [['a', '2024-05-01T10:00:00.0000000Z', 1]],
    });
  });

  it('refuses a cell that is not of its column', async () => {
    const tables = { T: { columns: [{ name: 'n', type: 'long' }], rows: [['x']] } } as const;
    await expect(query('T', { tables })).rejects.toThrow('T.n: "x" is no long');
  });

  const KQL = 'AWSCloudTrail | where isempty(ErrorCode) | project AwsEventId, EventName, ReadOnly, at = TimeGenerated';
  it.each(['reference', 'typescript', 'athena', 'splunk'])('runs KQL on %s', async (engine) => {
    const { rows } = await query(KQL, { events: eventsFrom(RECORDS), engine });
    expect(rows).toEqual([['e1', 'GetObject', true, '2024-05-01T10:00:00.0000000Z']]);
  });

  it('places the faults of a text', async () => {
    await expect(query('AWSCloudTrail\n| where nope == 1', { engine: 'athena' })).rejects.toMatchObject({
      code: 'KS142',
      line: 2,
      column: 9,
    });
  });
});
