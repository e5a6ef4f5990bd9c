import { describe, expect, it } from 'vitest';
import { eventsFrom } from '../../../src/events/events-from.js';
import { referenceEngine } from '../../../src/interpreter/engine.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { Rule } from '../../../src/rule/model.js';
import type { Package } from '../../../src/target/target.js';
import { compareRows } from '../../../src/verify/compare.js';
import { createSplunkEngine } from '../../../targets/splunk/engine/engine.js';
import { splunk } from '../../../targets/splunk/index.js';
import { HOSTILE_TEXTS } from '../../hostile/hostile-texts.js';
import { irOf } from '../../support/seeds.js';
import { NOW, record } from './agreement.js';

const MINUTE = 60_000;
const QUERY = 'AWSCloudTrail | where EventName == "GetObject" | project TimeGenerated, EventName';

const packageOf = (rules: readonly RuleIR[], settings: Readonly<Record<string, string>> = {}): Package =>
  splunk.package!({ rules: rules.map((rule) => ({ rule, artifacts: [] })) }, { settings });

const ruleCalled = (name: string, fields: Partial<Rule> = {}): Promise<RuleIR> => irOf(QUERY, { name, ...fields });

type Conf = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A file of the app as Splunk reads it: stanzas, keys, comments, lines that go on behind a backslash. */
function conf({ artifacts }: Package, name: string): Conf {
  const text = artifacts.find(({ path }) => path.endsWith(`/${name}`))!.content;
  const stanzas = new Map<string, Map<string, string>>();
  let stanza = new Map<string, string>();
  for (const line of text.replace(/\\\n/g, '').split('\n')) {
    if (line.startsWith('#') || line === '') continue;
    const head = /^\[(.*)\]$/.exec(line);
    if (head !== null) {
      expect([...stanzas.keys()]).not.toContain(head[1]);
      stanzas.set(head[1]!, (stanza = new Map()));
    } else {
      expect(line).toMatch(/^[\w.]+ = |^[\w.]+ =$/);
      stanza.set(line.slice(0, line.indexOf(' =')), line.slice(line.indexOf(' =') + 3));
    }
  }
  return stanzas;
}

describe('the app', () => {
  it('has the four files of a content app', async () => {
    const app = packageOf([await ruleCalled('A')]);
    expect(app.artifacts.map(({ path, role }) => `${path} ${role}`)).toEqual([
      'ruleport_detections/default/app.conf config',
      'ruleport_detections/default/macros.conf config',
      'ruleport_detections/default/savedsearches.conf config',
      'ruleport_detections/metadata/default.meta config',
    ]);
    expect(app.notes).toEqual([]);
    expect(Object.fromEntries(conf(app, 'app.conf').get('id')!)).toEqual({
      name: 'ruleport_detections',
      version: '1.0.0',
    });
    expect(conf(app, 'default.meta').get('')!.get('export')).toBe('system');
  });

  it('takes its name and version from settings', async () => {
    const app = packageOf([await ruleCalled('A')], { app: 'acme-aws', version: '2.3.4' });
    expect(new Set(app.artifacts.map(({ path }) => path.split('/')[0]))).toEqual(new Set(['acme-aws']));
    expect(conf(app, 'app.conf').get('package')!.get('id')).toBe('acme-aws');
    expect(conf(app, 'app.conf').get('launcher')!.get('version')).toBe('2.3.4');
    expect([...conf(app, 'macros.conf').keys()]).toEqual(['acme_aws_cloudtrail', 'acme_aws_window(1)']);
  });

  it.each<[string, string]>([
    ['app', '../x'],
    ['app', 'con'],
    ['app', ''],
    ['app', 'a\n[default]'],
    ['version', '1.0'],
    ['version', '1.0.0\nx = y'],
  ])('the setting %s cannot be %j', async (name, value) => {
    expect(splunk.convert(await ruleCalled('A'), { settings: { [name]: value } })).toMatchObject({
      fidelity: 'unsupported',
      reasons: [{ code: 'RP3112' }],
    });
  });

  it.each<[string, Readonly<Record<string, string>>, string, string | undefined]>([
    ['the sourcetype alone', {}, '`ruleport_detections_cloudtrail`', 'sourcetype=aws:cloudtrail'],
    ['an index', { index: 'aws-*' }, '`ruleport_detections_cloudtrail`', 'index=aws-* sourcetype=aws:cloudtrail'],
    ['a macro of the site, which the app does not define', { macro: 'cloudtrail' }, '`cloudtrail`', undefined],
  ])('finds its events by %s', async (_, settings, call, definition) => {
    const app = packageOf([await ruleCalled('A')], settings);
    expect(conf(app, 'savedsearches.conf').get('A')!.get('search')!.split(' ')[0]).toBe(call);
    expect(conf(app, 'macros.conf').get('ruleport_detections_cloudtrail')?.get('definition')).toBe(definition);
  });

  it.each<[string, Partial<Rule>, string | null, string | undefined, string[]]>([
    ['an hourly rule', { schedule: { frequency: 60 * MINUTE, period: 120 * MINUTE } }, '2h', '0 * * * *', []],
    ['a rule of five minutes', { schedule: { frequency: 5 * MINUTE, period: 5 * MINUTE } }, '5m', '*/5 * * * *', []],
    ['a rule of a minute', { schedule: { frequency: MINUTE, period: 60 * MINUTE } }, '1h', '*/5 * * * *', ['RP3116']],
    ['near real time', { kind: 'NRT', schedule: null }, '5m', '*/5 * * * *', ['RP3116']],
    ['a hunting query', { kind: 'Hunting', schedule: null }, null, undefined, []],
  ])('%s', async (_, fields, period, cron, notes) => {
    const app = packageOf([await ruleCalled('A', fields)]);
    const stanza = conf(app, 'savedsearches.conf').get('A')!;
    const call = /`ruleport_detections_window\((.*?)\)`/.exec(stanza.get('search')!)?.[1] ?? null;
    expect([call, stanza.get('cron_schedule'), app.notes.map(({ code }) => code)]).toEqual([period, cron, notes]);
    expect(stanza.get('dispatch.earliest_time')).toBe(period === null ? undefined : `-${period}@m`);
  });
});

