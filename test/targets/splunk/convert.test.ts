import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../src/rule/model.js';
import { splunk } from '../../../targets/splunk/index.js';
import { irOf, seedIR } from '../../support/seeds.js';
import { expectAgreement, record } from './agreement.js';

const search = async (
  query: string,
  settings?: Record<string, string>,
  fields: Partial<Rule> = {},
): Promise<string> => {
  const conversion = splunk.convert(await irOf(query, fields), settings === undefined ? {} : { settings });
  expect(conversion.reasons).toEqual([]);
  return conversion.artifacts[0]!.content;
};

describe('index-time terms', () => {
  const E = 'AWSCloudTrail | where ';
  it.each<[string, string]>([
    ['EventName == "RunInstances"', 'eventName=RunInstances'],
    ['"RunInstances" == EventName', 'eventName=RunInstances'],
    ['EventName =~ "runinstances"', 'eventName=runinstances'],
    [
      'EventName in ("A", "B") and EventSource == "s3.amazonaws.com"',
      'eventName IN (A, B) eventSource="s3.amazonaws.com"',
    ],
    ['EventName == "A" or EventName in~ ("b", "A")', 'eventName IN (A, b)'],
    ['EventName startswith "Describe"', 'eventName=Describe*'],
    ['UserIdentityType == "Root"', 'userIdentity.type=Root'],
    ['ErrorCode == "Client.UnauthorizedOperation"', 'errorCode="Client.UnauthorizedOperation"'],
    ['EventName == "A" | extend EventName = "B" | where EventName == "B"', 'eventName=A'],
    ['true | project n = EventName | where n == "A"', 'eventName=A'],
  ])('%s', async (predicate, terms) => {
    expect((await search(E + predicate)).split('\n')[0]).toBe(`sourcetype=aws:cloudtrail ${terms}`);
  });

  it.each([
    'EventName == "A" or EventSource == "b"',
    'EventName != "A"',
    'not(EventName == "A")',
    'EventName contains "A"',
    'EventName == "a*b"',
    'EventName == "a\\"b"',
    'EventName == "a&b"',
    'EventName == ""',
    'EventName startswith "a-b"',
    'RecipientAccountId == "111111111111"',
    'true | extend EventName = "B" | where EventName == "B"',
  ])('none for %s', async (predicate) => {
    expect((await search(E + predicate)).split('\n')[0]).toBe('sourcetype=aws:cloudtrail');
  });
});

describe('settings', () => {
  const query = 'AWSCloudTrail | where EventName == "A"';
  it.each<[Record<string, string>, string]>([
    [{}, 'sourcetype=aws:cloudtrail eventName=A'],
    [{ index: 'aws-prod' }, 'index=aws-prod sourcetype=aws:cloudtrail eventName=A'],
    [{ sourcetype: 'aws:s3:cloudtrail' }, 'sourcetype=aws:s3:cloudtrail eventName=A'],
    [{ macro: 'cloudtrail', index: 'main' }, '`cloudtrail` eventName=A'],
  ])('%j', async (settings, first) => expect((await search(query, settings)).split('\n')[0]).toBe(first));

  it.each<[Record<string, string>, string]>([
    [{ indexes: 'x' }, 'RP3111'],
    [{ __proto__: null, constructor: 'x' } as never, 'RP3111'],
    [{ index: 'a | delete' }, 'RP3112'],
    [{ macro: 'x` | delete `' }, 'RP3112'],
    [{ sourcetype: '' }, 'RP3112'],
    [{ index: 'main\nx' }, 'RP3112'],
  ])('refuses %j', async (settings, code) => {
    const conversion = splunk.convert(await irOf(query), { settings });
    expect(conversion).toMatchObject({ fidelity: 'unsupported', artifacts: [], assumptions: [] });
    expect(conversion.reasons.map((reason) => reason.code)).toEqual([code]);
  });
});

it('writes a window into the search when one is asked for', async () => {
  const window = { start: Date.UTC(2024, 0, 1), end: Date.UTC(2024, 0, 2) };
  const { artifacts } = splunk.convert(await seedIR('S2'), { window });
  expect(artifacts[0]!.content).toContain('earliest=1704067200 latest=1704153600');
});

