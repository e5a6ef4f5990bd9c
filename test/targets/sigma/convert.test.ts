import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { load, loadAll } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import type { Rule } from '../../../src/rule/model.js';
import type { Conversion, TargetOptions } from '../../../src/target/target.js';
import { convert } from '../../../targets/sigma/convert.js';
import { irOf, seedIR } from '../../support/seeds.js';

const converted = async (kql: string, fields: Partial<Rule> = {}, options: TargetOptions = {}): Promise<Conversion> =>
  convert(await irOf(kql, fields), options);

const documents = ({ artifacts }: Conversion): readonly Document[] =>
  loadAll(artifacts[0]?.content ?? '') as Document[];

interface Document {
  readonly title: string;
  readonly name?: string;
  readonly detection?: Readonly<Record<string, unknown>>;
  readonly correlation?: {
    readonly rules: string[];
    readonly 'group-by': string[];
    readonly timespan: string;
    readonly aliases?: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly condition: unknown;
  };
  readonly [attribute: string]: unknown;
}

const codes = ({ reasons }: Conversion): readonly string[] => reasons.map(({ code }) => code);

const FILTER = 'AWSCloudTrail | where EventName == "PutObject"';

describe('the seeds', () => {
  test('S2 is one rule, exact', async () => {
    const conversion = convert(await seedIR('S2'), {});
    expect(conversion).toMatchObject({ fidelity: 'exact', reasons: [] });
    expect(conversion.artifacts.map(({ path, role }) => [path, role])).toEqual([
      ['unauthorized-ec2-instance-setup-attempt.yml', 'query'],
    ]);
    const [rule, ...more] = documents(conversion);
    expect(more).toEqual([]);
    expect(rule).toMatchObject({
      title: 'AWSCloudTrail - Unauthorized EC2 Instance Setup Attempt',
      related: [{ id: 'f7210a45-12a4-4d02-b59e-f23476827a4b', type: 'derived' }],
      status: 'experimental',
      references: ['https://stratus-red-team.cloud/attack-techniques/AWS/aws.execution.ec2-launch-unusual-instances/'],
      tags: ['attack.resource-development', 'attack.t1583'],
      logsource: { product: 'aws', service: 'cloudtrail' },
      detection: {
        selection: { 'eventName|cased': 'RunInstances', 'errorCode|cased': 'Client.UnauthorizedOperation' },
        condition: 'selection',
      },
      falsepositives: ['Unknown'],
      level: 'medium',
    });
  });

  test('S1 is a correlation for each field that names the bucket, and one for no name on both sides', async () => {
    const conversion = convert(await seedIR('S1'), {});
    expect(conversion.fidelity).toBe('broader');
    expect(codes(conversion)).toEqual(['RP3062', 'RP3002', 'RP3019', 'RP3002', 'RP3010', 'RP3011']);
    const parts = documents(conversion).filter(({ correlation }) => correlation === undefined);
    const correlations = documents(conversion).flatMap(({ correlation }) => correlation ?? []);
    expect(parts).toHaveLength(5);
    expect(correlations.map((each) => [each['group-by'], each.timespan, each.condition])).toEqual([
      [['s3bucket'], '1d', { gte: 2 }],
      [['s3bucket'], '1d', { gte: 2 }],
      [[], '1d', { gte: 2 }],
    ]);
    expect(correlations.map(({ aliases }) => Object.values(aliases?.['s3bucket'] ?? {}))).toEqual([
      ['requestParameters.bucketName', 'requestParameters.outputS3BucketName'],
      ['requestParameters.bucketName', 'requestParameters.outputLocation.s3Location.outputS3BucketName'],
      [],
    ]);
    const suffix = 'AWSCloudTrail - Suspicious command sent to EC2 - ';
    expect(documents(conversion).map(({ title }) => title.slice(suffix.length))).toEqual([
      'Put Object by Bucket Name',
      'Command Executed by Output S3 Bucket Name',
      'Command Executed by S3 Location Output S3 Bucket Name',
      'Put Object without S3bucket',
      'Command Executed without S3bucket',
      'Paired by Output S3 Bucket Name',
      'Paired by S3 Location Output S3 Bucket Name',
      'Paired without S3bucket',
    ]);
    const names = new Set(parts.map(({ name }) => name));
    for (const { rules } of correlations) expect(rules.every((rule) => names.has(rule))).toBe(true);
    for (const part of parts) expect(part).not.toHaveProperty('level');
    const spans = conversion.reasons.map(({ span }) => span);
    expect(spans.every(({ start, end }) => start < end)).toBe(true);
  });

  test.each(['S1', 'S2'] as const)('%s is converted alike each time', async (seed) => {
    expect(convert(await seedIR(seed), {})).toEqual(convert(await seedIR(seed), {}));
  });
});

