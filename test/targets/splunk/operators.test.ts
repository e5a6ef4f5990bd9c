import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../../src/events/event-source.js';
import { irOf } from '../../support/seeds.js';
import { splunk } from '../../../targets/splunk/index.js';
import { expectAgreement, record } from './agreement.js';

/** Texts, numbers, nulls and nested JSON in several rows a group, with equal times and equal values. */
const RECORDS: readonly LogRecord[] = Array.from({ length: 60 }, (_, index) =>
  record({
    eventName: ['PutObject', 'GetObject', 'ListRoles', 'DeleteBucket'][index % 4],
    eventTime: `2024-01-01T1${index % 3}:0${index % 5}:00Z`,
    awsRegion: ['eu-west-1', '', 'us-east-1', '12', '012'][index % 5],
    sourceIPAddress: `192.0.2.${index % 7}`,
    readOnly: [true, false, undefined, null][index % 4],
    errorCode: index % 6 === 0 ? 'AccessDenied' : undefined,
    userIdentity: index % 9 === 0 ? {} : { userName: `user-${index % 3}`, sessionContext: { attributes: { mfaAuthenticated: index % 2 === 0 ? 'true' : 'false' } } },
    requestParameters: [
      { bucketName: 'logs', n: index, flag: true, list: ['b', 'a', 'b'] },
      { bucketName: 'data', n: '12', flag: 'true', list: [] },
      null,
      { bucketName: '', Statement: [{ Effect: 'Allow', Action: ['s3:*', 'ec2:*'] }, { Effect: 'Deny' }, null, 'null', 'x', 5] },
      { Statement: { Effect: 'Allow', 'a"b': { c: [1, 2] }, d: null } },
      { Statement: 'only text', policyDocument: '{ "Statement" : [ { "Effect" : "Allow", "Action" : "iam:*" } ], "n": 1 }' },
      { Statement: [], flag: false, n: 12 },
      { Statement: {}, flag: 'false', n: -1.5 },
    ][index % 8],
  }),
); // prettier-ignore

/** Texts that hold JSON, and JSON that holds such texts. */
const JSON_TEXTS: readonly LogRecord[] = [
  { Statement: '[{"Effect":"Allow","Action":"ec2:*"}]', list: '["a","b"]', policyDocument: '"[1,2]"' },
  { Statement: '{"Effect":"Allow"}', list: [['a'], '["b"]', { k: 1 }], policyDocument: '[ { "k" : "v" } , "[3]" ]' },
  { Statement: '"quoted"', list: ['[]', 'null', null], policyDocument: '[not JSON', n: '5' },
].map((requestParameters) => record({ eventName: 'PutBucketPolicy', requestParameters }));

const P = 'p = parse_json(RequestParameters)';
const B = 'b = tostring(parse_json(RequestParameters).bucketName)';
const N = 'UserIdentityUserName';
const PUTS = `AWSCloudTrail | where EventName == "PutObject" and SourceIpAddress != "192.0.2.5" | extend ${B}`;
const GETS = `AWSCloudTrail | where EventName == "GetObject" | extend ${B}`;
const LISTS = `AWSCloudTrail | where EventName == "ListRoles" and SourceIpAddress != "192.0.2.4" | summarize n = count(), latest = max(TimeGenerated) by SourceIpAddress`;

