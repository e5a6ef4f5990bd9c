import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../src/rule/model.js';
import { confValue, stanzaName } from '../../../targets/splunk/saved-search/conf-value.js';
import { cronOf, span } from '../../../targets/splunk/saved-search/cron.js';
import { splunk } from '../../../targets/splunk/index.js';
import { irOf, seedIR } from '../../support/seeds.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const conf = async (
  fields: Partial<Rule>,
  query = 'AWSCloudTrail | where EventName == "A" | project EventName, AWSRegion',
): Promise<string> =>
  splunk.convert(await irOf(query, fields), {}).artifacts.find(({ role }) => role === 'config')!.content;

/** The keys of a stanza as Splunk reads them: a backslash at the end of a line goes on. */
const read = (text: string): Map<string, string> =>
  new Map(
    text
      .replace(/\\\n/g, '')
      .split('\n')
      .filter((line) => line.includes(' = '))
      .map((line): [string, string] => [line.slice(0, line.indexOf(' = ')), line.slice(line.indexOf(' = ') + 3)]),
  );

describe('cron', () => {
  it.each<[number, string, number]>([
    [MINUTE, '* * * * *', MINUTE],
    [5 * MINUTE, '*/5 * * * *', 5 * MINUTE],
    [7 * MINUTE, '*/6 * * * *', 6 * MINUTE],
    [10 * MINUTE, '*/10 * * * *', 10 * MINUTE],
    [59 * MINUTE, '*/30 * * * *', 30 * MINUTE],
    [HOUR, '0 * * * *', HOUR],
    [90 * MINUTE, '0 * * * *', HOUR],
    [5 * HOUR, '0 */4 * * *', 4 * HOUR],
    [12 * HOUR, '0 */12 * * *', 12 * HOUR],
    [DAY, '0 0 * * *', DAY],
    [2 * DAY, '0 0 * * *', DAY],
    [7 * DAY, '0 0 * * 0', 7 * DAY],
    [14 * DAY, '0 0 * * 0', 7 * DAY],
    [1000, '* * * * *', MINUTE],
  ])('%d ms', (frequency, expression, every) => expect(cronOf(frequency)).toEqual({ expression, every }));

  it.each<[number, string]>([
    [DAY, '24h'],
    [10 * MINUTE, '10m'],
    [90 * MINUTE, '90m'],
    [1500, '2s'],
  ])('%d ms is %s', (time, text) => expect(span(time)).toBe(text));
});

describe('values stay on their line', () => {
  it.each<[string, string]>([
    ['a\nsearch = | delete', 'a search = | delete'],
    ['a\r\n[x]', 'a [x]'],
    ['ends with \\', 'ends with'],
    ['a\\\n', 'a'],
    ['\u2028x\u0085y\0z', 'x y z'],
  ])('%j', (value, expected) => expect(confValue(value)).toBe(expected));

  it.each<[string, string]>([
    ['A] \n[default', 'A) (default'],
    ['a/b', 'a-b'],
    ['', 'Unnamed rule'],
    ['\n', 'Unnamed rule'],
  ])('stanza %j', (name, expected) => expect(stanzaName(name)).toBe(expected));

  it('whatever the rule says', async () => {
    const hostile = 'x\n[default]\nsearch = | delete\naction.script = 1\\\n$result$';
    const text = await conf({
      name: hostile,
      description: hostile,
      id: hostile,
      version: hostile,
      techniques: [hostile],
      alertDetails: {
        displayNameFormat: hostile,
        descriptionFormat: `${hostile}{{EventName}}`,
        severityColumn: null,
        tacticsColumn: null,
        dynamicProperties: [],
      },
    });
    expect(text.split('\n').filter((line) => line.startsWith('['))).toHaveLength(1);
    expect(text.split('\n').filter((line) => /^(?:search|action\.script) /.test(line))).toHaveLength(1);
    expect(text.split('\n').every((line) => !line.endsWith('\\'))).toBe(true);
    expect(read(text).get('action.notable.param.rule_title')).not.toContain('$');
    expect(read(text).get('action.notable.param.rule_description')).toMatch(/\$EventName\$$/);
  });
});

