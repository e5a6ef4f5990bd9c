import { describe, expect, it } from 'vitest';
import { describeGenerated } from '../../src/generate/describe.js';
import { generateEvents } from '../../src/generate/generate.js';
import { irOf } from '../support/seeds.js';

/** Queries whose alert is reached, with every predicate on both sides. */
const REACHED: readonly string[] = [
  'AWSCloudTrail | extend p = parse_json(RequestParameters) | extend a = iff(array_length(p.a) > 0, p.a, pack_array(tostring(p.a))) | where set_has_element(a, "*")',
  'AWSCloudTrail | where EventName == "RunInstances"',
  'AWSCloudTrail | where EventName in~ ("a", "b") and isempty(ErrorCode) and ErrorMessage !has "x"',
  'AWSCloudTrail | where EventName has "Get" and EventName !startswith "Get" and EventName endswith "s"',
  'AWSCloudTrail | where UserAgent contains "a:Create" and UserAgent contains "a:Get" and UserAgent !contains "b"',
  'AWSCloudTrail | where UserAgent matches regex @"^aws-(cli|sdk)/\\d+\\.[0-9]{2}"',
  'AWSCloudTrail | where ReadOnly == false or not(ManagementEvent)',
  'AWSCloudTrail | extend p = parse_json(RequestParameters) | where p.a.b[0].c == 5 and tostring(p["x-y"]) == "z"',
  'AWSCloudTrail | extend s = parse_json(tostring(parse_json(RequestParameters).policy)).Statement | mv-expand s | where s.Effect =~ "allow" and tostring(s.Action) contains "iam:"',
  'AWSCloudTrail | extend n = tostring(split(UserIdentityArn, "/")[-1]), m = split(UserIdentityArn, ":")[4] | where n == "admin" and m == "123"',
  'AWSCloudTrail | extend k = case(EventName == "a", "x", EventName == "b", "y", "z") | where k == "y"',
  'AWSCloudTrail | extend k = strcat("pre-", EventName, "-", AWSRegion) | where k == "pre-a-b"',
  'AWSCloudTrail | extend d = toint(parse_json(RequestParameters)["to"]) - toint(parse_json(RequestParameters)["from"]) | where d > 1024',
  'AWSCloudTrail | where TimeGenerated > ago(1h) and SessionCreationDate between (datetime(2024-01-01) .. datetime(2024-02-01))',
  'AWSCloudTrail | summarize n = count() by UserIdentityArn, bin(TimeGenerated, 10m) | where n > 20',
  'AWSCloudTrail | where EventName startswith "List" | summarize n = dcount(EventName), r = make_set(AWSRegion) by SourceIpAddress | where n >= 5',
  'AWSCloudTrail | summarize a = min(TimeGenerated), b = max(TimeGenerated) by UserIdentityArn | where datetime_diff("hour", b, a) < 8',
  'AWSCloudTrail | summarize f = countif(ErrorCode == "AccessDenied") by SourceIpAddress | where f > 3',
  'AWSCloudTrail | where EventName == "A" | join kind=inner (AWSCloudTrail | where EventName == "B") on UserIdentityArn | where TimeGenerated1 > TimeGenerated',
  'AWSCloudTrail | where EventName == "A" | join kind=leftouter (AWSCloudTrail | where EventName == "B") on UserIdentityArn | where isempty(EventName1) or AWSRegion1 == "x"',
  'AWSCloudTrail | where EventName == "A" | join kind=leftanti (AWSCloudTrail | where EventName == "B") on UserIdentityArn',
  'let ips = externaldata(ip: string)["https://example.com/ips.csv"]; AWSCloudTrail | where SourceIpAddress in (ips) and EventName == "A"',
  'AWSCloudTrail | where EventName in (datatable(n: string)["A", "B"])',
  'union (AWSCloudTrail | where EventName == "A"), (AWSCloudTrail | where EventName == "B") | where AWSRegion == "x"',
  'AWSCloudTrail | where ipv4_is_private(SourceIpAddress) == false and ipv4_is_in_range(SourceIpAddress, "192.0.2.0/24")',
  'AWSCloudTrail | extend a = parse_json(RequestParameters).a | extend l = iff(array_length(a) > 0, a, pack_array(tostring(a))) | where set_has_element(l, "x")',
  'AWSCloudTrail | mv-expand r = parse_json(Resources) | where Resources has "accountId" and r.accountId != RecipientAccountId',
  'AWSGuardDuty | where Severity > 7 and ActivityType has_any ("S3", "EC2") and ResourceDetails.resourceType == "S3Bucket"',
];

describe('generateEvents', () => {
  it.each(REACHED)('reaches %s', async (query) => {
    const ir = await irOf(query);
    const { reached, predicates, records } = describeGenerated(ir, generateEvents(ir));
    expect({ reached, oneSided: predicates.oneSided }).toEqual({ reached: true, oneSided: [] });
    expect(records).toBeLessThan(800);
  });

  /** Alerts that cannot be, and the predicate that is in the way. */
  it.each([
    ['AWSCloudTrail | where EventName == "A" and EventName == "B"', 'EventName == "A"'],
    ['AWSCloudTrail | where ErrorCode == "x" | summarize n = dcount(ErrorCode) by AWSRegion | where n > 2', 'n > 2'],
    ['AWSCloudTrail | where strlen(EventName) < 0', 'strlen(EventName) < 0'],
  ])('tells that the alert of %s is not reached', async (query, predicate) => {
    const ir = await irOf(query);
    const summary = describeGenerated(ir, generateEvents(ir));
    expect(summary.reached).toBe(false);
    expect([...summary.blockedBy, ...summary.predicates.oneSided].map((each) => each.predicate).join()).toContain(
      predicate,
    );
  });

  it('makes the same events again, and others for another seed', async () => {
    const ir = await irOf(REACHED[7]!);
    const once = JSON.stringify(generateEvents(ir).records);
    expect(JSON.stringify(generateEvents(ir).records)).toBe(once);
    expect(JSON.stringify(generateEvents(ir, { seed: 2 }).records)).not.toBe(once);
  });

  it('keeps to the documented entries of resources', async () => {
    const ir = await irOf(REACHED.at(-2)!);
    const entries = generateEvents(ir).records.flatMap(({ resources }) => (resources ?? []) as object[]);
    const keys = new Set(entries.flatMap((entry) => Object.keys(entry)));
    expect([keys.has('accountId'), [...keys].filter((key) => !['ARN', 'accountId', 'type'].includes(key))]).toEqual([
      true,
      [],
    ]);
  });

  it('gives every event an ID of its own', async () => {
    const ir = await irOf(REACHED[13]!);
    const ids = generateEvents(ir).records.map(({ eventID }) => eventID);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
