import type { TableSchema } from './table.js';

/**
 * Microsoft Sentinel's AWSGuardDuty table: a row is a finding as GuardDuty exports it to S3.
 *
 * Columns and types: Azure Monitor Logs reference, table AWSGuardDuty. Record: Amazon GuardDuty User Guide, "Findings".
 * Athena: Amazon Athena User Guide, "Query Amazon GuardDuty findings", where `resource` and `service` are JSON texts. Splunk:
 * Splunk Add-on for AWS, sourcetype aws:cloudwatch:guardduty, with the finding itself as the event.
 */
// prettier-ignore
export const AWS_GUARDDUTY: TableSchema = {
  name: 'AWSGuardDuty',
  timeColumn: 'TimeGenerated',
  idColumn: 'Id',
  fields: ['schemaVersion', 'service'],
  columns: [
    { name: '_BilledSize', type: 'real', paths: [], encoding: 'text', athena: null, splunk: null, sigma: null },
    { name: '_IsBillable', type: 'string', paths: [], encoding: 'text', athena: null, splunk: null, sigma: null },
    { name: 'AccountId', type: 'string', paths: [['accountId']], encoding: 'text', athena: 'accountid', splunk: 'accountId', sigma: 'accountId' },
    { name: 'ActivityType', type: 'string', paths: [['type']], encoding: 'text', athena: 'type', splunk: 'type', sigma: 'type' },
    { name: 'Arn', type: 'string', paths: [['arn']], encoding: 'text', athena: 'arn', splunk: 'arn', sigma: 'arn' },
    { name: 'Description', type: 'string', paths: [['description']], encoding: 'text', athena: 'description', splunk: 'description', sigma: 'description' },
    { name: 'Id', type: 'string', paths: [['id']], encoding: 'text', athena: 'id', splunk: 'id', sigma: 'id' },
    { name: 'Partition', type: 'string', paths: [['partition']], encoding: 'text', athena: 'partition', splunk: 'partition', sigma: 'partition' },
    { name: 'Region', type: 'string', paths: [['region']], encoding: 'text', athena: 'region', splunk: 'region', sigma: 'region' },
    { name: 'ResourceDetails', type: 'dynamic', paths: [['resource']], encoding: 'dynamic', athena: 'resource', splunk: 'resource', sigma: 'resource' },
    { name: 'SchemaVersion', type: 'string', paths: [['schemaVersion']], encoding: 'text', athena: 'schemaversion', splunk: 'schemaVersion', sigma: 'schemaVersion' },
    { name: 'ServiceDetails', type: 'dynamic', paths: [['service']], encoding: 'dynamic', athena: 'service', splunk: 'service', sigma: 'service' },
    { name: 'Severity', type: 'int', paths: [['severity']], encoding: 'int', athena: 'severity', splunk: 'severity', sigma: 'severity', caution: 'GuardDuty writes fractions (8.5), the table holds whole numbers: the fraction is cut off' },
    { name: 'SourceSystem', type: 'string', paths: [], encoding: 'text', athena: null, splunk: null, sigma: null, constant: 'AWS' },
    { name: 'TenantId', type: 'string', paths: [], encoding: 'text', athena: null, splunk: null, sigma: null },
    { name: 'TimeCreated', type: 'datetime', paths: [['createdAt']], encoding: 'datetime', athena: 'createdat', splunk: 'createdAt', sigma: 'createdAt' },
    { name: 'TimeGenerated', type: 'datetime', paths: [['updatedAt']], encoding: 'datetime', athena: 'updatedat', splunk: '_time', sigma: 'updatedAt', caution: 'the table documents it as the time of the event; it is taken from updatedAt' },
    { name: 'Title', type: 'string', paths: [['title']], encoding: 'text', athena: 'title', splunk: 'title', sigma: 'title' },
    { name: 'Type', type: 'string', paths: [], encoding: 'text', athena: null, splunk: null, sigma: null, constant: 'AWSGuardDuty' },
  ],
};
