import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LogRecord } from '../../src/events/event-source.js';
import { serve, type Answer, type Asked, type Loopback } from '../support/loopback.js';
import {
  DEMO,
  FAULTY,
  RULES,
  S1,
  S1_ID,
  S2,
  S2_ID,
  event,
  filesBelow,
  folder,
  ruleYaml,
  ruleport,
  ruleportJson,
} from './run.js';

interface Hunted {
  readonly now: string;
  readonly alerts: readonly { readonly ruleId: string; readonly rows: readonly { readonly evidence: string[] }[] }[];
  readonly rules: readonly {
    readonly ruleId: string;
    readonly window: { readonly start: string; readonly end: string };
    readonly rows: number | null;
    readonly alerts: number;
    readonly query: { readonly id: string | null; readonly scannedBytes: number | null } | null;
    readonly failure: { readonly code: string; readonly message: string } | null;
  }[];
}

interface Planned {
  readonly rules: readonly {
    readonly sql: string | null;
    readonly reads: {
      readonly from: string;
      readonly partition: string | null;
      readonly days: string[] | null;
      readonly files: number | null;
    } | null;
  }[];
}

const DAY = ['--since', '2024-05-14T00:00:00Z', '--until', '2024-05-15T00:00:00Z'];
const DUCKDB = ['--engine', 'duckdb', '--events', DEMO];

const evidenceOf = ({ alerts }: Hunted): [string, string[]][] =>
  alerts.map(({ ruleId, rows }) => [ruleId, rows.flatMap(({ evidence }) => evidence)]);

let server: Loopback | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  server = undefined;
});

describe('hunt in folders', () => {
  it('prints the alerts as detect does, and what was run', async () => {
    const { status, json, stderr } = await ruleportJson<Hunted>('hunt', RULES, ...DUCKDB, ...DAY);
    expect([status, stderr]).toEqual([0, '']);
    expect(Object.keys(json)).toEqual(['now', 'alerts', 'rules']);
    expect(json.now).toBe('2024-05-15T00:00:00.000Z');
    expect(evidenceOf(json)).toEqual([
      [S1_ID, [event(6), event(7)]],
      [S2_ID, [event(3)]],
    ]);
    const detected = await ruleportJson<Hunted>('detect', RULES, '--events', DEMO, '--engine', 'athena');
    const plain = (alerts: Hunted['alerts']) => alerts.map((alert) => ({ ...alert, window: null }));
    expect(plain(json.alerts)).toEqual(plain(detected.json.alerts));
    expect(json.rules.map(({ ruleId, rows, alerts, failure }) => [ruleId, rows, alerts, failure])).toEqual([
      [S1_ID, 1, 1, null],
      [S2_ID, 1, 1, null],
    ]);
  });

  it.each<[string, readonly string[], string, string, string[]]>([
    ["the rule's own period", ['--until', '2024-05-14T08:10:00Z'], '2024-05-14T08:00:00.000Z', '2024-05-14T08:10:00.000Z', [S2_ID]],
    ['a period that has passed', ['--until', '2024-05-14T08:06:00Z'], '2024-05-14T07:56:00.000Z', '2024-05-14T08:06:00.000Z', []],
    ['a wider window', DAY, '2024-05-14T00:00:00.000Z', '2024-05-15T00:00:00.000Z', [S2_ID]],
    ['the end excluded', ['--since', '2024-05-14', '--until', '2024-05-14T08:06:30Z'], '2024-05-14T00:00:00.000Z', '2024-05-14T08:06:30.000Z', []],
    ['the start included', ['--since', '2024-05-14T08:06:30Z', '--until', '2024-05-15'], '2024-05-14T08:06:30.000Z', '2024-05-15T00:00:00.000Z', [S2_ID]],
  ])('looks at %s', async (_, times, start, end, found) => {
    const { json } = await ruleportJson<Hunted>('hunt', S2, ...DUCKDB, ...times);
    expect(json.rules[0]!.window).toEqual({ start, end });
    expect(json.alerts.map(({ ruleId }) => ruleId)).toEqual(found);
  }); // prettier-ignore

  it('--since takes a span before now', async () => {
    const before = Date.now();
    const { json } = await ruleportJson<Hunted>('hunt', S2, ...DUCKDB, '--since', '30d');
    const { start, end } = json.rules[0]!.window;
    expect(Date.parse(end) - Date.parse(start)).toBe(30 * 86_400_000);
    expect(Date.parse(end)).toBeGreaterThanOrEqual(before);
  });

  it('reads only the days of the window', async () => {
    const at = folder();
    const record = (
      JSON.parse(readFileSync(path.join(DEMO, filesBelow(DEMO)[0]!), 'utf8')) as { Records: LogRecord[] }
    ).Records.find(({ eventID }) => eventID === event(3))!;
    for (const day of ['2024/05/12', '2024/05/13', '2024/05/14', '2024/05/15', '2024/05/16']) {
      const log = path.join(at, 'AWSLogs/111122223333/CloudTrail/eu-west-1', day, 'log.json.gz');
      mkdirSync(path.dirname(log), { recursive: true });
      // What is out of the window cannot even be read.
      const Records = [{ ...record, eventID: day, eventTime: `${day.replaceAll('/', '-')}T08:00:00Z` }];
      writeFileSync(log, /1[34]$/.test(day) ? gzipSync(JSON.stringify({ Records })) : 'no log');
    }
    const times = ['--since', '2024-05-13T00:00:00Z', '--until', '2024-05-13T12:00:00Z'];
    const args = [S2, '--engine', 'duckdb', '--events', at, ...times];
    const { status, json, stderr } = await ruleportJson<Hunted>('hunt', ...args);
    expect([status, stderr, evidenceOf(json)]).toEqual([0, '', [[S2_ID, ['2024/05/13']]]]);
    const plan = await ruleportJson<Planned>('hunt', ...args, '--dry-run');
    expect(plan.json.rules[0]!.reads).toMatchObject({ days: ['2024/05/13', '2024/05/14'], files: 2 });
  });

  it('a faulty rule or log is status 1, and the rest is hunted', async () => {
    const log = readFileSync(path.join(DEMO, filesBelow(DEMO)[0]!), 'utf8');
    const { Records } = JSON.parse(log) as { Records: unknown[] };
    const at = folder({
      'rules/a.yaml': FAULTY,
      'rules/b.yaml': readFileSync(S2, 'utf8'),
      'log.jsonl': `{"broken\n${Records.map((record) => JSON.stringify(record)).join('\n')}\n`,
    });
    const args = [path.join(at, 'rules'), '--engine', 'duckdb', '--events', path.join(at, 'log.jsonl'), ...DAY];
    const { status, json, stderr } = await ruleportJson<Hunted>('hunt', ...args);
    expect([status, evidenceOf(json)]).toEqual([1, [[S2_ID, [event(3)]]]]);
    expect(stderr).toMatch(/a\.yaml:13:11: error .*EventNam/);
    expect(stderr).toMatch(/log\.jsonl:1:\d+: (error|warning) RP4/);
    const missing = await ruleport('hunt', S2, '--engine', 'duckdb', '--events', path.join(at, 'nowhere'), ...DAY);
    expect([missing.status, missing.stderr]).toEqual([1, expect.stringMatching(/nowhere: error RP4001/)]);
  });
});