describe('inputs from outside', () => {
  const input = (filter: string): string =>
    `let Bad = externaldata(IP: string, Country: string)['https://lists.example/bad.csv']; AWSCloudTrail | where SourceIpAddress in ((Bad | where ${filter} | project IP)) | project EventName`;

  it('are a lookup file each, with the columns that any search reads, and a note to fill it', async () => {
    const app = packageOf([
      await irOf(input('true'), { name: 'A' }),
      await irOf(input('Country == "X"'), { name: 'B' }),
      await ruleCalled('C'),
    ]);
    const lookups = app.artifacts.filter(({ path }) => path.includes('/lookups/'));
    expect(lookups).toEqual([{ path: 'ruleport_detections/lookups/Bad.csv', content: 'IP,Country\n', role: 'config' }]);
    expect(app.notes.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'RP3117 fill in before use: lookups/Bad.csv has only its header',
    ]);
    for (const name of ['A', 'B'])
      expect(conf(app, 'savedsearches.conf').get(name)!.get('search')).toContain('Bad.csv');
  });
});

describe('stanzas differ', () => {
  it.each<[readonly string[], readonly string[]]>([
    [
      ['A', 'A', 'a'],
      ['A', 'A (2)', 'a (3)'],
    ],
    [
      ['A', 'A (2)', 'A'],
      ['A', 'A (2)', 'A (3)'],
    ],
    [
      ['x/y', 'x*y'],
      ['x-y', 'x-y (2)'],
    ],
    [
      ['default', 'Default'],
      ['Rule default', 'Rule Default (2)'],
    ],
  ])('%j', async (names, stanzas) => {
    const app = packageOf(await Promise.all(names.map((name) => ruleCalled(name))));
    expect([...conf(app, 'savedsearches.conf').keys()]).toEqual(stanzas);
  });

  it('with hostile names no text leaves its place', async () => {
    const rules = await Promise.all(
      HOSTILE_TEXTS.map(({ text }) => ruleCalled(text, { id: text, description: text, version: text })),
    );
    const app = packageOf(rules);
    const searches = conf(app, 'savedsearches.conf');
    expect(searches.size).toBe(HOSTILE_TEXTS.length);
    for (const keys of searches.values()) {
      expect(keys.get('search')).toMatch(/^`ruleport_detections_cloudtrail` `ruleport_detections_window\(24h\)` /);
      expect(keys.get('search')).not.toMatch(/\| delete/);
      expect(keys.get('action.script')).toBeUndefined();
    }
    for (const { content } of app.artifacts) expect(content).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029]/u);
  });
});

it('a search of the app, its macros expanded, flags what the rule flags', async () => {
  const rule = await irOf('AWSCloudTrail | where EventName == "GetObject" | project TimeGenerated, EventName', {
    schedule: { frequency: 60 * MINUTE, period: 60 * MINUTE },
  });
  const times = ['2024-01-01T22:59:59Z', '2024-01-01T23:00:00Z', '2024-01-01T23:59:59Z', '2024-01-02T00:00:00Z'];
  const records = times.map((eventTime) => record({ eventTime }));
  const app = packageOf([rule]);
  const macros = Object.fromEntries(
    [...conf(app, 'macros.conf')].map(([name, keys]) => [
      name,
      { args: keys.get('args')?.split(',') ?? [], definition: keys.get('definition')! },
    ]),
  );
  const content = conf(app, 'savedsearches.conf').get('Test rule')!.get('search')!;
  const conversion = { ...splunk.convert(rule, {}), artifacts: [{ path: 'x.spl', content, role: 'query' as const }] };
  const actual = await (
    await createSplunkEngine({ macros }).open(eventsFrom(records))
  ).run(rule, conversion, { now: NOW, window: null });
  const expected = await (
    await referenceEngine.open(eventsFrom(records))
  ).run(rule, conversion, { now: NOW, window: { start: NOW - 60 * MINUTE, end: NOW } });
  expect(expected.rows).toHaveLength(2);
  expect(compareRows(expected, actual, { typeless: true })).toEqual({
    relationship: 'equal',
    missing: [],
    extra: [],
  });
});
