import type { FieldValue } from './values.js';

/**
 * What the Splunk Add-on for AWS (7.0.0, props.conf, stanza aws:cloudtrail) adds to the fields of the record: aliases and the
 * computed errorCode. Its fields that depend on the type of the event (user, user_arn, action, status, dest, object,
 * ...) have no definition that can be stated in a line and stay absent.
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

export const ADD_ON_FIELDS: readonly string[] = [...Object.keys(ALIASES), 'errorCode', 'result_id', 'vendor_product'];

/** The add-on's own value of a field, undefined when it leaves the field as the record has it. */
export function addOnField(name: string, raw: (field: string) => FieldValue | undefined): FieldValue | undefined {
  if (name === 'vendor_product') return 'AWS CloudTrail';
  // Aliases apply before calculated fields, so result_id is the record's own errorCode.
  if (name === 'result_id') return raw('errorCode');
  if (name === 'errorCode') {
    const given = raw('errorCode');
    if (given !== undefined) return given;
    const login = raw('responseElements.ConsoleLogin');
    return login === 'Failure' ? 'failure' : 'success';
  }
  return Object.hasOwn(ALIASES, name) ? raw(ALIASES[name]!) : undefined;
}