describe('rows from outside', () => {
  const WATCHED = ruleYaml('Watched', '_GetWatchlist("Bad") | project IP = SearchKey | join kind=inner AWSCloudTrail on $left.IP == $right.SourceIpAddress | project EventName');
  const FINDINGS = ruleYaml('Findings', 'AWSGuardDuty | project Id');
  const files = () =>
    folder({
      'rule.yaml': WATCHED,
      'findings.yaml': FINDINGS,
      'bad.csv': 'SearchKey\n192.0.2.1\n',
      'log.jsonl': ['192.0.2.1', '192.0.2.2']
        .map((sourceIPAddress, at) => JSON.stringify({ eventID: `e-${at}`, eventTime: '2024-05-14T08:00:00Z', eventName: 'A', sourceIPAddress }))
        .join('\n'),
    });

  it('are given to duckdb by name', async () => {
    const at = files();
    const args = [path.join(at, 'rule.yaml'), '--engine', 'duckdb', '--events', path.join(at, 'log.jsonl'), ...DAY];
    const given = await ruleportJson<Hunted>('hunt', ...args, '--external', `Bad=${path.join(at, 'bad.csv')}`);
    expect([given.status, given.json.alerts.flatMap(({ rows }) => rows.flatMap(({ evidence }) => evidence))]).toEqual([0, ['e-0']]);
    const lacking = await ruleportJson<Hunted>('hunt', ...args);
    expect([lacking.status, lacking.json.rules[0]!.failure]).toEqual([1, { code: 'RP5003', message: expect.stringMatching(/it needs rows from outside: Bad \(/) as string }]);
  });

  it('are tables in athena and trino', async () => {
    const at = files();
    const args = ['hunt', path.join(at, 'rule.yaml'), '--engine', 'athena', ...DAY, '--dry-run'];
    const refused = await ruleport(...args, '--external', `Bad=${path.join(at, 'bad.csv')}`);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringMatching(/inputs from outside are tables in athena: create them there/)]);
    const { json } = await ruleportJson<Planned>(...args, '--setting', 'athena.database=logs');
    expect(json.rules[0]!.reads).toMatchObject({ from: 'logs.cloudtrail_logs_pp', inputs: ['logs.bad'] });
    expect((await ruleport(...args)).stdout).toMatch(/^-- reads bad and cloudtrail_logs_pp, /);
  });

  it('findings are a table without partitions', async () => {
    const args = ['hunt', path.join(files(), 'findings.yaml'), '--engine', 'athena', ...DAY, '--dry-run'];
    expect((await ruleport(...args)).stdout).toMatch(/^-- reads gd_logs, all of it: there are no partitions\n/);
  });
}); // prettier-ignore

