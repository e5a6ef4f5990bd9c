import type { LogRecord } from '../src/events/event-source.js';

/**
 * Made-up CloudTrail records of a dozen common kinds, in the field order and about the sizes of real ones, mostly the reads
 * that fill real logs. The same index always gives the same record; event IDs differ.
 */
export const sampleRecord = (index: number): LogRecord => KINDS[index % KINDS.length]!(index);

export const sampleRecords = (count: number): LogRecord[] =>
  Array.from({ length: count }, (_, index) => sampleRecord(index));

/** A version 4 UUID of the event with this index, below 2^28. */
export const sampleEventId = (index: number): string => uuid(index, 0);

/** Another UUID for each event and use (0 to 3). */
function uuid(index: number, use: number): string {
  const words = [0, 1, 2, 3].map((word) => scramble(index * 16 + use * 4 + word));
  const hex = words.map((word) => word.toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** A bijection of 32-bit numbers that looks random (the finaliser of MurmurHash3). */
function scramble(number: number): number {
  let hash = number >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const ACCOUNT = '111122223333';
const FOREIGN_ACCOUNT = '444455556666';
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];
const USERS = ['alice', 'bob', 'carol', 'deploy@example.com'];
const AGENTS = [
  'aws-cli/2.13.5 Python/3.11.4 Linux/5.15.0 exe/x86_64.ubuntu.22 prompt/off',
  'Boto3/1.28.16 md/Botocore#1.31.16 ua/2.0 os/linux#6.1.38 md/arch#x86_64 lang/python#3.10.12',
  'console.amazonaws.com',
  'APN/1.0 HashiCorp/1.0 Terraform/1.5.4 terraform-provider-aws/5.10.0 (+https://registry.terraform.io/providers/hashicorp/aws)',
];
const FIRST_EVENT = Date.UTC(2024, 6, 31);

const pick = <T>(list: readonly T[], index: number): T => list[scramble(index) % list.length]!;

function userIdentity(index: number): LogRecord {
  const user = pick(USERS, index);
  const accessKeyId = `AKIAEXAMPLE${String(scramble(index) % 10_000).padStart(9, '0')}`;
  return {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLEUSER000001',
    arn: `arn:aws:iam::${ACCOUNT}:user/${user}`,
    accountId: ACCOUNT,
    accessKeyId,
    userName: user,
  };
}

function assumedRole(index: number): LogRecord {
  const session = `session-${scramble(index) % 997}`;
  return {
    type: 'AssumedRole',
    principalId: `AROAEXAMPLEROLE000001:${session}`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Deploy/${session}`,
    accountId: ACCOUNT,
    accessKeyId: 'ASIAEXAMPLE000000001',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAEXAMPLEROLE000001',
        arn: `arn:aws:iam::${ACCOUNT}:role/Deploy`,
        accountId: ACCOUNT,
        userName: 'Deploy',
      },
      webIdFederationData: {},
      attributes: { creationDate: '2024-07-31T00:00:00Z', mfaAuthenticated: 'false' },
    },
  };
}

interface Call {
  readonly service: string;
  readonly name: string;
  readonly readOnly: boolean;
  readonly identity?: LogRecord;
  readonly request: unknown;
  readonly response?: unknown;
  readonly more?: LogRecord;
}

const event = (index: number, call: Call): LogRecord => ({
  eventVersion: '1.09',
  userIdentity: call.identity ?? userIdentity(index),
  eventTime: new Date(FIRST_EVENT + index * 400).toISOString().replace(/\.\d+Z$/, 'Z'),
  eventSource: `${call.service}.amazonaws.com`,
  eventName: call.name,
  awsRegion: pick(REGIONS, index),
  sourceIPAddress: `198.51.100.${scramble(index) % 250}`,
  userAgent: pick(AGENTS, index),
  requestParameters: call.request,
  responseElements: call.response ?? null,
  requestID: uuid(index, 1),
  eventID: sampleEventId(index),
  readOnly: call.readOnly,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: ACCOUNT,
  eventCategory: 'Management',
  ...call.more,
});

const instanceId = (index: number): string => `i-0${scramble(index).toString(16).padStart(16, '0')}`;

const describeInstances = (index: number): LogRecord =>
  event(index, {
    service: 'ec2',
    name: 'DescribeInstances',
    readOnly: true,
    request: { instancesSet: { items: [{ instanceId: instanceId(index) }] }, filterSet: {} },
  });

const describeVolumes = (index: number): LogRecord =>
  event(index, {
    service: 'ec2',
    name: 'DescribeVolumes',
    readOnly: true,
    identity: assumedRole(index),
    request: {
      volumeSet: {},
      filterSet: { items: [{ name: 'attachment.instance-id', valueSet: { items: [{ value: instanceId(index) }] } }] },
    },
  });

const getCallerIdentity = (index: number): LogRecord =>
  event(index, { service: 'sts', name: 'GetCallerIdentity', readOnly: true, request: null });

const assumeRole = (index: number): LogRecord =>
  event(index, {
    service: 'sts',
    name: 'AssumeRole',
    readOnly: true,
    identity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
    request: { roleArn: `arn:aws:iam::${ACCOUNT}:role/Deploy`, roleSessionName: instanceId(index) },
    response: { credentials: { accessKeyId: 'ASIAEXAMPLE000000001', expiration: 'Jul 31, 2024, 6:00:00 PM' } },
    more: {
      sharedEventID: uuid(index, 2),
      resources: [{ accountId: ACCOUNT, type: 'AWS::IAM::Role', ARN: `arn:aws:iam::${ACCOUNT}:role/Deploy` }],
    },
  });

const listBuckets = (index: number): LogRecord =>
  event(index, {
    service: 's3',
    name: 'ListBuckets',
    readOnly: true,
    request: { Host: 's3.amazonaws.com' },
    more: { additionalEventData: { SignatureVersion: 'SigV4', bytesTransferredIn: 0, bytesTransferredOut: 5119 } },
  });

const putObject = (index: number): LogRecord =>
  event(index, {
    service: 's3',
    name: 'PutObject',
    readOnly: false,
    identity: assumedRole(index),
    request: {
      bucketName: 'example-artifacts',
      key: `builds/${index}/out "final" 100%.tar`,
      Host: 'example-artifacts.s3.amazonaws.com',
    },
    more: {
      resources: [
        { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::example-artifacts/builds/${index}` },
        {
          accountId: index % 7 === 0 ? FOREIGN_ACCOUNT : ACCOUNT,
          type: 'AWS::S3::Bucket',
          ARN: 'arn:aws:s3:::example-artifacts',
        },
      ],
      eventCategory: 'Data',
      managementEvent: false,
    },
  });