describe('the stanza', () => {
  it.each<[string, Partial<Rule>, Record<string, string | undefined>]>([
    ['a schedule', { schedule: { frequency: 5 * MINUTE, period: HOUR } }, { enableSched: '1', cron_schedule: '*/5 * * * *', 'dispatch.earliest_time': '-1h@m', 'dispatch.latest_time': '@m' }],
    ['near real time', { kind: 'NRT', schedule: null }, { cron_schedule: '* * * * *', 'dispatch.earliest_time': '-1m@m' }],
    ['a hunting query', { kind: 'Hunting', schedule: null }, { enableSched: '0', cron_schedule: undefined, 'dispatch.earliest_time': undefined }],
    ['a trigger', { trigger: { operator: 'lt', threshold: 5 } }, { counttype: 'number of events', relation: 'less than', quantity: '5' }],
    ['a trigger of zero', { trigger: { operator: 'eq', threshold: 0 } }, { relation: 'equal to', quantity: '0' }],
    ['high severity', { severity: 'High' }, { 'alert.severity': '5', 'action.notable.param.severity': 'high' }],
    ['no severity', { severity: null }, { 'alert.severity': '4', 'action.notable.param.severity': 'medium' }],
    ['one alert', {}, { 'alert.digest_mode': '1', 'alert.suppress': '0' }],
    ['suppression', { suppression: 5 * HOUR }, { 'alert.suppress': '1', 'alert.suppress.period': '5h', 'alert.suppress.fields': undefined }],
    ['suppression for each result', { suppression: HOUR, eventGrouping: 'AlertPerResult' }, { 'alert.digest_mode': '0', 'alert.suppress.fields': 'EventName,AWSRegion' }],
    ['techniques', { techniques: ['T1078.004'] }, { 'action.correlationsearch.annotations': '{"mitre_attack":["T1078.004"]}' }],
    ['no entities', {}, { 'action.risk': undefined }],
  ])('%s', async (_, fields, expected) => {
    const keys = read(await conf(fields));
    for (const [key, value] of Object.entries(expected)) expect([key, keys.get(key)]).toEqual([key, value]);
  }); // prettier-ignore

  it('says so when cron has no such period', async () => {
    const conversion = splunk.convert(
      await irOf('AWSCloudTrail', { schedule: { frequency: 7 * MINUTE, period: HOUR } }),
      {},
    );
    expect(conversion.artifacts[1]!.content).toContain('# cron cannot repeat every 7m: this runs every 6m');
    expect(conversion.assumptions.map(({ code }) => code)).toContain('RP3156');
  });

  it('holds the search on one line, the same as the query but for its breaks', async () => {
    const { artifacts } = splunk.convert(await seedIR('S1'), {});
    const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();
    expect(squeeze(read(artifacts[1]!.content).get('search')!)).toBe(squeeze(artifacts[0]!.content));
  });

  it('keeps blanks inside texts', async () => {
    expect(await conf({}, 'AWSCloudTrail | where UserAgent == "a  b"')).toContain('userAgent=="a  b"');
  });

  it('takes entities as risk objects and placeholders as tokens', async () => {
    const { artifacts } = splunk.convert(await seedIR('S1'), {});
    const keys = read(artifacts[1]!.content);
    expect(JSON.parse(keys.get('action.risk.param._risk')!)).toEqual([
      { risk_object_field: 'AccountName', risk_object_type: 'user', risk_score: 75 },
      { risk_object_field: 'SourceIpAddress', risk_object_type: 'system', risk_score: 75 },
    ]);
    expect(keys.get('action.notable.param.rule_title')).toBe(
      'Suspicious EC2 command execution by $AccountName$ with output to S3 $s3bucket$',
    );
  });
});