describe('joins', () => {
  const left = 'AWSCloudTrail | where EventName == "A"';
  const right = 'AWSCloudTrail | where EventName == "B"';
  const on = 'SourceIpAddress';
  test.each<[kind: string, documents: string[], codes: string[]]>([
    ['kind=inner', ['A', 'B', 'A', 'B', 'ip', 'blank'], ['RP3010']],
    ['', ['A', 'B', 'A', 'B', 'ip', 'blank'], ['RP3010', 'RP3011']],
    ['kind=leftouter', ['A alone', 'A', 'B', 'A', 'B', 'ip', 'blank'], ['RP3010']],
    ['kind=rightouter', ['B alone', 'B', 'A', 'B', 'A', 'ip', 'blank'], ['RP3010']],
    ['kind=fullouter', ['A alone', 'B alone'], []],
    ['kind=leftsemi', ['A', 'B', 'A', 'B', 'ip', 'blank'], ['RP3010', 'RP3012']],
    ['kind=rightsemi', ['B', 'A', 'B', 'A', 'ip', 'blank'], ['RP3010', 'RP3012']],
    ['kind=leftanti', ['A alone'], ['RP3012']],
    ['kind=rightanti', ['B alone'], ['RP3012']],
  ])('%s', async (kind, expected, reasons) => {
    const conversion = await converted(`${left} | join ${kind} (${right}) on ${on}`);
    const describeDocument = ({ detection, correlation, level }: Document): string => {
      if (correlation !== undefined) return correlation['group-by'].length > 0 ? 'ip' : 'blank';
      const name = /"eventName":"([AB])"|"eventName\|cased":"([AB])"/.exec(JSON.stringify(detection));
      return `${name?.[1] ?? name?.[2] ?? '?'}${level === undefined ? '' : ' alone'}`;
    };
    expect(documents(conversion).map(describeDocument)).toEqual(expected);
    expect([...codes(conversion)].sort()).toEqual(reasons);
  });

  test('fields of one name need no alias', async () => {
    const conversion = await converted(`${left} | join kind=inner (${right}) on ${on}`);
    const [first] = documents(conversion).flatMap(({ correlation }) => correlation ?? []);
    expect(first).toMatchObject({ 'group-by': ['sourceIPAddress'] });
    expect(first).not.toHaveProperty('aliases');
  });

  test('a condition after the join goes to the event that it is about', async () => {
    const conversion = await converted(
      `${left} | join kind=inner (${right}) on ${on} | where AWSRegion == "x" and AWSRegion1 == "y" and ErrorCode != ErrorCode1`,
    );
    const [a, b] = documents(conversion);
    expect(a?.detection?.['selection']).toMatchObject({
      'eventName|cased': 'A',
      'awsRegion|cased': 'x',
    });
    expect(b?.detection?.['selection']).toMatchObject({ 'eventName|cased': 'B', 'awsRegion|cased': 'y' });
    expect(codes(conversion)).toContain('RP3007');
  });

  test('a computed key pairs events without it, and says so', async () => {
    const conversion = await converted(
      `${left} | extend k = strcat(AWSRegion, "x") | join kind=inner (${right} | extend k = AWSRegion) on k`,
    );
    expect(documents(conversion).flatMap(({ correlation }) => correlation?.['group-by'] ?? [])).toEqual([]);
    expect(codes(conversion)).toContain('RP3013');
  });

  test('two keys, one of them constant', async () => {
    const conversion = await converted(
      `${left} | extend k = "x" | join kind=inner (${right} | extend k = AWSRegion) on k, ${on}`,
    );
    const [first] = documents(conversion).flatMap(({ correlation }) => correlation ?? []);
    expect(first?.['group-by']).toEqual(['sourceIPAddress']);
    expect(JSON.stringify(documents(conversion))).toContain('"awsRegion|cased":"x"');
  });

  test('three events are paired by each join', async () => {
    const conversion = await converted(
      `${left} | join kind=inner (${right}) on ${on} | join kind=inner (AWSCloudTrail | where EventName == "C") on AWSRegion`,
    );
    expect(codes(conversion)).toContain('RP3015');
    const grouped = documents(conversion).map(({ correlation }) => correlation?.['group-by'] ?? []);
    expect(new Set(grouped.flat())).toEqual(new Set(['sourceIPAddress', 'awsRegion']));
  });

  test('rows written in the query are no events', async () => {
    const table = 'datatable(EventName:string)["A"]';
    expect(codes(await converted(`${left} | join kind=inner (${table}) on EventName`))).toEqual([]);
    expect(codes(await converted(`${table} | join kind=inner (${right}) on EventName`))).toEqual([]);
    expect(codes(await converted(table))).toEqual(['RP3033']);
  });

  test('without a query period there is no timespan', async () => {
    const kql = `${left} | join kind=inner (${right}) on ${on}`;
    expect(codes(await converted(kql, { schedule: null }))).toEqual(['RP3034']);
    const conversion = await converted(kql, { schedule: null }, { settings: { 'sigma.timespan': '2h' } });
    expect(documents(conversion).at(-1)?.correlation?.timespan).toBe('2h');
  });
});