describe('formats', () => {
  it('text has the alerts, and says when rows raise none', async () => {
    const many = ruleYaml('Many', 'AWSCloudTrail | where EventName == "RunInstances" | project EventName');
    const at = folder({ 'many.yaml': many.replace('triggerThreshold: 0', 'triggerThreshold: 50') });
    const { status, stdout } = await ruleport('hunt', S2, path.join(at, 'many.yaml'), ...DUCKDB, ...DAY);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\[Medium\] Unauthorized EC2 instance launch attempt by .* in eu-west-1\n/);
    expect(stdout).toContain(`rows: 1, evidence: ${event(3)}`);
    expect(stdout).toMatch(/^Many: \d rows, too few or too many for its trigger to raise an alert$/m);
  });

  it('csv has all rows, of all rules, with the evidence', async () => {
    const at = folder({
      'a.yaml': ruleYaml('A, "quoted"', 'AWSCloudTrail | where EventName == "RunInstances" | project EventName, evidence = UserAgent, Empty = "", Null = int(null), Doc = dynamic({"a":[1]})'),
      'b.yaml': ruleYaml('B', 'AWSCloudTrail | where EventName == "RunInstances" | take 0 | project Other = EventName'),
    }); // prettier-ignore
    const { status, stdout } = await ruleport('hunt', path.join(at, 'a.yaml'), ...DUCKDB, ...DAY, '--format', 'csv');
    const [head, first] = stdout.split('\n');
    expect([status, head]).toEqual([0, 'ruleId,ruleName,EventName,evidence,Empty,Null,Doc,evidence_']);
    expect(first).toMatch(
      /^00000000-0000-4000-8000-00000000000a,"A, ""quoted""",RunInstances,[^,]+,"",,"\{""a"":\[1\]\}",5eed0000-\S+$/,
    );
  });

  it('control characters of an attacker do not reach the terminal', async () => {
    const record = { eventID: '\u001b[2Jid', eventTime: '2024-05-14T08:06:30Z', eventName: 'A\u001b]0;x\u0007' };
    const at = folder({
      'rule.yaml': ruleYaml('Title \u001b[31m', 'AWSCloudTrail | where EventName startswith "A"'),
      'log/log.json': JSON.stringify({ Records: [record] }),
    });
    const args = [path.join(at, 'rule.yaml'), '--engine', 'duckdb', '--events', path.join(at, 'log'), ...DAY];
    for (const more of [[], ['--dry-run']]) {
      const { status, stdout } = await ruleport('hunt', ...args, ...more);
      expect(status).toBe(0);
      expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
    }
  });
});

