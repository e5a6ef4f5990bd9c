import { beforeAll, describe, expect, test } from 'vitest';
import { AWS_CLOUDTRAIL } from '../../../src/schema/aws-cloudtrail.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import { loadModule, type EmittedModule } from '../../../targets/typescript/engine.js';
import { typescript } from '../../../targets/typescript/index.js';
import { irOf, seedIR } from '../../support/seeds.js';
import { emitted, runRule, sorted } from './run.js';

const launch = {
  eventID: 'e1',
  eventTime: '2024-01-01T00:00:00Z',
  eventName: 'RunInstances',
  errorCode: 'Client.UnauthorizedOperation',
  eventType: 'AwsApiCall',
  awsRegion: 'eu-west-1',
  userIdentity: {
    principalId: 'AIDA:bob@example.com',
    type: 'AssumedRole',
    sessionContext: { attributes: { mfaAuthenticated: 'false', creationDate: '2023-12-31T23:00:00Z' } },
  },
  requestParameters: { instanceType: 'p3.2xlarge' },
};

const command = {
  eventID: 'c1',
  eventTime: '2024-01-01T01:00:00Z',
  eventName: 'SendCommand',
  recipientAccountId: '111111111111',
  requestParameters: { parameters: { commands: ['id'] }, outputS3BucketName: 'loot' },
  responseElements: { command: { commandId: 'cmd-1' } },
  userIdentity: { arn: 'arn:aws:sts::111111111111:assumed-role/ops/eve', userName: null },
};

const upload = {
  eventID: 'u1',
  eventTime: '2024-01-01T01:05:00Z',
  eventName: 'PutObject',
  recipientAccountId: '111111111111',
  requestParameters: { bucketName: 'loot' },
  resources: [
    { ARN: 'arn:aws:s3:::loot/out', type: 'AWS::S3::Object' },
    { accountId: '999999999999', ARN: 'arn:aws:s3:::loot', type: 'AWS::S3::Bucket' },
  ],
  userIdentity: { principalId: 'AROA:eve', arn: 'arn:aws:sts::111111111111:assumed-role/ops/eve@corp.example' },
};

const DAY = { start: Date.UTC(2024, 0, 1), end: Date.UTC(2024, 0, 2) };

