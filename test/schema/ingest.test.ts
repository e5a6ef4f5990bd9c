import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../src/events/event-source.js';
import type { Value } from '../../src/ir/value.js';
import { DateTime } from '../../src/ir/value.js';
import { AWS_CLOUDTRAIL } from '../../src/schema/aws-cloudtrail.js';
import { parseDateTime } from '../../src/schema/datetime-text.js';
import { ingest } from '../../src/schema/ingest.js';
import { tableByName } from '../../src/schema/tables.js';

const at = (text: string): DateTime => new DateTime(parseDateTime(text)!);

/** `record` is JSON text, as a log has it. */
// prettier-ignore
const CASES: readonly { what: string; record: string; column: string; value: Value }[] = [
  { what: 'text as it is', record: '{"eventName":"RunInstances"}', column: 'EventName', value: 'RunInstances' },
  { what: 'text that is missing', record: '{}', column: 'EventName', value: '' },
  { what: 'text that is null', record: '{"eventName":null}', column: 'EventName', value: '' },
  { what: 'empty text', record: '{"errorCode":""}', column: 'ErrorCode', value: '' },
  { what: 'a number in a text column', record: '{"eventVersion":1.0}', column: 'EventVersion', value: '1' },
  { what: 'a boolean in a text column', record: '{"errorCode":false}', column: 'ErrorCode', value: 'false' },
  { what: 'an object in a text column', record: '{"userAgent": {"a" : [1, 2]}}', column: 'UserAgent', value: '{"a":[1,2]}' },
  { what: 'keys are case-sensitive', record: '{"EventName":"x"}', column: 'EventName', value: '' },
  { what: 'a nested path', record: '{"userIdentity":{"sessionContext":{"sessionIssuer":{"arn":"a"}}}}', column: 'SessionIssuerArn', value: 'a' },
  { what: 'a path through null', record: '{"userIdentity":null}', column: 'UserIdentityArn', value: '' },
  { what: 'a path through text', record: '{"userIdentity":"root"}', column: 'UserIdentityArn', value: '' },
  { what: 'a path through an array', record: '{"userIdentity":[{"arn":"a"}]}', column: 'UserIdentityArn', value: '' },
  { what: 'JSON is compact and keeps its order', record: '{"requestParameters": {"z": 1, "a": {"b": [true, null]}}}', column: 'RequestParameters', value: '{"z":1,"a":{"b":[true,null]}}' },
  { what: 'JSON null', record: '{"requestParameters":null}', column: 'RequestParameters', value: '' },
  { what: 'an empty object', record: '{"requestParameters":{}}', column: 'RequestParameters', value: '{}' },
  { what: 'text in a JSON column', record: '{"requestParameters":"a\\"b"}', column: 'RequestParameters', value: 'a"b' },
  { what: 'numbers as ECMAScript prints them', record: '{"requestParameters":[1.0,1e3,1e21,0.1]}', column: 'RequestParameters', value: '[1,1000,1e+21,0.1]' },
  { what: 'an array', record: '{"resources":[{"accountId":"1"}]}', column: 'Resources', value: '[{"accountId":"1"}]' },
  { what: 'true', record: '{"readOnly":true}', column: 'ReadOnly', value: true },
  { what: 'text true in any case', record: '{"userIdentity":{"sessionContext":{"attributes":{"mfaAuthenticated":"True"}}}}', column: 'SessionMfaAuthenticated', value: true },
  { what: 'text false', record: '{"userIdentity":{"sessionContext":{"attributes":{"mfaAuthenticated":"false"}}}}', column: 'SessionMfaAuthenticated', value: false },
  { what: 'a boolean that is missing', record: '{}', column: 'ReadOnly', value: null },
  { what: 'other text for a boolean', record: '{"readOnly":"yes"}', column: 'ReadOnly', value: null },
  { what: 'a number for a boolean', record: '{"readOnly":1}', column: 'ReadOnly', value: null },
  { what: 'a datetime', record: '{"eventTime":"2023-07-10T12:11:15Z"}', column: 'TimeGenerated', value: at('2023-07-10T12:11:15Z') },
  { what: 'a datetime that no calendar has', record: '{"eventTime":"2023-02-30T00:00:00Z"}', column: 'TimeGenerated', value: null },
  { what: 'a number for a datetime', record: '{"eventTime":1688991075}', column: 'TimeGenerated', value: null },
  { what: 'a datetime that is missing', record: '{}', column: 'TimeGenerated', value: null },
  { what: 'the first path', record: '{"requestParameters":{"cidrIp":"10.0.0.0/8","ipPermissions":{"items":[]}}}', column: 'CidrIp', value: '10.0.0.0/8' },
  { what: 'the second path', record: '{"requestParameters":{"ipPermissions":{"items":[{"fromPort":22}]}}}', column: 'SourcePort', value: '22' },
  { what: 'the first path that is null', record: '{"requestParameters":{"fromPort":null,"ipPermissions":{"items":[{"fromPort":0}]}}}', column: 'SourcePort', value: '0' },
  { what: 'a position in what is no array', record: '{"requestParameters":{"ipPermissions":{"items":{"0":{"fromPort":22}}}}}', column: 'SourcePort', value: '' },
  { what: 'a constant', record: '{"Type":"other"}', column: 'Type', value: 'AWSCloudTrail' },
  { what: 'no raw counterpart, string', record: '{"TenantId":"x"}', column: 'TenantId', value: '' },
  { what: 'no raw counterpart, real', record: '{"_BilledSize":1}', column: '_BilledSize', value: null },
  { what: '__proto__ lends no values', record: '{"__proto__":{"eventName":"x"},"userIdentity":{"__proto__":{"arn":"x"}}}', column: 'EventName', value: '' },
  { what: '__proto__ is a key like others', record: '{"requestParameters":{"__proto__":{"a":1}}}', column: 'RequestParameters', value: '{"__proto__":{"a":1}}' },
  { what: 'a lone surrogate', record: '{"requestParameters":{"a":"\\ud83d"}}', column: 'RequestParameters', value: '{"a":"\\ud83d"}' },
];

describe('ingest', () => {
  it.each(CASES)('$what: $column', ({ record, column, value }) => {
    const row = ingest(AWS_CLOUDTRAIL, JSON.parse(record) as LogRecord);
    expect(row[AWS_CLOUDTRAIL.columns.findIndex(({ name }) => name === column)]).toEqual(value);
  });

  it('gives one value a column, none of them undefined, also for a record without any field', () => {
    const row = ingest(AWS_CLOUDTRAIL, {});
    expect(row).toHaveLength(AWS_CLOUDTRAIL.columns.length);
    AWS_CLOUDTRAIL.columns.forEach(({ type, constant }, index) => {
      expect(row[index]).toBe(constant ?? (type === 'string' ? '' : null));
    });
  });
});

describe('tableByName', () => {
  it('knows AWSCloudTrail and minds the case', () => {
    expect(tableByName('AWSCloudTrail')).toBe(AWS_CLOUDTRAIL);
    expect(tableByName('awscloudtrail')).toBeUndefined();
    expect(tableByName('__proto__')).toBeUndefined();
  });
});
