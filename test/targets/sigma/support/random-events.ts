import type { LogRecord } from '../../../../src/events/event-source.js';

/**
 * Records that differ in what the queries of these tests read, from few values each so that groups and pairs come about; each
 * field may be missing, null or empty. The same seed gives the same records.
 */
export function randomEvents(seed: number, count: number): readonly LogRecord[] {
  const random = mulberry32(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const maybe = <T>(values: readonly T[]): T | null | undefined | '' =>
    random() < 0.82 ? pick(values) : pick([undefined, null, '']);
  const start = Date.parse('2026-01-01T00:00:00Z');
  return Array.from({ length: count }, (_, index) =>
    withoutUndefined({
      eventID: `e${index}`,
      eventTime: new Date(start + Math.floor(random() * 18 * 3600) * 1000).toISOString().replace('.000Z', 'Z'),
      eventName: pick(['A', 'A', 'B', 'B', 'C', 'ListUsers', 'listRoles']),
      eventSource: pick(['iam.amazonaws.com', 's3.amazonaws.com']),
      awsRegion: pick(['eu-west-1', 'us-east-1', 'US-EAST-1']),
      sourceIPAddress: pick(['10.0.0.1', '192.0.2.7', '198.51.100.9', 'ec2.amazonaws.com', '172.31.0.9']),
      userAgent: maybe(['aws-cli/2.1 off command/iam.list-users', 'console.amazonaws.com', 'aws-cli/1.0']),
      errorCode: maybe(['AccessDenied', 'Client.Unauthorized']),
      recipientAccountId: maybe(['111122223333', '444455556666']),
      userIdentity: withoutUndefined({
        type: maybe(['IAMUser', 'AssumedRole']),
        userName: maybe(['alice', 'bob', 'Bob']),
        arn: maybe(['arn:aws:iam::111122223333:user/alice', 'arn:aws:iam::1:role/x/bob']),
      }),
      requestParameters: maybe([
        withoutUndefined({
          key: maybe(['k1', 'k2', 'k3', 'k4']),
          cidr: maybe(['10.0.0.1', '10.0.0.1/24', '192.0.2.7/8', '0.0.0.0/0', '8.8.8.8', 'x']),
          n: maybe([1, 2.5, '3', -4]),
          list: maybe([[], ['p'], ['p', 'q']]),
        }),
        { policyDocument: pick(DOCUMENTS) },
        { policyDocument: pick(DOCUMENTS) },
        { document: pick(DOCUMENTS) },
        { document: JSON.parse(pick(DOCUMENTS.slice(0, 11))) as unknown },
      ]),
    }),
  );
}

/** Policies as people write them, on one line or many, with escapes, one statement or a list, one action or a list. */
export const DOCUMENTS: readonly string[] = [
  '{"Statement":[{"Effect":"Allow","Action":["iam:Create*","iam:Get*"],"Resource":"*"}]}',
  '{ "Statement" : { "Effect" : "Allow", "Action" : "iam:CreateUser", "Resource" : [ "*" ] } }',
  '{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"},{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::x/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}',
  '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:*","Resource":"*"},{"Effect":"Allow","Principal":"*","Action":"kms:*"}]}',
  '{\n  "Statement": [\n    {\n      "Effect":\n        "Allow",\n      "Action": [\n        "iam:Create*",\n        "iam:Delete*"\n      ],\n      "Resource": "*"\n    }\n  ]\n}',
  '{"Statement":[{"Effect":"All\\u006fw","Action":"iam:\\u0043reateUser","Resource":"\\u002a"}]}',
  '{"Stat\\u0065ment":[{"Effect":"Allow","Action":"iam:CreateUser","Resource":"*"}]}',
  '{"Statement":"{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"iam:CreateUser\\",\\"Resource\\":\\"*\\"}"}',
  '{"Statement":[{"effect":"Allow","Action":"iam:CreateUser","Resource":"*"}]}',
  '{"Statement":[{"Effect":"allow","Action":"IAM:CREATEUSER","Resource":"*","Enabled":false,"Level":3}]}',
  '{"Statement":[{"Effect":"Allow","Action":null,"NotAction":"iam:*","Resource":null,"Enabled":"false","Level":"3"}]}',
  '{"Statement":[]}',
  '{"Statement":null}',
  '{"Statement": [ {"Effect": "Allow", "Resource": "arn:aws:s3:::a\\/b", "Action": "s3:PutObject" } ] }',
  'not json "Effect": "Allow" iam:Create',
  '',
];

const withoutUndefined = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A small generator of numbers in [0, 1), so that a failure can be seen again. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
