import { JOIN_KINDS } from '../../../src/ir/relation.js';
import { FUNCTION_CALLS, VALUES } from './function-queries.js';
import { CALLS, GROUPS, LOGS, ORDERS, ROWS, UNIONS } from './stage-queries.js';

/** Queries whose modules must compile: every kind of operator, and what TypeScript's own flow analysis objects to. */
const EXPRESSIONS = [
  // Comparisons of which TypeScript already knows the answer.
  'where EventName == "A" | where EventName == "B"',
  'where EventName in ("A", "B") | extend k = case(EventName == "A", 1, EventName == "C", 2, 3)',
  'where EventName == "A" | where EventName in ("A", "B") and EventName != "C"',
  'where ReadOnly == true | extend k = iff(ReadOnly == false, 1, 2)',
  'where ReadOnly != true | extend k = iff(ReadOnly == true, 1, 2), l = ReadOnly == ManagementEvent',
  'extend k = "a" | where k == "b"',
  'extend k = iff(EventName == "A", "x", "y") | where k == "z"',
  'where iff(EventName == "A", "x", "y") == "z"',
  'where isempty(ErrorCode) | where ErrorCode == "x"',
  'where isnotempty(ErrorCode) | where isempty(ErrorCode)',
  'where "a" == "b"',
  'where 1 == 2 or EventName == "A"',
  'where UserIdentityType == "A" and UserIdentityArn == "b" | where UserIdentityType == "C"',
  'extend k = iff(ReadOnly, true, bool(null)) | where k == true | where k == false',
  'where _BilledSize > 5.0 or isnull(_BilledSize)',
  'where isnotnull(SessionMfaAuthenticated) and not(SessionMfaAuthenticated)',
  'where not(ReadOnly and ManagementEvent)',
  'extend k = ReadOnly and ManagementEvent, l = ReadOnly or EventName == "A", m = not(ReadOnly)',
  'extend k = SessionMfaAuthenticated == ReadOnly',
  'where EventName == EventName',
  // Names.
  'extend record = EventName, window = ErrorCode, text = "x", ["class"] = 1, ["a b"] = 2, ["1"] = 3, ["é"] = 4',
  'extend ["__proto__"] = EventName, constructor = ErrorCode, toString = "x", key = AWSRegion',
  'project left = EventName, right = ErrorCode, item = strcat(EventName, "x") | join (AWSCloudTrail | project left = EventName, key = ErrorCode) on left',
  // Numbers.
  'extend k = strlen(EventName) | extend l = k * k, m = k * k * k, n = k / 2, o = k / k, p = k % 3, q = -k, r = k + 9007199254740991, s = k * 1.5',
  'extend k = array_length(parse_json(Resources)) | where k > 1 and k < strlen(EventName) | extend l = -k, m = k + k',
  'extend k = 9223372036854775807 | extend l = k + 1, m = k == strlen(EventName), n = iff(ReadOnly, k, 1), o = 1.0 * k, p = -1.5 * _BilledSize',
  // Times.
  'where TimeGenerated > ago(1h) and TimeGenerated <= now() | extend k = now() - TimeGenerated, l = SessionCreationDate - 1h, m = tostring(TimeGenerated - SessionCreationDate)',
  'where TimeGenerated between (datetime(2024-01-01) .. now(1d)) and SessionCreationDate != TimeGenerated',
  // Texts and dynamic values.
  'where UserAgent has "x" or UserAgent !contains "Y" or UserAgent matches regex "^a(b|c)d?$" or EventName in~ ("a", "b", ErrorCode)',
  'where EventName in ("a", "b", "c", "d", "e", "f") | extend at = indexof_regex(UserAgent, "[0-9]")',
  'where UserAgent matches regex "^a.*b+" | extend k = extract("(.+)/(.+)", 1, UserAgent), l = trim("[. ]", EventName), m = countof(UserAgent, "a"), n = extract("[0-9]+", 0, UserAgent, typeof(long)) + 1',
  'extend k = parse_json(RequestParameters) | extend l = k.a.b, m = k["a"][0], n = k[EventName], o = k[strlen(EventName)], p = k == "x", q = k.a > 5, r = not(k == k.b), s = k in ("a", 5)',
  'extend k = coalesce(ErrorCode, ErrorMessage, "none"), l = coalesce(parse_json(Resources), dynamic([1])), m = coalesce(ReadOnly, false)',
  'extend k = split(EventName, "/", 1), l = split(EventName, ErrorCode)[-1], m = substring(EventName, strlen(ErrorCode), array_length(parse_json(Resources)))',
  'extend k = dynamic({"a":[1,null,{"__proto__":true}]}) | extend l = k.a, m = tostring(k)',
  'extend k = iff(ReadOnly, "a", ReadOnly), l = iff(ReadOnly, 1, 2.5), m = iff(EventName == "x", parse_json(Resources), dynamic(null))',
  'where CidrIp == "0.0.0.0/0" and SourcePort == "22" and Type == "AWSCloudTrail" and TenantId == ""',
  // mv-expand.
  'mv-expand parse_json(Resources)',
  'mv-expand a = parse_json(Resources), b = split(EventName, ",") | extend c = tostring(a)',
  'mv-expand with_itemindex=i a = parse_json(Resources) to typeof(long) | where a + i > 3',
  'mv-expand with_itemindex=i a = parse_json(Resources), b = parse_json(RequestParameters) to typeof(string) | mv-expand kind=array c = a',
  'mv-expand a = parse_json(Resources) | project EventName',
];

