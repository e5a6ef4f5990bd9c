import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../../src/events/event-source.js';
import { splunk } from '../../../targets/splunk/index.js';
import { irOf } from '../../support/seeds.js';
import { expectAgreement, record } from './agreement.js';

const finding = (index: number, fields: Readonly<Record<string, unknown>>): LogRecord => ({
  schemaVersion: '2.0',
  accountId: ['111122223333', '444455556666'][index % 2],
  region: 'eu-west-1',
  partition: 'aws',
  id: `finding-${String(index)}`,
  arn: `arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/finding-${String(index)}`,
  type: 'UnauthorizedAccess:EC2/SSHBruteForce',
  resource: { resourceType: 'Instance' },
  service: { serviceName: 'guardduty', count: index },
  severity: index,
  createdAt: `2024-01-01T0${String(index % 10)}:00:00.000Z`,
  updatedAt: `2024-01-01T1${String(index % 10)}:00:00.250Z`,
  title: 'title',
  description: '',
  ...fields,
});

/** Findings between events of CloudTrail, which must not be taken for one another. */
const RECORDS: readonly LogRecord[] = [
  ...[
    {},
    { severity: 8.9, type: 'Policy:S3/BucketPublicAccessGranted' },
    { severity: -1.5, resource: { resourceType: 'S3Bucket', s3BucketDetails: [{ name: 'b', arn: 'a', tags: [] }] } },
    { severity: 6.9, resource: { resourceType: 'S3Bucket', s3BucketDetails: '[{"name":"text"}]' }, type: '' },
    { severity: null, resource: { accessKeyDetails: { userName: 'alice', principalId: 'x' }, list: [1, '1', null] } },
    { resource: { accessKeyDetails: '{"userName":"bob"}', list: ['[1]', [1], { k: 'v' }] }, service: null },
    { resource: null, service: { action: { networkConnectionAction: { blocked: false, port: 22 } } } },
    { resource: 'text', updatedAt: 'never', createdAt: null },
    { resource: ['Instance'], description: '"d"', title: undefined },
  ].map((fields, index) => finding(index, fields)),
  record({ eventName: 'CreateDetector' }),
  record({ eventName: 'DeleteDetector', requestParameters: { resource: { resourceType: 'S3Bucket' } } }),
];

const D = 'ResourceDetails';

const QUERIES: readonly string[] = [
  'AWSGuardDuty',
  'AWSCloudTrail | where EventName endswith "Detector"',
  'AWSGuardDuty | project Severity, TimeGenerated, TimeCreated, Type, SourceSystem, Description, Title',
  'AWSGuardDuty | extend s = case(Severity > 7.0, "High", Severity between (4.0 .. 6.9), "Medium", isnull(Severity), "None", "Low")',
  'AWSGuardDuty | where TimeGenerated >= datetime(2024-01-01T12:00:00.25Z)',
  `AWSGuardDuty | where ${D}.resourceType == "S3Bucket"`,
  `AWSGuardDuty | where ${D}.resourceType != "S3Bucket" or isempty(${D}.resourceType)`,
  `AWSGuardDuty | extend r = ${D}, s = ServiceDetails, text = tostring(${D})`,
  `AWSGuardDuty | extend name = tostring(${D}.s3BucketDetails[0].name), n = array_length(${D}.s3BucketDetails)`,
  `AWSGuardDuty | extend object = case(isnotempty(${D}.accessKeyDetails), ${D}.accessKeyDetails, isnotempty(${D}.list), ${D}.list, ServiceDetails.action) | extend user = tostring(object.userName), port = tostring(object.networkConnectionAction.port)`,
  `AWSGuardDuty | extend object = iff(Severity > 3, ${D}, ServiceDetails) | extend what = tostring(object.resourceType), count = tostring(object["count"])`,
  `AWSGuardDuty | extend name = case(Severity > 3, todynamic("[1]"), ${D}.accessKeyDetails.userName == "alice", ${D}.accessKeyDetails.userName, todynamic(Title)) | extend n = array_length(name)`,
  `AWSGuardDuty | mv-expand l = ${D}.list | extend t = tostring(l), k = tostring(l.k)`,
  'AWSGuardDuty | where ServiceDetails.action.networkConnectionAction.blocked == false',
  'AWSGuardDuty | where ServiceDetails["count"] == 1',
  'AWSGuardDuty | where isnotnull(TimeGenerated) and isnotnull(TimeCreated) | extend bag = bag_pack("t", TimeGenerated, "c", TimeCreated)',
  `AWSGuardDuty | summarize n = count(), top = max(Severity), a = min(TimeCreated), z = max(TimeGenerated), ids = make_set(Id) by AccountId, what = tostring(${D}.resourceType)`,
  `AWSGuardDuty | summarize arg_max(TimeGenerated, Id, Severity, ${D}) by AccountId`,
  `AWSGuardDuty | where Severity > 4 | join kind=inner (AWSGuardDuty | where isnotempty(${D}.resourceType) | extend what = tostring(${D}.resourceType)) on AccountId | project Id, Id1, what, Severity`,
  `AWSGuardDuty | join kind=leftouter (AWSCloudTrail | project AccountId = RecipientAccountId, EventName) on AccountId | project Id, EventName, ${D}`,
  'union (AWSGuardDuty | project Id, What = Title), (AWSCloudTrail | project Id = AwsEventId, What = EventName)',
];

describe('findings of GuardDuty', () => {
  it.each(QUERIES)('%s', async (query) => {
    const { rows } = await expectAgreement(await irOf(query), RECORDS, { now: Date.UTC(2024, 0, 2), window: null });
    expect(rows.length).toBeGreaterThan(0);
  });

  it.each([
    [{}, 'sourcetype=aws:cloudwatch:guardduty'],
    [{ 'guardduty-index': 'aws', sourcetype: 'x' }, 'index=aws sourcetype=aws:cloudwatch:guardduty'],
    [{ 'guardduty-sourcetype': 'aws:gd', index: 'x' }, 'sourcetype=aws:gd'],
    [{ 'guardduty-macro': 'guardduty', macro: 'x' }, '`guardduty`'],
  ])('%j', async (settings, terms) => {
    const { artifacts, assumptions } = splunk.convert(await irOf('AWSGuardDuty | where Severity > 4'), { settings });
    expect(artifacts[0]?.content.split('\n')[0]).toBe(terms);
    expect(assumptions.map(({ code }) => code)).toContain('RP3165');
  });
});