describe('refusals', () => {
  test.each<[kql: string, code: string]>([
    ['AWSCloudTrail', 'RP3030'],
    ['AWSCloudTrail | where strlen(EventName) > 3', 'RP3030'],
    ['AWSCloudTrail | where EventName == "a" and EventName != "a"', 'RP3031'],
    ['AWSCloudTrail | where false', 'RP3031'],
  ])('%s', async (kql, code) => {
    const conversion = await converted(kql);
    expect(conversion).toMatchObject({ fidelity: 'unsupported', artifacts: [] });
    expect(codes(conversion)).toContain(code);
  });

  test.each([
    ['sigma.autor', 'x'],
    ['sigma.author', ' '],
    ['sigma.timespan', '1w'],
    ['sigma.timespan', '0d'],
    ['sigma.defense-evasion', 'hiding'],
  ])('setting %s: %j', async (key, value) => {
    expect(codes(await converted(FILTER, {}, { settings: { [key]: value } }))).toEqual(['RP3035']);
  });

  test('a timespan shorter than the query period would lose pairs', async () => {
    const kql = `${FILTER} | join kind=inner (AWSCloudTrail | where EventName == "B") on SourceIpAddress`;
    expect(codes(await converted(kql, {}, { settings: { 'sigma.timespan': '1h' } }))).toEqual(['RP3035']);
  });

  test("other targets' settings are theirs", async () => {
    expect(await converted(FILTER, {}, { settings: { 'athena.table': 'x' } })).toMatchObject({ fidelity: 'exact' });
  });
});

describe('what Sigma says beside the tests', () => {
  test('a threshold is no test of an event', async () => {
    expect(await converted(FILTER, { trigger: { operator: 'gt', threshold: 5 } })).toMatchObject({
      fidelity: 'broader',
      reasons: [{ code: 'RP3016' }],
    });
    expect(await converted(FILTER, { trigger: { operator: 'ne', threshold: 0 } })).toMatchObject({ fidelity: 'exact' });
  });

  test('computed columns are assumptions, not losses', async () => {
    const { fidelity, assumptions } = await converted(`${FILTER} | extend Upper = toupper(EventName)`);
    expect(fidelity).toBe('exact');
    expect(assumptions.find(({ code }) => code === 'RP3055')?.message).toContain('Upper');
  });

  test('a window cannot be written down', async () => {
    const { assumptions } = await converted(FILTER, {}, { window: { start: 0, end: 1 } });
    expect(assumptions.map(({ code }) => code)).toContain('RP3056');
  });

  test('reasons point at the KQL', async () => {
    const kql = `${FILTER} and strlen(EventName) > 3`;
    const { reasons } = await converted(kql);
    expect(reasons.map(({ code, span }) => [code, kql.slice(span.start, span.end)])).toEqual([
      ['RP3001', 'strlen(EventName)'],
    ]);
  });
});

/** Texts that try to leave their place in YAML, in a Sigma value or in a condition. */
const HOSTILE = [
  "x'\nlevel: critical",
  'x"\n---\ntitle: other',
  '*',
  'a*b?c\\',
  '\\*',
  '%expand%',
  '*anchor &anchor !!binary',
  '{a: b}',
  'not 1 of them',
  '\u0000\u001b[31m\u2028\u202e',
  '\r\n  - x',
  '__proto__',
  "'; DROP",
  '{{handlebars}}',
];