const QUERIES: Readonly<Record<string, readonly string[]>> = {
  summarize: [
    'AWSCloudTrail | summarize count()',
    'AWSCloudTrail | count',
    'AWSCloudTrail | summarize count() by EventName, AWSRegion',
    'AWSCloudTrail | where EventName == "none" | summarize count(), m = max(TimeGenerated), s = make_set(EventName), l = make_list(EventName)',
    'AWSCloudTrail | where EventName == "none" | summarize m = max(TimeGenerated), s = make_set(EventName), a = take_any(EventName)',
    'AWSCloudTrail | where EventName == "none" | summarize count() by EventName',
    `AWSCloudTrail | summarize c = count(), r = countif(ReadOnly), w = countif(not(ReadOnly)), e = dcountif(SourceIpAddress, ReadOnly) by ${N}`,
    `AWSCloudTrail | summarize dcount(AWSRegion), dcount(ReadOnly), dcount(${N}) by EventName`,
    'AWSCloudTrail | summarize min(TimeGenerated), max(TimeGenerated), min(AWSRegion), max(AWSRegion) by EventName',
    'AWSCloudTrail | summarize a = minif(TimeGenerated, ReadOnly), z = maxif(TimeGenerated, ReadOnly) by EventName',
    'AWSCloudTrail | extend n = strlen(AWSRegion) | summarize sum(n), sumif(n, n > 8), avg(n), min(n), max(n) by EventName',
    'AWSCloudTrail | extend n = iff(ReadOnly, strlen(EventName), int(null)) | summarize sum(n), avg(n), min(n), dcount(n), count() by EventName',
    'AWSCloudTrail | summarize make_set(AWSRegion), make_set(ReadOnly), make_set(SourceIpAddress, 3) by EventName',
    'AWSCloudTrail | summarize make_set_if(AWSRegion, ReadOnly), make_set_if(AWSRegion, isnotempty(AWSRegion), 2) by EventName',
    `AWSCloudTrail | extend ${P} | summarize make_set(p.list), make_set(tostring(p.bucketName)) by EventName | where EventName != "PutBucketPolicy"`,
    'AWSCloudTrail | summarize make_list(AWSRegion), make_list(ReadOnly), make_list(SourceIpAddress, 4) by EventName',
    'AWSCloudTrail | summarize make_list(AWSRegion), make_list_if(SourceIpAddress, ReadOnly)',
    'AWSCloudTrail | summarize make_list(SourceIpAddress), arg_max(TimeGenerated, AwsEventId, AWSRegion) by EventName',
    `AWSCloudTrail | summarize arg_max(TimeGenerated, *) by ${N} | project ${N}, TimeGenerated, EventName, ReadOnly, RequestParameters`,
    `AWSCloudTrail | summarize t = arg_min(TimeGenerated, *), c = dcount(EventName) by ${N}, SourceIpAddress | project ${N}, t, EventName, ReadOnly, c`,
    `AWSCloudTrail | extend ${P} | summarize arg_max(ReadOnly, AwsEventId, p.n) by EventName`,
    'AWSCloudTrail | summarize arg_max(strlen(AWSRegion), AwsEventId) by EventName',
    `AWSCloudTrail | summarize take_any(AWSRegion), take_any(${N}) by EventName`,
    `AWSCloudTrail | summarize take_any(AWSRegion, ReadOnly) by EventName`,
    'AWSCloudTrail | summarize count() by ReadOnly',
    'AWSCloudTrail | summarize count() by ReadOnly, SessionMfaAuthenticated, AWSRegion',
    'AWSCloudTrail | summarize count() by TimeGenerated',
    'AWSCloudTrail | summarize count() by n = strlen(AWSRegion), upper = toupper(EventName)',
    'AWSCloudTrail | distinct EventName, AWSRegion',
    'AWSCloudTrail | distinct TimeGenerated, ReadOnly',
    `AWSCloudTrail | extend ${P} | summarize by tostring(p.bucketName), tostring(p.Statement)`,
    `AWSCloudTrail | summarize n = count() by EventName, ${N} | summarize m = max(n), users = make_set(${N}), total = sum(n) by EventName | where m > 2`,
    'AWSCloudTrail | summarize ips = make_set(SourceIpAddress), n = count() by EventName | where n > 3 | mv-expand ips | extend ip = tostring(ips)',
    'AWSCloudTrail | summarize ips = make_set(SourceIpAddress) by EventName | extend n = array_length(ips), one = tostring(ips[0]), end = tostring(ips[-1])',
    'AWSCloudTrail | summarize a = min(TimeGenerated), z = max(TimeGenerated) by EventName | where z - a > 10m | extend later = z > a, gap = z - a',
  ],
  order: [
    'AWSCloudTrail | sort by TimeGenerated desc',
    'AWSCloudTrail | summarize n = count() by EventName, ReadOnly | order by n desc, EventName asc',
    'AWSCloudTrail | sort by AWSRegion asc, TimeGenerated desc | take 7 | project AwsEventId, AWSRegion',
    'AWSCloudTrail | sort by ReadOnly asc, TimeGenerated asc | take 20 | project AwsEventId',
    'AWSCloudTrail | sort by ReadOnly desc, TimeGenerated asc | take 20 | project AwsEventId',
    'AWSCloudTrail | top 5 by TimeGenerated desc | project AwsEventId, EventName',
    'AWSCloudTrail | take 0',
    'AWSCloudTrail | summarize n = count() by ReadOnly | take 2',
    `AWSCloudTrail | sort by TimeGenerated asc | extend before = prev(EventName), after = next(ReadOnly), n = row_number(), third = prev(${N}, 3, "none")`,
    'AWSCloudTrail | sort by TimeGenerated asc | extend total = row_cumsum(strlen(AWSRegion)), gap = TimeGenerated - prev(TimeGenerated)',
  ],
  joins: [
    ...['inner', 'leftouter', 'rightouter', 'fullouter', 'leftsemi', 'leftanti', 'rightsemi', 'rightanti'].flatMap((kind) => [
      `${PUTS} | join kind=${kind} (${GETS}) on b`,
      `${PUTS} | join kind=${kind} (${LISTS}) on SourceIpAddress`,
      `${LISTS} | join kind=${kind} (${PUTS} | extend region = AWSRegion) on SourceIpAddress`,
      `${PUTS} | summarize c = count(), regions = make_set(AWSRegion) by b | join kind=${kind} (${GETS} | summarize d = count(), ids = make_list(AwsEventId) by b) on b`,
      `${PUTS} | summarize c = count() by b, r = ReadOnly | join kind=${kind} (${GETS} | summarize d = count() by b, r = ReadOnly) on b`,
      `${PUTS} | join kind=${kind} (AWSCloudTrail | where EventName != "PutObject" | extend ${B}) on b, ${N}`,
      `AWSCloudTrail | where EventName in ("PutObject", "ListRoles") | join kind=${kind} (AWSCloudTrail | where isnotempty(ErrorCode)) on ReadOnly`,
    ]),
    `${LISTS} | join (${PUTS} | summarize c = count(), r = take_any(ReadOnly) by SourceIpAddress, b) on SourceIpAddress`,
    `${PUTS} | join kind=inner (${GETS} | join kind=inner (${LISTS}) on SourceIpAddress) on b`,
    `${PUTS} | join kind=leftouter (${GETS} | distinct b, ${N}) on b | summarize n = count(), names = make_set(${N}1) by b`,
    `let names = ${LISTS} | project SourceIpAddress; AWSCloudTrail | where SourceIpAddress in (names) and EventName == "PutObject"`,
    `let names = ${LISTS} | where n > 1 | project SourceIpAddress; AWSCloudTrail | where SourceIpAddress !in (names) and EventName == "PutObject"`,
    `let most = toscalar(${LISTS} | summarize max(n)); ${LISTS} | where n >= most`,
    `let end = toscalar(${PUTS} | summarize max(TimeGenerated)); AWSCloudTrail | where TimeGenerated == end`,
    `${PUTS} | extend t = TimeGenerated | join kind=inner (${GETS} | extend t = TimeGenerated) on t`,
  ],
  union: [
    `union (${PUTS}), (${GETS} | extend extra = AWSRegion)`,
    `union (${PUTS} | project Id = AwsEventId, X = EventName), (${GETS} | project Id = AwsEventId, X = AWSRegion) | summarize count() by X`,
    `union (${PUTS} | summarize n = count() by EventName), (${GETS} | summarize n = count() by EventName)`,
    `union (${PUTS} | project a = EventName, c = AWSRegion), (${GETS} | project a = AWSRegion, c = EventName) | where a != c`,
  ],
  'union of events': [
    `union (${PUTS} | extend ${P} | mv-expand s = p.Statement), (${GETS} | extend s = todynamic(AWSRegion)) | extend e = tostring(s.Effect)`,
    `union (AWSCloudTrail | where isnotempty(ErrorCode)), (AWSCloudTrail | where EventName == "GetObject"), (${LISTS} | project SourceIpAddress, EventName = "") | summarize count() by EventName`,
    `union (AWSCloudTrail | where isnotempty(ErrorCode)), (AWSCloudTrail | where EventName == "GetObject") | sort by TimeGenerated asc | extend before = prev(EventName) | take 5`,
    `union (AWSCloudTrail | mv-expand with_itemindex=i s = parse_json(RequestParameters).list), (${GETS}) | summarize count() by EventName, i`,
  ],
  'mv-expand': [
    `AWSCloudTrail | extend ${P} | mv-expand s = p.Statement | extend e = tostring(s.Effect), a = tostring(s.Action), whole = tostring(s)`,
    `AWSCloudTrail | extend Statement = parse_json(RequestParameters).Statement | mvexpand Statement | extend Action = tostring(Statement.Action) | where Action has "ec2"`,
    `AWSCloudTrail | extend Statement = parse_json(tostring(parse_json(RequestParameters).policyDocument)).Statement | mv-expand Statement | where tostring(Statement.Effect) =~ "allow" | extend s = tostring(Statement)`,
    `AWSCloudTrail | mv-expand with_itemindex=i s = parse_json(RequestParameters).Statement | extend i2 = i + 1, t = tostring(s)`,
    `AWSCloudTrail | mv-expand x = split(AWSRegion, "-") to typeof(string) | summarize count() by x`,
    `AWSCloudTrail | extend d = parse_json(tostring(parse_json(RequestParameters).policyDocument)) | extend whole = tostring(d), s = tostring(d.Statement)`,
    `AWSCloudTrail | extend d = parse_json(tostring(parse_json(RequestParameters).policyDocument)) | mv-expand d | extend whole = tostring(d), s = tostring(d.k)`,
    `AWSCloudTrail | mv-expand l = parse_json(RequestParameters).list | extend t = tostring(l), k = tostring(l.k), f = tostring(l[0])`,
  ],
  functions: [
    `AWSCloudTrail | extend ${P} | extend a = toint(p.n), b = tolong(p.flag), c = toint(p.bucketName), d = tolong(AWSRegion) | where a > 1 or isnull(a)`,
    `AWSCloudTrail | extend a = tolong(ReadOnly), b = toint(strlen(EventName)) | summarize sum(a), max(b) by EventName`,
    'AWSCloudTrail | summarize count() by bin(TimeGenerated, 10m), EventName',
    'AWSCloudTrail | summarize count() by bin(TimeGenerated, 7d)',
    'AWSCloudTrail | extend a = bin(strlen(EventName), 5), b = bin(TimeGenerated, 1h)',
    'AWSCloudTrail | summarize a = min(TimeGenerated), z = max(TimeGenerated) by EventName | extend h = datetime_diff("hour", z, a), m = datetime_diff("minute", a, z), d = datetime_diff("day", z, a)',
    'AWSCloudTrail | summarize a = min(TimeGenerated), n = count() by EventName, AWSRegion, ReadOnly | extend bag = bag_pack("a", a, "name", EventName, "n", n, "region", AWSRegion, "read", ReadOnly) | extend name = tostring(bag.name), t = tostring(bag.a)',
    'AWSCloudTrail | extend a = replace_string(EventName, "t", "[x]"), b = replace_string(AWSRegion, "-", ""), c = replace_string(EventName, "", "y")',
    'AWSCloudTrail | where AWSRegion has_any ("EU", "us-east", "12")',
    'AWSCloudTrail | where SourceIpAddress has_any (dynamic(["1", "192.0"])) and not(AWSRegion has_any ("west"))',
    'AWSCloudTrail | where SourceIpAddress has_all ("192", "5")',
  ],
  'a text that holds JSON is a text': [
    `AWSCloudTrail | extend ${P} | extend n = array_length(p.list), m = array_length(p.Statement)`,
    `AWSCloudTrail | extend ${P} | extend z = tostring(p.list[-1]), k = tostring(p.list[-1].k), s = tostring(p.Statement[-1])`,
    `AWSCloudTrail | where EventName == "PutBucketPolicy" | extend ${P} | summarize make_set(p.Statement), n = dcount(tostring(p.list)) by EventName`,
    `AWSCloudTrail | extend ${P} | extend s = iff(AWSRegion == "", p.list, p.Statement) | extend e = tostring(s.Effect), n = array_length(s)`,
    `AWSCloudTrail | extend ${P} | extend s = case(isnotempty(p.list), p.list, isnotempty(p.Statement), p.Statement, dynamic(null)) | mv-expand s | extend e = tostring(s.Effect)`,
    `AWSCloudTrail | extend ${P} | extend s = case(isempty(p.n), p.list, isempty(p.list), p.flag, parse_json("5")) | extend e = tostring(s[-1]), none = isnull(s) | where s != "x"`,
  ],
  'bags': [
    'AWSCloudTrail | summarize a = min(TimeGenerated), n = count() by AWSRegion, ReadOnly | extend bag = bag_pack("a", a, "q\\"", AWSRegion, "n", n, "read", ReadOnly) | extend r = tostring(bag["q\\""]), t = tostring(bag.a)',
    `AWSCloudTrail | extend ${P} | extend bag = bag_pack("s", p.Statement, "l", p.list, "t", tostring(p.list), "e", " 1e5 ") | extend e = tostring(bag.e), t = tostring(bag.t), s = tostring(bag.s)`,
  ],
  'dynamic values keep their types': [
    `AWSCloudTrail | extend ${P} | where p.flag == true`,
    `AWSCloudTrail | extend ${P} | where p.flag != true`,
    `AWSCloudTrail | extend f = parse_json(RequestParameters).flag | where f == false`,
    `AWSCloudTrail | extend ${P} | where p.n == 12`,
    `AWSCloudTrail | extend ${P} | where p.n == "12"`,
    `AWSCloudTrail | extend ${P} | where p.n != "12"`,
    `AWSCloudTrail | where parse_json(RequestParameters).Statement == "[]"`,
    `AWSCloudTrail | where parse_json(RequestParameters).n in ("12", "logs")`,
    `AWSCloudTrail | where parse_json(RequestParameters).n !in ("12", "logs")`,
  ],
}; // prettier-ignore