describe('a dry run', () => {
  it.each<[string, string[], object]>([
    ['athena', [], { from: 'cloudtrail_logs_pp', partition: 'timestamp', days: ['2024/05/14', '2024/05/15', '2024/05/16'], files: null }],
    ['athena', ['--table', 'trail', '--setting', 'athena.database=logs'], { from: 'logs.trail' }],
    ['athena', ['--setting', 'athena.partition=year-month-day'], { partition: 'year, month, day' }],
    ['athena', ['--setting', 'athena.partition=none'], { partition: null, days: null }],
    ['trino', ['--url', 'https://trino.example.com'], { partition: 'timestamp' }],
    ['duckdb', ['--events', DEMO], { from: DEMO, partition: null, days: ['2024/05/14', '2024/05/15', '2024/05/16'], files: 1 }],
  ])('%s %j tells the query and what it reads, and asks nobody', async (engine, flags, reads) => {
    const args = ['hunt', S2, '--engine', engine, ...flags, ...DAY, '--dry-run'];
    const { status, json, stderr } = await ruleportJson<Planned>(...args);
    expect([status, stderr]).toEqual([0, '']);
    expect(json.rules[0]!.reads).toMatchObject(reads);
    expect(json.rules[0]!.sql).toMatch(/\bWITH events AS \(/);
    const { stdout } = await ruleport(...args);
    expect(stdout).toMatch(/^-- reads (1 file of )?\S+, .*(the 3 days 2024\/05\/14 to 2024\/05\/16|there are no partitions)\n/);
    expect(stdout).toContain(json.rules[0]!.sql!.trimEnd());
  }); // prettier-ignore

  it("is the text of convert with the window's instants in it", async () => {
    const { json } = await ruleportJson<Planned>('hunt', S2, '--engine', 'athena', ...DAY, '--dry-run');
    expect(json.rules[0]!.sql).toContain(`WHERE "timestamp" >= '2024/05/14'\n    AND "timestamp" <= '2024/05/16'`);
    expect(json.rules[0]!.sql).toContain("TIMESTAMP '2024-05-14 00:00:00 UTC'");
  });
});

describe('a rule that the engine cannot run', () => {
  it('is told by name with status 1, and does not stop the others', async () => {
    const at = folder({ 'a.yaml': ruleYaml('A', 'AWSCloudTrail | project Resources') });
    const { status, json, stderr } = await ruleportJson<Hunted>('hunt', at, S2, ...DUCKDB, ...DAY);
    expect([status, evidenceOf(json)]).toEqual([1, [[S2_ID, [event(3)]]]]);
    expect(json.rules[0]!.failure).toMatchObject({ code: 'RP5003' });
    expect(stderr).toMatch(/a\.yaml: error RP5003: cannot be hunted in duckdb: .*Resources/);
  });
});

describe('a server', () => {
  const hunting = async (answer: (asked: Asked, url: string) => Answer, ...args: string[]) => {
    server = await serve(answer);
    return ruleport('hunt', S1, S2, '--engine', 'trino', '--url', server.url, ...DAY, ...args);
  };

  it('that refuses is told once, with nothing on stdout', async () => {
    const { status, stdout, stderr } = await hunting(() => ({ status: 403, body: 'no' }));
    expect([status, stdout, stderr]).toEqual([1, '', 'error RP5402: Trino answers 403, access is denied: no\n']);
  });

  it('that has faults to find in a query names the rule', async () => {
    const error = { errorName: 'TABLE_NOT_FOUND', message: 'no table\nat x\u001b[2J' };
    const { status, stdout, stderr } = await hunting(() => ({ body: { id: 'q', error } }));
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr.split('\n').filter((line) => line !== '')).toHaveLength(2);
    expect(stderr).toMatch(
      /^\S+Command\S+\.yaml: error RP5401: the query failed: TABLE_NOT_FOUND: no table\\u\{a\}at x\\u\{1b\}/,
    );
  });

  it.each<[Record<string, string>, string[], string | undefined]>([
    [{ TRINO_TOKEN: 'from-env' }, [], 'Bearer from-env'],
    [{ TRINO_PASSWORD: 'p' }, ['--user', 'ann'], `Basic ${Buffer.from('ann:p').toString('base64')}`],
    [{ TRINO_PASSWORD: 'p' }, ['--token', 'from-flag'], 'Bearer from-flag'],
    [{}, [], undefined],
  ])('with %j and %j is told the secret %s', async (environment, flags, expected) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    await hunting(() => ({ status: 403 }), ...flags);
    expect(server!.asked[0]!.headers['authorization']).toBe(expected);
  });

  it('is told to stop by Ctrl-C, and what was found is printed', async () => {
    const before = process.listenerCount('SIGINT');
    let isOtherDone = false;
    let asked = 0;
    const answer = ({ method, body }: Asked, url: string): Answer => {
      if (method === 'DELETE') return { status: 204 };
      if (method === 'POST' && body.includes('RunInstances')) {
        isOtherDone = true;
        return { body: { id: 'done', data: [] } };
      }
      // Asked a second time since, the other rule's answer has been read.
      if (method === 'GET' && isOtherDone && ++asked === 2) process.emit('SIGINT');
      return { body: { id: 'slow', nextUri: `${url}/v1/statement/executing/slow/1` } };
    };
    const { status, stdout, stderr } = await hunting(answer, '--format', 'json');
    expect(status).toBe(1);
    expect(stderr).toMatch(/error RP5403: cancelled; query slow was stopped/);
    expect((JSON.parse(stdout) as Hunted).rules.map(({ rows, failure }) => [rows, failure?.code])).toEqual([
      [null, 'RP5403'],
      [0, undefined],
    ]);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});

describe('progress', () => {
  it('is one line on a terminal, and nothing elsewhere', async () => {
    const quiet = await ruleport('hunt', S2, ...DUCKDB, ...DAY);
    expect(quiet.stderr).toBe('');
    const terminal = process.stderr.isTTY;
    process.stderr.isTTY = true;
    try {
      const { stderr } = await ruleport('hunt', S2, ...DUCKDB, ...DAY);
      expect(stderr).toMatch(/^\r1 of 1 queries, \d+ s\r1 query, \d+ s *\n$/);
    } finally {
      process.stderr.isTTY = terminal;
    }
  });
});
