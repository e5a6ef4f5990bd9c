/**
 * AWS's documented CloudTrail table as data: each column or field with its raw key.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export type FieldType =
  'text' | { readonly map: 'text' } | { readonly row: readonly Field[] } | { readonly rows: readonly Field[] };

export interface Field {
  readonly name: string;
  readonly raw: string;
  readonly type: FieldType;
}

const texts = (...raw: readonly string[]): Field[] =>
  raw.map((key) => ({ name: key.toLowerCase(), raw: key, type: 'text' }));
const row = (raw: string, ...fields: readonly Field[]): Field => ({
  name: raw.toLowerCase(),
  raw,
  type: { row: fields },
});

export const CLOUDTRAIL_COLUMNS: readonly Field[] = [
  ...texts('eventVersion'),
  row(
    'userIdentity',
    ...texts('type', 'principalId', 'arn', 'accountId', 'invokedBy', 'accessKeyId', 'userName'),
    row('onBehalfOf', ...texts('userId', 'identityStoreArn')),
    row(
      'sessionContext',
      row('attributes', ...texts('mfaAuthenticated', 'creationDate')),
      row('sessionIssuer', ...texts('type', 'principalId', 'arn', 'accountId', 'userName')),
      ...texts('ec2RoleDelivery'),
      row('webIdFederationData', ...texts('federatedProvider'), {
        name: 'attributes',
        raw: 'attributes',
        type: { map: 'text' },
      }),
    ),
  ),
  ...texts(
    'eventTime',
    'eventSource',
    'eventName',
    'awsRegion',
    'sourceIPAddress',
    'userAgent',
    'errorCode',
    'errorMessage',
  ),
  ...texts('requestParameters', 'responseElements', 'additionalEventData', 'requestID', 'eventID', 'readOnly'),
  { name: 'resources', raw: 'resources', type: { rows: texts('ARN', 'accountId', 'type') } },
  ...texts('eventType', 'apiVersion', 'recipientAccountId', 'serviceEventDetails', 'sharedEventID', 'vpcEndpointId'),
  ...texts('vpcEndpointAccountId', 'eventCategory'),
  row('addendum', ...texts('reason', 'updatedFields', 'originalRequestID', 'originalEventID')),
  ...texts('sessionCredentialFromConsole', 'edgeDeviceDetails'),
  row('tlsDetails', ...texts('tlsVersion', 'cipherSuite', 'clientProvidedHostHeader')),
];

/**
 * AWS's documented table of GuardDuty's findings: a row a finding, each column a text, objects as their JSON.
 * https://docs.aws.amazon.com/athena/latest/ug/querying-guardduty.html
 */
export const GUARDDUTY_COLUMNS: readonly Field[] = texts(
  'schemaVersion',
  'accountId',
  'region',
  'partition',
  'id',
  'arn',
  'type',
  'resource',
  'service',
  'severity',
  'createdAt',
  'updatedAt',
  'title',
  'description',
);