describe.each(HOSTILE.map((text) => [JSON.stringify(text), text] as const))('hostile text %s', (_title, text) => {
  const literal = JSON.stringify(text).replace(/\\u([0-9a-f]{4})/g, '\\u$1');

  test('as a name, a description and an author', async () => {
    const conversion = await converted(
      FILTER,
      { name: text, description: text },
      { settings: { 'sigma.author': text } },
    );
    const [rule, ...more] = documents(conversion);
    expect(more).toEqual([]);
    expect(Object.keys(rule ?? {})).toEqual(Object.keys(documents(await converted(FILTER))[0] ?? {}));
    expect(rule?.['level']).toBe('medium');
  });

  test('as a value', async () => {
    const conversion = await converted(
      `AWSCloudTrail | where EventName == ${literal} or UserAgent contains_cs ${literal}`,
    );
    const selections = Object.values(documents(conversion)[0]?.detection ?? {})
      .filter((s) => Array.isArray(s))
      .flat();
    const written = text.replace(/[\\*?]/g, (special) => `\\${special}`);
    expect(selections.flatMap((map: object) => Object.values(map))).toEqual([written, written]);
  });

  test('as a key', async () => {
    const conversion = await converted(
      `AWSCloudTrail | where EventName == "x" and tostring(parse_json(RequestParameters)[${literal}]) == "y"`,
    );
    const selection = documents(conversion)[0]?.detection?.['selection'] ?? {};
    const others = Object.keys(selection)
      .map((key) => key.replace(/\|cased$/, ''))
      .filter((key) => key !== 'eventName');
    if (codes(conversion).includes('RP3062')) expect(others).toEqual([`requestParameters.${text}`]);
    else {
      expect(codes(conversion)).toEqual(['RP3009']);
      expect(others).toEqual([]);
    }
  });
});

describe('size', () => {
  test('a chain of doublings is cut off, not unfolded', async () => {
    const steps = Array.from(
      { length: 40 },
      (_, i) => `| extend x = iff(x == "${i}", iff(EventName == "${i}", x, ErrorCode), x)`,
    );
    const conversion = await converted(
      `AWSCloudTrail | extend x = UserAgent ${steps.join(' ')} | where x == "a" and EventName == "b"`,
    );
    expect(conversion.fidelity).toBe('broader');
    expect(codes(conversion)).toContain('RP3018');
  });

  test('long pipelines, long chains and long lists are no matter', async () => {
    const chain = Array.from({ length: 100 }, (_, i) => `EventName != "e${i}"`).join(' and ');
    const wheres = Array.from({ length: 100 }, (_, i) => `| where UserAgent != "u${i}"`).join(' ');
    const list = Array.from({ length: 3000 }, (_, i) => `"i${i}"`).join(', ');
    const conversion = await converted(`AWSCloudTrail | where ${chain} ${wheres} | where SourceIpAddress in (${list})`);
    expect(conversion.fidelity).toBe('exact');
  });
});

const SCHEMAS = new URL('../../../../shared/sigma-schema/', import.meta.url);

describe.skipIf(!existsSync(SCHEMAS))('the official JSON schemas (skipped where they are not at hand)', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const schema = (name: string): ValidateFunction => {
    const text = readFileSync(new URL(name, SCHEMAS), 'utf8');
    return ajv.compile({ ...(load(text) as object), $schema: 'https://json-schema.org/draft/2020-12/schema' });
  };
  const valid = (conversion: Conversion): void => {
    const ofRule = schema('sigma-detection-rule-schema.json');
    const ofCorrelation = schema('sigma-correlation-rules-schema.json');
    for (const document of documents(conversion)) {
      const validate = document.correlation === undefined ? ofRule : ofCorrelation;
      expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    }
  };

  test.each(['S1', 'S2'] as const)('%s', async (seed) => valid(convert(await seedIR(seed), {})));

  test.each([
    ['a long name', FILTER, { name: 'x'.repeat(1000) }],
    ['a long description', FILTER, { description: 'x\n'.repeat(60_000) }],
    ['odd tactics', FILTER, { tactics: ['X Y', 'Execution', 'Execution'], techniques: ['T1'] }],
    ['no ID', FILTER, { id: 'none' }],
    ['no severity', FILTER, { severity: null }],
    ['outer join', `${FILTER} | join kind=leftouter (${FILTER}) on SourceIpAddress`, {}],
    ['an empty text', 'AWSCloudTrail | where EventName in ("", "a") and ReadOnly', {}],
  ] as const)('%s', async (_title, kql, fields) => valid(await converted(kql, fields as Partial<Rule>)));
});