describe('what SPL cannot say exactly is refused at its place in the query', () => {
  const U = 'UserIdentityUserName';
  it.each<[tail: string, code: string, at: string]>([
    [`where ${U} in~ (AWSRegion)`, 'RP3103', `${U} in~ (AWSRegion)`],
    [`where ${U} matches regex @"\\w+"`, 'RP3105', `${U} matches regex @"\\w+"`],
    [`extend x = indexof_regex(${U}, @"\\bx")`, 'RP3105', `indexof_regex(${U}, @"\\bx")`],
    [`extend x = strlen(${U}) % 2`, 'RP3102', `strlen(${U}) % 2`],
    [`extend x = substring(${U}, strlen(AWSRegion) - 9)`, 'RP3103', `substring(${U}, strlen(AWSRegion) - 9)`],
    [`extend x = split(${U}, AWSRegion)`, 'RP3103', `split(${U}, AWSRegion)`],
    ['where parse_json(RequestParameters) == "5"', 'RP3104', 'parse_json(RequestParameters)'],
    ['where parse_json(RequestParameters).a == ReadOnly', 'RP3104', 'parse_json(RequestParameters).a'],
    ['extend x = parse_json(RequestParameters).["a.b"].c', 'RP3106', 'parse_json(RequestParameters).["a.b"].c'],
    ['mv-expand x = parse_json(RequestParameters).a to typeof(long)', 'RP3108', 'mv-expand x'],
    ['mv-expand a = parse_json(Resources), b = split(EventName, "t")', 'RP3108', 'mv-expand a'],
    ['summarize percentile(strlen(EventName), 95)', 'RP3110', 'summarize percentile'],
    [
      'summarize arg_max(TimeGenerated, AWSRegion), arg_min(TimeGenerated, UserAgent) by EventName',
      'RP3110',
      'summarize',
    ],
    ['sort by TimeGenerated asc | extend n = row_number(1, EventName == "x")', 'RP3101', ''],
    ['extend x = tostring(1.5 * 2)', 'RP3104', '1.5 * 2'],
    [`extend x = split(${U}, "\\n")[0]`, 'RP3114', ''],
    [`extend x = strcat(${U}, "\`m\`")`, 'RP3114', ''],
    [`extend evidence = ${U}`, 'RP3107', ''],
    [`extend ['a*b'] = ${U}`, 'RP3107', ''],
  ])('%s', async (tail, code, at) => {
    const query = `AWSCloudTrail | ${tail}`;
    const conversion = splunk.convert(await irOf(query), {});
    expect(conversion).toMatchObject({ fidelity: 'unsupported', artifacts: [] });
    const { span, code: found } = conversion.reasons[0]!;
    expect(found).toBe(code);
    if (at !== '') expect(query.slice(span.start, span.end)).toContain(at);
  });

  it('all faults of a rule, each once', async () => {
    const query = `AWSCloudTrail | where ${U} in~ (AWSRegion) | extend x = strlen(${U}) % 2, y = strlen(${U}) % 2`;
    expect(splunk.convert(await irOf(query), {}).reasons.map(({ code }) => code)).toEqual([
      'RP3103',
      'RP3102',
      'RP3102',
    ]);
  });
});

describe('texts of the rule stay texts', () => {
  const HOSTILE = [
    '" | delete | search "', '\\', '\\\\" OR "1"="1', '` | delete `', '```', '[search index=*]', '*', '$field$', "' OR '1'='1", '%', '\u2028', '\n| delete', ')) OR match(_raw,"', '(?i).*', '\\Q', '(*FAIL)',
  ]; // prettier-ignore
  const records = HOSTILE.map((value) => record({ userAgent: value, userIdentity: { userName: `x${value}y` } }));
  it.each(HOSTILE)('%j', async (value) => {
    const literal = JSON.stringify(value);
    const predicates = [
      'UserAgent ==',
      'UserAgent !=',
      'UserAgent =~',
      'UserIdentityUserName contains',
      'UserIdentityUserName !contains',
      'UserAgent has',
    ];
    for (const predicate of predicates) {
      await expectAgreement(await irOf(`AWSCloudTrail | where ${predicate} ${literal}`), records);
    }
    const one = await expectAgreement(await irOf(`AWSCloudTrail | where UserAgent in (${literal}, "other")`), records);
    expect(one.rows).toHaveLength(1);
  });
});

it('gives the same artifacts every time', async () => {
  const ir = await seedIR('S1');
  expect(splunk.convert(ir, {})).toEqual(splunk.convert(ir, {}));
});

it('names what exactness rests on', async () => {
  const { fidelity, assumptions } = splunk.convert(await seedIR('S1'), {});
  expect(fidelity).toBe('exact');
  expect([...new Set(assumptions.map(({ code }) => code))].sort()).toEqual([
    'RP3150',
    'RP3151',
    'RP3152',
    'RP3153',
    'RP3154',
  ]);
});
