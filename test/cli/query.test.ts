import { describe, expect, it } from 'vitest';
import { DEMO, event, ruleport, ruleportJson } from './run.js';

interface Queried {
  readonly columns: { name: string; type: string }[];
  readonly rows: unknown[][];
}

describe('query', () => {
  const SIGMA = [
    'title: Puts',
    'logsource: {product: aws, service: cloudtrail}',
    'detection: {selection: {eventName: PutObject}, condition: selection}',
  ].join('\n');

  it.each<[string, string, unknown[][]]>([
    ['kql', 'AWSCloudTrail | where EventName == "PutObject" | project AwsEventId', [[event(7)], [event(9)]]],
    [
      'spl',
      'search sourcetype=aws:cloudtrail eventName=PutObject | sort 0 eventID | table eventID',
      [[event(7)], [event(9)]],
    ],
    [
      'athena',
      "SELECT eventid FROM cloudtrail_logs_pp WHERE eventname = 'PutObject' ORDER BY eventid",
      [[event(7)], [event(9)]],
    ],
  ])('%s', async (language, text, rows) => {
    const { status, json, stderr } = await ruleportJson<Queried>(
      'query',
      text,
      '--language',
      language,
      '--events',
      DEMO,
    );
    expect([status, stderr]).toEqual([0, '']);
    expect(Object.keys(json)).toEqual(['columns', 'rows']);
    for (const column of json.columns) expect(Object.keys(column)).toEqual(['name', 'type']);
    expect(json.rows).toEqual(rows);
  });

  it('sigma gives the events that are flagged', async () => {
    const { status, json } = await ruleportJson<Queried>('query', SIGMA, '--language', 'sigma', '--events', DEMO);
    expect(status).toBe(0);
    expect(json.rows).toHaveLength(2);
    expect(JSON.stringify(json.rows)).toContain(event(7));
    expect(JSON.stringify(json.rows)).toContain(event(9));
  });

  it.each<[string, string, RegExp]>([
    ['kql', 'AWSCloudTrail\n| where EventNam == "x"', /^query:2:9: error (RP2|KS)\d+: .*EventNam/],
    ['kql', 'AWSCloudTrail | where (', /^query:1:2\d: error (RP2|KS)\d+: /],
    ['spl', 'search sourcetype=aws:cloudtrail\n| frobnicate x', /^query:2:3: error RP5\d{3}: .*frobnicate/],
    ['athena', 'SELECT eventid\nFROM no_such_table', /^query:2:6: error RP5\d{3}: .*no_such_table/],
    ['athena', 'DROP TABLE cloudtrail_logs_pp', /^query:1:1: error RP5\d{3}: /],
    ['sigma', 'title: x\ndetection: [', /^query:\d+:\d+: error RP5\d{3}: /],
  ])('a fault in %s text has its place and is status 1: %j', async (language, text, expected) => {
    const { status, stdout, stderr } = await ruleport('query', text, '--language', language, '--events', DEMO);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(expected);
  });

  it('needs no events, and prints values as documented', async () => {
    const text =
      'print a = 1, b = "", c = real(nan), d = datetime(2024-01-01), e = 1d, f = dynamic({"k": [1]}), g = int(null)';
    const { json } = await ruleportJson<Queried>('query', text);
    expect(json.columns.map(({ type }) => type)).toEqual([
      'long',
      'string',
      'real',
      'datetime',
      'timespan',
      'dynamic',
      'int',
    ]);
    expect(json.rows).toEqual([[1, '', 'NaN', '2024-01-01T00:00:00.0000000Z', '1.00:00:00', { k: [1] }, null]]);
  });

  it('--now is what now() says', async () => {
    const { json } = await ruleportJson<Queried>('query', 'print now()', '--now', '2024-05-14T08:00:00Z');
    expect(json.rows).toEqual([['2024-05-14T08:00:00.0000000Z']]);
  });

  it('prints a table as text', async () => {
    const { stdout } = await ruleport('query', 'print y = "a\\tb\\u001b", x = 1');
    expect(stdout).toMatch(/^y +x\na\S*b\S+ +1\n1 rows?\n$/);
  });
});