for (const [group, queries] of Object.entries(QUERIES)) {
  describe(group, () => {
    it.each(queries)('%s', async (query) => {
      const { rows } = await expectAgreement(await irOf(query), [...RECORDS, ...JSON_TEXTS]);
      expect(rows.length).toBeGreaterThan(
        /EventName == "none" \| summarize count\(\) by|take 0|== "\[\]"/.test(query) ? -1 : 0,
      );
    });
  });
}

describe('inputs from outside', () => {
  const externals = {
    Ips: {
      columns: [
        { name: 'Ip', type: 'string' as const },
        { name: 'Score', type: 'long' as const },
      ],
      rows: [
        ['192.0.2.1', 5],
        ['192.0.2.2', 7],
        ['192.0.2.1', 9],
        ['', null],
      ],
    },
  };
  const ips = 'let Ips = externaldata (Ip: string, Score: long) [h"https://example.org/ips.csv"];';
  it.each([
    `${ips} AWSCloudTrail | where SourceIpAddress in ((Ips | project Ip))`,
    `${ips} AWSCloudTrail | where SourceIpAddress !in ((Ips | project Ip))`,
    `${ips} AWSCloudTrail | join kind=inner Ips on $left.SourceIpAddress == $right.Ip | where Score > 6`,
    `${ips} Ips | where isnotempty(Ip) | join kind=inner (AWSCloudTrail) on $left.Ip == $right.SourceIpAddress | project Ip, Score, EventName`,
    `${ips} Ips | summarize n = count(), total = sum(Score) by Ip`,
    `${ips} AWSCloudTrail | where SourceIpAddress in ((Ips | where Score > 6 | project Ip))`,
  ])('%s', async (query) => {
    const now = Date.UTC(2024, 0, 2);
    const records = [...RECORDS, record({ sourceIPAddress: undefined }), record({ sourceIPAddress: '' })];
    for (const rows of [externals.Ips.rows, externals.Ips.rows.filter(([ip]) => ip !== ''), []]) {
      const given = { Ips: { ...externals.Ips, rows } };
      const context = { now, window: { start: now - 86_400_000, end: now }, externals: given };
      const found = await expectAgreement(await irOf(query), records, context);
      if (rows.length > 0) expect(found.rows.length).toBeGreaterThan(0);
    }
    const { artifacts } = splunk.convert(await irOf(query), {});
    expect(artifacts.find(({ path }) => path === 'lookups/Ips.csv')?.content).toMatch(/^Ip,(?:Score|note)\n$/);
  });
});