const putRolePolicy = (index: number): LogRecord =>
  event(index, {
    service: 'iam',
    name: 'PutRolePolicy',
    readOnly: false,
    request: {
      roleName: 'Deploy',
      policyName: 'inline',
      policyDocument: JSON.stringify(
        {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: ['s3:*', 'logs:PutLogEvents'], Resource: '*' }],
        },
        null,
        2,
      ),
    },
  });

const consoleLogin = (index: number): LogRecord =>
  event(index, {
    service: 'signin',
    name: 'ConsoleLogin',
    readOnly: false,
    request: null,
    response: { ConsoleLogin: 'Success' },
    more: {
      additionalEventData: {
        LoginTo: 'https://console.aws.amazon.com/console/home',
        MobileVersion: 'No',
        MFAUsed: 'Yes',
      },
      eventType: 'AwsConsoleSignIn',
    },
  });

const sendCommand = (index: number): LogRecord =>
  event(index, {
    service: 'ssm',
    name: 'SendCommand',
    readOnly: false,
    request: {
      documentName: 'AWS-RunShellScript',
      instanceIds: [instanceId(index)],
      parameters: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      interactive: false,
    },
    response: { command: { commandId: uuid(index, 3), status: 'Pending', targetCount: 1 } },
  });

/** Nearly always allowed: an alert in every file would be no realistic log. */
const runInstances = (index: number): LogRecord =>
  event(index, {
    service: 'ec2',
    name: 'RunInstances',
    readOnly: false,
    request: {
      instancesSet: { items: [{ imageId: 'ami-0abcdef1234567890', minCount: 1, maxCount: 1 }] },
      instanceType: 't3.micro',
      blockDeviceMapping: {},
    },
    ...(scramble(index) % 50 === 0
      ? {
          more: {
            errorCode: 'Client.UnauthorizedOperation',
            errorMessage: 'You are not authorized to perform this operation.',
          },
        }
      : {
          response: {
            instancesSet: { items: [{ instanceId: instanceId(index), instanceState: { code: 0, name: 'pending' } }] },
          },
        }),
  });

const authorizeIngress = (index: number): LogRecord =>
  event(index, {
    service: 'ec2',
    name: 'AuthorizeSecurityGroupIngress',
    readOnly: false,
    request: {
      groupId: 'sg-0abcdef1234567890',
      ipPermissions: {
        items: [{ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: '203.0.113.0/24' }] } }],
      },
    },
  });

const decrypt = (index: number): LogRecord =>
  event(index, {
    service: 'kms',
    name: 'Decrypt',
    readOnly: true,
    identity: assumedRole(index),
    request: {
      encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::example-artifacts' },
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    },
    more: {
      tlsDetails: {
        tlsVersion: 'TLSv1.3',
        cipherSuite: 'TLS_AES_128_GCM_SHA256',
        clientProvidedHostHeader: 'kms.us-east-1.amazonaws.com',
      },
    },
  });

const KINDS: readonly ((index: number) => LogRecord)[] = [
  describeInstances,
  decrypt,
  getCallerIdentity,
  describeVolumes,
  assumeRole,
  decrypt,
  listBuckets,
  putObject,
  describeInstances,
  consoleLogin,
  sendCommand,
  decrypt,
  putRolePolicy,
  runInstances,
  describeVolumes,
  authorizeIngress,
];
