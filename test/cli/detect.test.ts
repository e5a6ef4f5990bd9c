import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  DEMO,
  ENGINE_IDS,
  RULES,
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

interface Detected {
  readonly now: string;
  readonly alerts: {
    readonly ruleId: string;
    readonly severity: string;
    readonly window: { readonly start: string; readonly end: string } | null;
    readonly rows: { readonly values: Record<string, unknown>; readonly evidence: string[] }[];
  }[];
}
const evidenceOf = ({ alerts }: Detected): [string, string[]][] =>
  alerts.map(({ ruleId, rows }) => [ruleId, [...new Set(rows.flatMap(({ evidence }) => evidence))].sort()]);

describe('detect', () => {
  it.each(ENGINE_IDS)('raises the alerts of the demo on %s', async (engine) => {
    const { status, json, stderr } = await ruleportJson<Detected>(
      'detect',
      RULES,
      '--events',
      DEMO,
      '--engine',
      engine,
    );
    expect([status, stderr]).toEqual([0, '']);
    expect(Object.keys(json)).toEqual(['now', 'alerts']);
    expect(json.now).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    for (const alert of json.alerts) {
      expect(Object.keys(alert)).toEqual(
        expect.arrayContaining([
          ...['ruleId', 'title', 'description', 'severity', 'tactics', 'techniques', 'window', 'entities'],
          ...['customDetails', 'rows'],
        ]),
      );
      for (const row of alert.rows) expect(Object.keys(row)).toEqual(['values', 'evidence']);
    }
    const [first, second] = evidenceOf(json);
    expect(second).toEqual([S2_ID, [event(3)]]);
    if (engine === 'sigma') expect(first).toEqual([S1_ID, expect.arrayContaining([event(6), event(7)])]);
    else expect(first).toEqual([S1_ID, [event(6), event(7)]]);
  });

  it.each<[string, readonly [string, string[]][]]>([
    ['2024-05-14T08:07:00Z', [[S2_ID, [event(3)]]]],
    ['2024-05-14T08:06:30Z', []], // the window ends before the event
    [
      '2024-05-14T08:16:30Z',
      [
        [S1_ID, [event(6), event(7)]],
        [S2_ID, [event(3)]],
      ],
    ], // and starts with it
    ['2024-05-14T08:16:30.0010000Z', [[S1_ID, [event(6), event(7)]]]],
    ['2024-05-14', []],
    ['2025-01-01T00:00:00Z', []],
  ])('--now %s looks at the period before it', async (now, expected) => {
    const { status, json } = await ruleportJson<Detected>('detect', RULES, '--events', DEMO, '--now', now);
    expect([status, evidenceOf(json)]).toEqual([0, expected]);
    expect(json.now).toBe(new Date(now).toISOString());
    for (const { window } of json.alerts) expect(Date.parse(window!.end)).toBe(Date.parse(now.replace('0000Z', 'Z')));
  });

  it.each(ENGINE_IDS)('--replay runs on the schedule on %s', async (engine) => {
    const { json } = await ruleportJson<Detected>('detect', S2, '--events', DEMO, '--engine', engine, '--replay');
    expect(json.alerts.map(({ window }) => window)).toEqual([
      { start: '2024-05-14T08:00:00.0000000Z', end: '2024-05-14T08:10:00.0000000Z' },
    ]);
    expect(evidenceOf(json)).toEqual([[S2_ID, [event(3)]]]);
  });

  it('--replay with --now ends there', async () => {
    const until = async (now: string): Promise<unknown> =>
      evidenceOf((await ruleportJson<Detected>('detect', S2, '--events', DEMO, '--replay', '--now', now)).json);
    expect(await until('2024-05-14T08:10:00Z')).toEqual([[S2_ID, [event(3)]]]);
    expect(await until('2024-05-14T08:09:59Z')).toEqual([]);
  });

  it('prints text with the evidence, or that there is none', async () => {
    const { stdout } = await ruleport('detect', S2, '--events', DEMO);
    expect(stdout).toMatch(/^\[Medium\] Unauthorized EC2 instance launch attempt by .* in eu-west-1\n/);
    expect(stdout).toContain(`rows: 1, evidence: ${event(3)}`);
    const none = await ruleport('detect', S2, '--events', DEMO, '--now', '2000-01-01T00:00:00Z');
    expect([none.status, none.stdout]).toEqual([0, 'no alerts\n']);
  });

  it('a log with faults is status 1, and what can be read is looked at', async () => {
    const log = readFileSync(path.join(DEMO, filesBelow(DEMO)[0]!), 'utf8');
    const { Records } = JSON.parse(log) as { Records: unknown[] };
    const at = folder({ 'log.jsonl': `{"broken\n${Records.map((record) => JSON.stringify(record)).join('\n')}\n` });
    const { status, json, stderr } = await ruleportJson<Detected>('detect', S2, '--events', at);
    expect([status, evidenceOf(json)]).toEqual([1, [[S2_ID, [event(3)]]]]);
    expect(stderr).toMatch(/log\.jsonl:1:\d+: (error|warning) RP4\d{3}: /);
  });

  it('several logs may follow one --events', async () => {
    const empty = folder({ 'empty.json': '{"Records":[]}' });
    const { json } = await ruleportJson<Detected>('detect', S2, '--events', path.join(empty, 'empty.json'), DEMO);
    expect(evidenceOf(json)).toEqual([[S2_ID, [event(3)]]]);
  });

  it('control characters of an attacker do not reach the terminal', async () => {
    const record = {
      eventID: '\u001b[2Jid',
      eventTime: '2024-05-14T08:06:30Z',
      eventName: 'PutObject\u001b]0;x\u0007',
    };
    const at = folder({
      'rule.yaml': ruleYaml('Title \u001b[31m', 'AWSCloudTrail | where EventName startswith "PutObject"'),
      'log/log.json': JSON.stringify({ Records: [record] }),
    });
    const { status, stdout } = await ruleport('detect', path.join(at, 'rule.yaml'), '--events', path.join(at, 'log'));
    expect([status, stdout]).toEqual([0, expect.stringContaining('rows: 1')]);
    expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
  });
});