export const QUERIES: readonly string[] = [
  ...EXPRESSIONS.map((text) => `AWSCloudTrail | ${text}`),
  ...JOIN_KINDS.flatMap((kind) => [
    `AWSCloudTrail | where EventName == "A" | join kind=${kind} (AWSCloudTrail | where EventName == "B") on UserIdentityArn`,
    `AWSCloudTrail | join kind=${kind} (AWSCloudTrail | extend n = strlen(EventName)) on ReadOnly, $left.TimeGenerated == $right.TimeGenerated`,
    `AWSCloudTrail | join kind=${kind} (datatable(k:string, n:long)["a", 1]) on $left.EventName == $right.k | extend z = 1`,
  ]),
  'let a = AWSCloudTrail | where EventName == "A"; let b = AWSCloudTrail | where EventName == "B"; a | join b on UserIdentityArn | join (a | where isempty(ErrorCode)) on UserIdentityArn | where ErrorCode == ""',
  'print x = 1, y = "a", z = dynamic(null), t = now()',
  'datatable(a:long, b:string, c:bool, d:datetime, e:timespan, f:real, g:guid)[1, "x", true, datetime(2024-01-01), 1d, 1.5, guid(74be27de-1e4e-49d9-b579-fe0b331d3642)] | where a > 0',
  'datatable(a:long)[9223372036854775807, 1, long(null)] | extend b = a + 1',
  ...[...CALLS.map((call) => `summarize ${call} by k`), ...GROUPS, ...ORDERS].map((text) => `${ROWS} | ${text}`),
  `${ROWS} | summarize ${CALLS.join(', ')}`,
  ...FUNCTION_CALLS.map(
    (calls) => `${VALUES} | project ${calls.map((call, index) => `c${index} = ${call}`).join(', ')}`,
  ),
  ...UNIONS,
  ...LOGS,
  'AWSGuardDuty | where Severity > 7 | project Severity, ServiceDetails.count, ResourceDetails',
  'AWSGuardDuty | join kind=inner (AWSCloudTrail | where EventName == "Login") on $left.ActivityType == $right.UserIdentityArn',
  'let list = externaldata(ip:string, n:long, d:dynamic, t:datetime)["https://example.com"]; AWSCloudTrail | join kind=inner (list) on $left.SourceIpAddress == $right.ip | where n > 1 and t < now()',
];
