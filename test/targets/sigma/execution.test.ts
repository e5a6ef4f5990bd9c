import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { LogRecord } from '../../../src/events/event-source.js';
import { convert } from '../../../targets/sigma/convert.js';
import { irOf, seedIR, type Seed } from '../../support/seeds.js';
import { runBoth } from './support/run-both.js';

/** Joins and the seeds, printed and run by the Sigma engine, against the reference interpreter. */

const event = (
  eventID: string,
  eventName: string,
  fields: object = {},
  eventTime = '2026-01-01T12:00:00Z',
): LogRecord => ({
  eventID,
  eventName,
  eventTime,
  ...fields,
});

const upload = (id: string, bucketName: unknown, more: object = {}): LogRecord =>
  event(id, 'PutObject', {
    recipientAccountId: '111',
    requestParameters: { bucketName },
    resources: [{ ARN: 'arn:aws:s3:::x/y' }, { accountId: '222', ARN: 'arn:aws:s3:::x' }],
    ...more,
  });

const command = (id: string, requestParameters: object, more: object = {}): LogRecord =>
  event(id, 'SendCommand', { requestParameters: { parameters: { commands: ['id'] }, ...requestParameters }, ...more });

const nested = (outputS3BucketName: unknown): object => ({ outputLocation: { s3Location: { outputS3BucketName } } });

/** Records, the events that the query flags, and those that Sigma flags. */
const S1: readonly (readonly [string, readonly LogRecord[], string[], string[]])[] = [
  ['a pair', [upload('u', 'b'), command('c', { outputS3BucketName: 'b' })], ['c', 'u'], ['c', 'u']],
  [
    'a pair by the association',
    [upload('u', 'b'), command('c', nested('b'), { eventName: 'CreateAssociation' })],
    ['c', 'u'],
    ['c', 'u'],
  ],
  [
    'the first of two names counts',
    [upload('u', 'b'), command('c', { outputS3BucketName: 'a', ...nested('b') })],
    [],
    [],
  ],
  [
    'an empty first name does not',
    [upload('u', 'b'), command('c', { outputS3BucketName: '', ...nested('b') })],
    ['c', 'u'],
    ['c', 'u'],
  ],
  ['no name on either side', [upload('u', ''), command('c', {})], ['c', 'u'], ['c', 'u']],
  ['null and missing names', [upload('u', null), command('c', { outputS3BucketName: null })], ['c', 'u'], ['c', 'u']],
  ['a name on one side', [upload('u', 'b'), command('c', {})], [], []],
  ['another bucket', [upload('u', 'b'), command('c', { outputS3BucketName: 'B' })], [], []],
  [
    'two commands',
    [upload('u', 'b'), command('c', { outputS3BucketName: 'b' }), command('d', nested('b'))],
    ['c', 'd', 'u'],
    ['c', 'd', 'u'],
  ],
  [
    'two uploads: innerunique keeps the first',
    [upload('u', 'b'), upload('v', 'b'), command('c', { outputS3BucketName: 'b' })],
    ['c', 'u'],
    ['c', 'u', 'v'],
  ],
  [
    'a failed upload',
    [upload('u', 'b', { errorCode: 'AccessDenied' }), command('c', { outputS3BucketName: 'b' })],
    [],
    [],
  ],
  [
    'an upload with a message',
    [upload('u', 'b', { errorMessage: 'x' }), command('c', { outputS3BucketName: 'b' })],
    [],
    [],
  ],
  [
    'a command without parameters',
    [upload('u', 'b'), command('c', { outputS3BucketName: 'b', parameters: null })],
    [],
    [],
  ],
  [
    'wrong case of the event',
    [upload('u', 'b', { eventName: 'putobject' }), command('c', { outputS3BucketName: 'b' })],
    [],
    [],
  ],
  [
    'the own account',
    [upload('u', 'b', { resources: [{ accountId: '111' }] }), command('c', { outputS3BucketName: 'b' })],
    [],
    ['c', 'u'],
  ],
  [
    'own and foreign account',
    [
      upload('u', 'b', { resources: [{ accountId: '111' }, { accountId: '222' }] }),
      command('c', { outputS3BucketName: 'b' }),
    ],
    ['c', 'u'],
    ['c', 'u'],
  ],
  [
    'no account on any resource',
    [upload('u', 'b', { resources: [{ ARN: 'x' }] }), command('c', { outputS3BucketName: 'b' })],
    [],
    ['c', 'u'],
  ],
  [
    'accountId in a name only',
    [upload('u', 'b', { resources: [{ ARN: 'accountId-bucket' }] }), command('c', { outputS3BucketName: 'b' })],
    ['c', 'u'],
    ['c', 'u'],
  ],
  ['no resources', [upload('u', 'b', { resources: null }), command('c', { outputS3BucketName: 'b' })], [], ['c', 'u']],
  [
    'outside the window',
    [upload('u', 'b', { eventTime: '2025-12-30T12:00:00Z' }), command('c', { outputS3BucketName: 'b' })],
    [],
    [],
  ],
  [
    'odd names',
    [upload('u', 'b\'"\\*?\n\u00e9'), command('c', { outputS3BucketName: 'b\'"\\*?\n\u00e9' })],
    ['c', 'u'],
    ['c', 'u'],
  ],
];

describe.each(S1)('S1: %s', (_title, records, expected, found) => {
  test('is flagged, and no less', async () => {
    const ir = await seedIR('S1');
    expect(await runBoth(ir, convert(ir, {}), records)).toEqual({ expected, found });
  });
});