describe('the seed rules', () => {
  const seeds = new Map<string, { ir: RuleIR; module: EmittedModule }>();
  const moduleOf = (seed: string): EmittedModule => seeds.get(seed)!.module;
  beforeAll(async () => {
    for (const seed of ['S1', 'S2'] as const) {
      const ir = await seedIR(seed);
      seeds.set(seed, { ir, module: await loadModule(emitted(ir)) });
    }
  });

  test('a refused launch matches, with its columns and its event', () => {
    const [match, ...others] = moduleOf('S2').detect([launch]);
    expect(others).toEqual([]);
    expect(match?.evidence).toEqual(['e1']);
    expect(match?.row).toMatchObject({
      TimeGenerated: '2024-01-01T00:00:00.0000000Z',
      SessionMfaAuthenticated: false,
      SessionCreationDate: '2023-12-31T23:00:00.0000000Z',
      RequestParameters: '{"instanceType":"p3.2xlarge"}',
      UserName: 'bob@example.com',
      Name: 'bob',
      UpnSuffix: 'example.com',
      ErrorMessage: '',
    });
  });

  test('an upload to a foreign bucket meets the command that wrote there', () => {
    const [match, ...others] = moduleOf('S1').detect([upload, command]);
    expect(others).toEqual([]);
    expect(match?.evidence).toEqual(['c1', 'u1']);
    expect(match?.row).toMatchObject({
      s3bucket: 'loot',
      accountId: '999999999999',
      executionId: 'cmd-1',
      AccountName: 'eve',
      AccountUPNSuffix: 'corp.example',
      UserIdentityUserName1: 'eve',
    });
  });

  test.each<[what: string, change: object]>([
    ['another case of the name', { eventName: 'runInstances' }],
    ['no error', { errorCode: undefined }],
    ['a null error', { errorCode: null }],
    ['a name that is no string', { eventName: ['RunInstances'] }],
    ['an error inside an object', { errorCode: { 'Client.UnauthorizedOperation': 1 } }],
  ])('%s does not match', (_, change) => {
    expect(moduleOf('S2').detect([{ ...launch, ...change }])).toEqual([]);
  });

  test.each<[what: string, record: unknown]>([
    ['null', null],
    ['a number', 5],
    ['a string', 'RunInstances'],
    ['an array', [launch]],
    ['an empty object', {}],
    [
      'fields of all the wrong types',
      {
        eventName: 'RunInstances',
        errorCode: 'Client.UnauthorizedOperation',
        eventTime: 5,
        userIdentity: 'root',
        resources: 7,
      },
    ],
    ['nulls for objects', { ...upload, userIdentity: null, requestParameters: null, resources: null }],
    [
      'arrays for objects',
      { ...command, userIdentity: [1], requestParameters: [{ parameters: 1 }], responseElements: [] },
    ],
    [
      'texts for objects',
      { ...command, requestParameters: '{"parameters":{},"outputS3BucketName":"loot"}', responseElements: '{' },
    ],
    [
      'own keys named like the prototype',
      JSON.parse(
        '{"__proto__":{"eventName":"PutObject"},"eventName":"SendCommand","requestParameters":{"__proto__":{"parameters":1},"parameters":{"__proto__":1,"constructor":2,"toJSON":3},"outputS3BucketName":"loot"}}',
      ),
    ],
  ])('takes %s as the reference does', async (_, record) => {
    for (const { ir } of seeds.values()) {
      const { emitted: own, reference } = await runRule(ir, [record, upload, command, launch]);
      expect(sorted(own)).toEqual(sorted(reference));
    }
    expect(Object.hasOwn(Object.prototype, 'parameters')).toBe(false);
  });

  test.each<[time: unknown, isIn: boolean]>([
    ['2024-01-01T00:00:00Z', true],
    ['2024-01-01T23:59:59.9999999Z', true],
    ['2024-01-02T00:00:00Z', false],
    ['2023-12-31T23:59:59.9999999Z', false],
    ['2024-01-02T01:00:00+02:00', true],
    ['2024-01-01T00:00:00', true],
    ['2024-01-01', true],
    ['2024-01-01T24:00:00Z', false],
    ['2024-02-30T00:00:00Z', false],
    ['2024-01-01 00:00:00', false],
    ['yesterday', false],
    [null, false],
    [1704067200000, false],
  ])('a record of %j is in the window: %j', async (eventTime, isIn) => {
    const { ir, module } = seeds.get('S2')!;
    const record = { ...launch, eventTime };
    expect(module.detect([record], { window: DAY })).toHaveLength(isIn ? 1 : 0);
    const { emitted: own, reference } = await runRule(ir, [record], { now: DAY.end, window: DAY });
    expect(sorted(own)).toEqual(sorted(reference));
  });

  test('records come in any order, and finish may be asked again', () => {
    const detector = new (moduleOf('S1').Detector)();
    detector.push(command);
    expect(detector.finish()).toEqual([]);
    detector.push(upload);
    expect(detector.finish()).toHaveLength(1);
    // innerunique keeps the first upload of a bucket, whenever it comes.
    detector.push({ ...upload, eventID: 'u0', eventTime: '2024-01-01T00:30:00Z' });
    detector.push({ ...upload, eventID: 'u9', eventTime: '2024-01-01T02:30:00Z' });
    expect(detector.finish().map(({ evidence }) => evidence)).toEqual([['c1', 'u0']]);
  });

  test.each<[what: string, json: string, count: number]>([
    ['plain', JSON.stringify(launch), 1],
    ['with blanks', JSON.stringify(launch, null, 2), 1],
    ['spelled with escapes', JSON.stringify(launch).replace('RunInstances', '\\u0052unInstances'), 1],
    ['of another event', JSON.stringify({ ...launch, eventName: 'RunTask' }), 0],
    ['no JSON, and without the literals', '{"eventName":', 0],
  ])('text %s', (_, json, count) => {
    const detector = new (moduleOf('S2').Detector)();
    detector.pushText(json);
    expect(detector.finish()).toHaveLength(count);
  });

  test('text that may matter must be JSON', () => {
    const detector = new (moduleOf('S2').Detector)();
    expect(() => detector.pushText('RunInstances Client.UnauthorizedOperation')).toThrow(SyntaxError);
  });

  test('a module tells about its rule', () => {
    const { rule, literals } = moduleOf('S2');
    expect(rule).toEqual({
      id: 'f7210a45-12a4-4d02-b59e-f23476827a4b',
      name: 'AWSCloudTrail - Unauthorized EC2 Instance Setup Attempt',
      severity: 'Medium',
      period: 600_000,
    });
    expect(literals).toEqual([['RunInstances', 'Client.UnauthorizedOperation']]);
  });

  test('a window of the conversion is written into the module, and one of the run comes before it', async () => {
    const conversion = typescript.convert(seeds.get('S2')!.ir, { window: DAY });
    const { detect } = await loadModule(conversion.artifacts[0]?.content ?? '');
    const earlier = { ...launch, eventTime: '2023-06-01T00:00:00Z' };
    expect(detect([launch, earlier])).toHaveLength(1);
    expect(detect([launch, earlier], { window: { start: 0, end: DAY.end } })).toHaveLength(2);
  });
});

test('now() and ago() read the clock that is given', async () => {
  const { detect } = await loadModule(
    emitted(await irOf('AWSCloudTrail | where TimeGenerated > ago(1h) and TimeGenerated <= now()')),
  );
  const records = ['00:59:59', '01:00:01', '02:00:00', '02:00:01'].map((time) => ({
    eventTime: `2024-01-01T${time}Z`,
  }));
  expect(detect(records, { now: Date.UTC(2024, 0, 1, 2) })).toHaveLength(2);
});

test('no key of a record that is read plainly is one that every JavaScript value has', () => {
  const inherited = [{}, [], '', 0, true].flatMap((value) => {
    const prototype: object = Object.getPrototypeOf(value);
    return [...Object.getOwnPropertyNames(prototype), ...Object.getOwnPropertyNames(Object.prototype)];
  });
  const keys = AWS_CLOUDTRAIL.columns.flatMap(({ paths }) => paths.flat()).filter((step) => typeof step === 'string');
  expect(keys.filter((key) => inherited.includes(key) || key === 'length')).toEqual([]);
});
