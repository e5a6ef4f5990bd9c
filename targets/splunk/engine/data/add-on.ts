import type { FieldValue } from './values.js';

/**
 * What the Splunk Add-on for AWS (7.0.0, props.conf, stanza aws:cloudtrail) adds to the fields of the record: aliases, and the
 * calculated fields that hold for every type of event. The fields that it calculates case by case (user, user_name,
 * user_type, action, status, dest, object, ...) stay absent.
 */
const ALIASES: Readonly<Record<string, string>> = {
  src: 'sourceIPAddress',
  src_ip: 'sourceIPAddress',
  region: 'awsRegion',
  vendor_region: 'awsRegion',
  signature: 'eventName',
  command: 'eventName',
  dvc: 'eventSource',
  app: 'eventType',
  reason: 'errorMessage',
  result: 'errorMessage',
  start_time: 'eventTime',
  user_group_id: 'userIdentity.accountId',
  user_access_key: 'userIdentity.accessKeyId',
  desc: 'requestParameters',
};

type Raw = (field: string) => FieldValue | undefined;

/** Aliases apply before calculated fields, so result_id is the record's own errorCode. */
const CALCULATED: Readonly<Record<string, (raw: Raw) => FieldValue | undefined>> = {
  result_id: (raw) => raw('errorCode'),
  errorCode: (raw) => raw('errorCode') ?? (raw('responseElements.ConsoleLogin') === 'Failure' ? 'failure' : 'success'),
  vendor_product: () => 'AWS CloudTrail',
  vendor_account: (raw) => raw('userIdentity.accountId') ?? raw('recipientAccountId'),
  user_arn: (raw) => raw('userIdentity.arn') ?? raw('requestParameters.roleArn'),
  user_agent: (raw) => raw('userAgent') ?? raw('userAgent{}'),
  aws_account_id: (raw) => {
    const type = raw('userIdentity.type');
    return raw(type === 'AWSAccount' || type === 'AWSService' ? 'recipientAccountId' : 'userIdentity.accountId');
  },
};

export const ADD_ON_FIELDS: readonly string[] = [...Object.keys(ALIASES), ...Object.keys(CALCULATED)];

/** The add-on's own value of a field, undefined when it leaves the field as the record has it. */
export function addOnField(name: string, raw: Raw): FieldValue | undefined {
  if (Object.hasOwn(CALCULATED, name)) return CALCULATED[name]!(raw);
  return Object.hasOwn(ALIASES, name) ? raw(ALIASES[name]!) : undefined;
}