const denied = (id: string, fields: object = {}): LogRecord =>
  event(id, 'RunInstances', { errorCode: 'Client.UnauthorizedOperation', ...fields });

test('S2 flags the same events', async () => {
  const ir = await seedIR('S2');
  const records = [
    denied('a'),
    denied('b', { errorCode: 'client.unauthorizedoperation' }),
    denied('c', { errorCode: 'Client.UnauthorizedOperation ' }),
    denied('d', { eventName: 'runinstances' }),
    denied('e', { errorCode: null }),
    denied('f', { userIdentity: { principalId: "A:x'@\n*" }, requestParameters: null }),
    denied('g', { eventTime: '2025-12-30T12:00:00Z' }),
    denied('h', { eventTime: null }),
    denied('i', { eventName: '' }),
  ];
  expect(await runBoth(ir, convert(ir, {}), records)).toEqual({ expected: ['a', 'f'], found: ['a', 'f'] });
});

const LEFT = 'AWSCloudTrail | where EventName == "A"';
const RIGHT = 'AWSCloudTrail | where EventName == "B"';
const ip = (sourceIPAddress: unknown, fields: object = {}): object => ({ sourceIPAddress, ...fields });
const PAIRS: readonly LogRecord[] = [
  event('a1', 'A', ip('1')),
  event('a2', 'A', ip('2')),
  event('a3', 'A', ip('')),
  event('a4', 'A', ip('4', { errorCode: 'x' })),
  event('b1', 'B', ip('1')),
  event('b3', 'B'),
  event('b4', 'B', ip('4', { errorCode: 'y' })),
  event('b5', 'B', ip('5')),
  event('c1', 'C', ip('1')),
];

describe('joins', () => {
  test.each<[kql: string, equal: boolean]>([
    [`${LEFT} | join kind=inner (${RIGHT}) on SourceIpAddress`, true],
    [`${LEFT} | join (${RIGHT}) on SourceIpAddress`, true],
    [`${LEFT} | join kind=leftouter (${RIGHT}) on SourceIpAddress`, true],
    [`${LEFT} | join kind=rightouter (${RIGHT}) on SourceIpAddress`, true],
    [`${LEFT} | join kind=fullouter (${RIGHT}) on SourceIpAddress`, true],
    [`${LEFT} | join kind=leftsemi (${RIGHT}) on SourceIpAddress`, false],
    [`${LEFT} | join kind=rightsemi (${RIGHT}) on SourceIpAddress`, false],
    [`${LEFT} | join kind=leftanti (${RIGHT}) on SourceIpAddress`, false],
    [`${LEFT} | join kind=rightanti (${RIGHT}) on SourceIpAddress`, false],
    [`${LEFT} | join kind=inner (${RIGHT}) on SourceIpAddress | where ErrorCode == "x" and ErrorCode1 == "y"`, true],
    [`${LEFT} | join kind=inner (${RIGHT}) on SourceIpAddress | where ErrorCode != ErrorCode1`, false],
    [`${LEFT} | join kind=leftouter (${RIGHT}) on SourceIpAddress | where isempty(EventName1)`, false],
    [`${LEFT} | join kind=inner (${LEFT}) on SourceIpAddress`, true],
    [
      `${LEFT} | join kind=inner (${RIGHT}) on SourceIpAddress | join kind=inner (AWSCloudTrail | where EventName == "C") on SourceIpAddress`,
      false,
    ],
    [
      `${LEFT} | extend k = strcat(SourceIpAddress, "") | join kind=inner (${RIGHT} | extend k = SourceIpAddress) on k`,
      false,
    ],
    [
      `${LEFT} | join kind=inner (${RIGHT} | extend k = iff(ErrorCode == "y", "4", SourceIpAddress)) on $left.SourceIpAddress == $right.k`,
      true,
    ],
    [`let B = ${RIGHT}; ${LEFT} | join kind=inner (datatable(SourceIpAddress:string)["1"]) on SourceIpAddress`, false],
  ])('%s', async (kql, equal) => {
    const ir = await irOf(kql);
    const conversion = convert(ir, {});
    expect(conversion.fidelity).not.toBe('unsupported');
    const { expected, found } = await runBoth(ir, conversion, PAIRS);
    expect(expected.length > 0 || !equal).toBe(true);
    if (equal) expect(found).toEqual(expected);
    else expect(found).toEqual(expect.arrayContaining([...expected]));
    if (found.length > expected.length) expect(conversion.fidelity).toBe('broader');
  });
});

const LOGS = new URL('../../../../shared/events/stratus-detonation-logs/', import.meta.url);

describe.skipIf(!existsSync(LOGS))('real logs (skipped where they are not at hand)', () => {
  const read = (name: string): readonly LogRecord[] => {
    const parsed = JSON.parse(readFileSync(new URL(name, LOGS), 'utf8')) as LogRecord[];
    return parsed.map((record) => ({ ...record, eventTime: '2026-01-01T12:00:00Z' }));
  };
  test.each<[Seed, string, number]>([
    ['S2', 'aws.execution.ec2-launch-unusual-instances.json', 1],
    ['S1', 'aws.execution.ssm-send-command.json', 0],
  ])('%s over %s', async (seed, file, count) => {
    const ir = await seedIR(seed);
    const { expected, found } = await runBoth(ir, convert(ir, {}), read(file));
    expect(expected).toHaveLength(count);
    expect(found).toEqual(expected);
  });
});
