import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../../src/events/event-source.js';
import { splunk } from '../../../targets/splunk/index.js';
import { irOf } from '../../support/seeds.js';
import { expectAgreement, record } from './agreement.js';

const ADDRESSES = [
  '10.0.0.1', '10.1.2.3/8', '172.15.0.1', '172.16.0.1', '172.31.255.255', '172.32.0.1', '192.168.1.1', '192.169.1.1', '8.8.8.8',
  '010.0.0.1', '10.0.0', '10.0.0.1.', '256.0.0.1', '10.0.0.1/33', '10.0.0.1/032', '10.0.0.1/0', ' 10.0.0.1', '10.0.0.1\n', '::1',
  'ec2.amazonaws.com', '', undefined, null,
]; // prettier-ignore

const RANGES = [
  '10.0.0.0/8',
  '10.0.0.0/08',
  '10.1.2.3',
  '10.200.3.4/8',
  '0.0.0.0/0',
  '172.16.0.0/12',
  '10.0.0.0/33',
  'x',
  '',
];

const RECORDS: readonly LogRecord[] = ADDRESSES.flatMap((sourceIPAddress, at) =>
  RANGES.map((cidr, index) =>
    record({
      sourceIPAddress,
      eventName: ['GetObject', 'PutObject', 'ListBuckets'][(at + index) % 3],
      readOnly: [true, false, undefined][index % 3],
      requestParameters: {
        cidr,
        list: [['a', 'b*'], [], ['true', 1], [true, '1', null], 'a', '["a"]', { a: 1 }, null][(at + index) % 8],
      },
    }),
  ),
);

const RANGE = 'range = tostring(parse_json(RequestParameters).cidr)';
const LIST = 'list = parse_json(RequestParameters).list';
const by = (aggregate: string): string => `AWSCloudTrail | summarize s = ${aggregate} by SourceIpAddress, EventName`;

const QUERIES: readonly string[] = [
  'AWSCloudTrail | where ipv4_is_private(SourceIpAddress)',
  'AWSCloudTrail | where not(ipv4_is_private(SourceIpAddress))',
  'AWSCloudTrail | where ipv4_is_private(SourceIpAddress) == false',
  'AWSCloudTrail | where ipv4_is_private(SourceIpAddress) != true',
  'AWSCloudTrail | extend private = ipv4_is_private(SourceIpAddress) | where isnull(private)',
  'AWSCloudTrail | where ipv4_is_in_range(SourceIpAddress, "10.0.0.0/8")',
  'AWSCloudTrail | where not(ipv4_is_in_range(SourceIpAddress, "10.200.3.4/08"))',
  'AWSCloudTrail | where ipv4_is_in_range(SourceIpAddress, "10.0.0.1")',
  'AWSCloudTrail | where isnull(ipv4_is_in_range(SourceIpAddress, "10.0.0.0/33"))',
  `AWSCloudTrail | extend ${RANGE} | extend inside = ipv4_is_in_range(SourceIpAddress, range)`,
  `AWSCloudTrail | extend ${RANGE} | where not(ipv4_is_in_range(SourceIpAddress, range))`,
  `${by('make_set(ReadOnly)')} | where set_has_element(s, true)`,
  `${by('make_set(ReadOnly)')} | where not(set_has_element(s, true))`,
  `${by('make_set(AWSRegion)')} | where set_has_element(s, "eu-west-1")`,
  `${by('make_set(strlen(EventName))')} | where set_has_element(s, 9)`,
  `AWSCloudTrail | extend ${LIST} | where set_has_element(list, "a")`,
  `AWSCloudTrail | extend ${LIST} | where set_has_element(list, "b*")`,
  `AWSCloudTrail | extend ${LIST} | where set_has_element(list, true)`,
  `AWSCloudTrail | extend ${LIST} | where set_has_element(list, 1)`,
  `AWSCloudTrail | extend ${LIST} | where not(set_has_element(list, "a"))`,
  `AWSCloudTrail | extend ${LIST} | where isnull(set_has_element(list, "a"))`,
  'AWSCloudTrail | extend s = split(SourceIpAddress, ".") | where set_has_element(s, "10")',
  'AWSCloudTrail | extend a = pack_array(EventName, AWSRegion, SourceIpAddress) | extend n = array_length(a), z = tostring(a[-1]), t = tostring(a)',
  'AWSCloudTrail | mv-expand a = pack_array(EventName, SourceIpAddress, "x") | extend t = tostring(a)',
  'let names = pack_array("getobject", "8.8"); AWSCloudTrail | where EventName has_any (names) or SourceIpAddress has_any (names)',
];

describe('functions', () => {
  it.each(QUERIES)('%s', async (query) => {
    const { rows } = await expectAgreement(await irOf(query), RECORDS);
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('what has no form', () => {
  it.each([
    [`${by('make_set(ReadOnly)')} | where set_has_element(s, "true")`, 'RP3103'],
    [`AWSCloudTrail | extend ${LIST} | where set_has_element(list, "é")`, 'RP3103'],
    [`AWSCloudTrail | extend ${LIST} | where set_has_element(list, EventName)`, 'RP3103'],
    ['AWSCloudTrail | extend a = pack_array(TimeGenerated)', 'RP3103'],
  ])('%s', async (query, code) => {
    const { fidelity, reasons } = splunk.convert(await irOf(query), {});
    expect(fidelity).toBe('unsupported');
    expect(reasons.map((reason) => reason.code)).toContain(code);
  });
});
