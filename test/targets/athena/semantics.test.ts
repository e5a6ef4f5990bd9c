import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsFrom } from '../../../src/events/events-from.js';
import { referenceEngine } from '../../../src/interpreter/engine.js';
import type { EngineSession } from '../../../src/target/engine.js';
import { compareRows } from '../../../src/verify/compare.js';
import { athenaEngine } from '../../../targets/athena/engine/index.js';
import { athena } from '../../../targets/athena/index.js';
import { irOf } from '../../support/seeds.js';
import { RECORDS } from './records.js';

const CONTEXT = { now: Date.UTC(2024, 2, 2), window: { start: Date.UTC(2024, 2, 1), end: Date.UTC(2024, 2, 2) } };

/** Each runs over every record on DuckDB and in the reference; values, nulls and evidence must be equal. */
const WHERES = [
  `UserAgent == "abc"`,
  `UserAgent != "abc"`,
  `not(UserAgent == "abc")`,
  `UserAgent == ""`,
  `UserAgent != ""`,
  `isempty(UserAgent)`,
  `isnotempty(UserAgent)`,
  `UserAgent == ErrorMessage`,
  `UserAgent != ErrorMessage`,
  `UserAgent in ("abc", "ABC", "5")`,
  `UserAgent in ("abc", "")`,
  `UserAgent !in ("abc", "ABC")`,
  `not(UserAgent in ("abc", ""))`,
  `UserAgent in~ ("abc", "KELVIN", "akey k kelvin")`,
  `not(UserAgent in~ ("ABC"))`,
  `UserAgent =~ "AbC"`,
  `UserAgent !~ "AbC"`,
  `UserAgent =~ ErrorMessage`,
  `UserAgent contains "KEL"`,
  `UserAgent contains "K"`,
  `UserAgent contains "i"`,
  `UserAgent contains "É"`,
  `UserAgent contains "abc"`,
  `UserAgent !contains "abc"`,
  `UserAgent contains ""`,
  `UserAgent contains_cs "ABC"`,
  `UserAgent !contains_cs "abc"`,
  `UserAgent contains "%_"`,
  `UserAgent contains "o'brien -- */ ;"`,
  `UserAgent contains "\\\\slash"`,
  `UserAgent contains "b\\u2028c"`,
  `UserAgent contains_cs ErrorMessage`,
  `UserAgent startswith "AB"`,
  `UserAgent startswith_cs "AB"`,
  `UserAgent !startswith "ab"`,
  `UserAgent endswith "BC"`,
  `UserAgent endswith_cs "bc"`,
  `UserAgent !endswith "bc"`,
  `UserAgent endswith "the text is longer than any of them, so that it cannot end so"`,
  `UserAgent endswith ErrorMessage`,
  `UserAgent has "abc"`,
  `UserAgent has "ABC"`,
  `UserAgent has_cs "ABC"`,
  `UserAgent !has "abc"`,
  `UserAgent has "b"`,
  `UserAgent has "corp.example"`,
  `UserAgent has "@corp"`,
  `UserAgent has "K"`,
  `UserAgent matches regex "^a.c$"`,
  `UserAgent matches regex "(?i)^ABC"`,
  `UserAgent matches regex ".*"`,
  `not(UserAgent matches regex "b")`,
  `UserAgent matches regex "\\\\s\\\\S+$"`,
  `ReadOnly`,
  `ReadOnly == true`,
  `ReadOnly == false`,
  `ReadOnly != true`,
  `not(ReadOnly)`,
  `not(ReadOnly == true)`,
  `isnull(ReadOnly)`,
  `isnotnull(ReadOnly) and EventName == "Odd"`,
  `ReadOnly or UserAgent == "abc"`,
  `not(ReadOnly or UserAgent == "abc")`,
  `ReadOnly in (true)`,
  `ReadOnly !in (true)`,
  `strlen(UserAgent) > 5`,
  `strlen(UserAgent) == 3 or strlen(UserAgent) % 2 == 1`,
  `TimeGenerated > ago(23h)`,
  `TimeGenerated + 1h > datetime(2024-03-01T01:10:00Z)`,
  `SessionCreationDate != datetime(2024-01-01)`,
  `SessionCreationDate == datetime(2024-01-01)`,
  `SessionCreationDate == SessionCreationDate`,
  `isnull(SessionCreationDate)`,
  `parse_json(UserAgent).a.c == "x"`,
  `parse_json(UserAgent).s == "5"`,
  `parse_json(UserAgent).s != "5"`,
  `parse_json(UserAgent).t == true`,
  `parse_json(UserAgent).a.b == 1`,
  `isnull(parse_json(UserAgent))`,
  `isempty(parse_json(UserAgent))`,
  `isnull(parse_json(UserAgent).n)`,
  `isnotnull(parse_json(UserAgent).a)`,
  `parse_json(UserAgent).e[1] == "two"`,
  `parse_json(UserAgent)[0] == "x"`,
  `parse_json(UserAgent)["0"] == "zero"`,
  `parse_json(RequestParameters).text == "abc"`,
  `parse_json(RequestParameters).text contains "ABC"`,
  `tostring(parse_json(RequestParameters).text) == "abc"`,
  `tostring(parse_json(RequestParameters).text) != "abc"`,
  `tostring(parse_json(RequestParameters).text) == "{}"`,
  `tostring(parse_json(RequestParameters).text) in ("abc", "")`,
  `tostring(parse_json(RequestParameters).bag) == ""`,
  `isempty(tostring(parse_json(RequestParameters).bag))`,
  `array_length(parse_json(UserAgent)) == 3`,
  `array_length(split(UserAgent, "b")) > 1`,
  `Resources contains "accountId"`,
  `Resources !contains "accountId"`,
  `Resources has "accountid"`,
  `isempty(Resources)`,
  `todynamic(Resources)[0].accountId == "1"`,
  `todynamic(Resources)[-1].ARN == "arn:y"`,
  `array_length(todynamic(Resources)) == 2`,
  `1 / 0 == 1`,
  `isnull(1 / 0)`,
  `isnull(9223372036854775807 + strlen(UserAgent))`,
];

const EXTENDS = [
  `substring(UserAgent, 1)`,
  `substring(UserAgent, 1, 2)`,
  `substring(UserAgent, 100)`,
  `substring(UserAgent, -2)`,
  `substring(UserAgent, -100, 3)`,
  `substring(UserAgent, indexof(UserAgent, ":") + 1)`,
  `substring(UserAgent, indexof(UserAgent, "b"))`,
  `substring(UserAgent, indexof(ErrorMessage, "n"), 2)`,
  `substring(UserAgent, 1, indexof(UserAgent, "c"))`,
  `indexof(UserAgent, "b")`,
  `indexof(UserAgent, "")`,
  `indexof_regex(UserAgent, "b|c")`,
  `indexof_regex(UserAgent, "c$")`,
  `indexof_regex(UserAgent, ":")`,
  `strlen(UserAgent)`,
  `strcat(UserAgent, "/", ErrorMessage, strlen(UserAgent))`,
  `split(UserAgent, "b")`,
  `split(UserAgent, "b")[0]`,
  `split(UserAgent, "b")[-1]`,
  `split(UserAgent, "b")[1]`,
  `split(UserAgent, "b", 1)`,
  `split(UserAgent, "b", 9)`,
  `tostring(split(UserAgent, "b", 0)[0])`,
  `tostring(split(UserAgent, "@")[1])`,
  `split(UserAgent, "")`,
  `toupper("straße")`,
  `parse_json(UserAgent)`,
  `tostring(parse_json(UserAgent).e)`,
  `parse_json(UserAgent).a`,
  `tostring(parse_json(UserAgent).a)`,
  `parse_json(UserAgent).e[-1].k`,
  `parse_json(UserAgent).e[5]`,
  `parse_json(UserAgent).absent.deeper`,
  `parse_json(RequestParameters)`,
  `parse_json(RequestParameters).list[1].ARN`,
  `parse_json(RequestParameters)["0"]`,
  `parse_json(RequestParameters)[0]`,
  `parse_json(RequestParameters).nested["a b"]`,
  `parse_json(tostring(parse_json(RequestParameters).text)).a.c`,
  `tostring(parse_json(RequestParameters).number)`,
  `RequestParameters`,
  `todynamic(Resources)`,
  `todynamic(Resources)[0]`,
  `tostring(todynamic(Resources)[0].type)`,
  `iff(isnotempty(UserAgent), UserAgent, ErrorMessage)`,
  `iff(isempty(UserAgent), ErrorMessage, UserAgent)`,
  `iff(ReadOnly, "yes", "no")`,
  `iff(isnull(ReadOnly), 1, 2)`,
  `iff(ReadOnly, parse_json(UserAgent), parse_json(RequestParameters).list)`,
  `iff(ReadOnly, split(UserAgent, "b"), parse_json(""))`,
  `iff(ReadOnly, split(UserAgent, "b")[0], parse_json(UserAgent).a)`,
  `case(UserAgent == "abc", "one", isempty(UserAgent), ErrorMessage, UserAgent)`,
  `case(ReadOnly, datetime(2024-01-01), TimeGenerated)`,
  `coalesce(ReadOnly, false)`,
  `coalesce(UserAgent, ErrorMessage, "none")`,
  `ReadOnly == true`,
  `ReadOnly != true`,
  `ReadOnly and UserAgent == "abc"`,
  `UserAgent has "abc"`,
  `UserAgent == "abc"`,
  `ReadOnly == (UserAgent == "abc")`,
  `strlen(UserAgent) / 2`,
  `(strlen(UserAgent) - 10) % 3`,
  `(0 - strlen(UserAgent)) / 2`,
  `-strlen(UserAgent)`,
  `strlen(UserAgent) * 2 - 1`,
  `strlen(UserAgent) * 9223372036854775807`,
  `1.5`,
  `now()`,
  `TimeGenerated - 10m`,
  `dynamic({"a": [1, "x"]}).a[1]`,
  `dynamic(["a", "b"])`,
  `dynamic(null)`,
  `long(null)`,
  `isnull(long(null) == long(null))`,
  `UserIdentityArn`,
  `SourceSystem`,
  `TenantId`,
];

const QUERIES = [
  `AWSCloudTrail | mv-expand todynamic(Resources) | extend account = tostring(Resources.accountId)`,
  `AWSCloudTrail | mv-expand with_itemindex=i r = todynamic(Resources) | project i, r, AwsEventId`,
  `AWSCloudTrail | mv-expand part = split(UserAgent, "b") | project part, EventName`,
  `AWSCloudTrail | mv-expand item = parse_json(UserAgent) | project item`,
  `AWSCloudTrail | mv-expand item = parse_json(RequestParameters).list | extend arn = tostring(item.ARN) | project item, arn`,
  `AWSCloudTrail | mv-expand item = parse_json(RequestParameters).bag | project item`,
  `AWSCloudTrail | mv-expand item = parse_json(RequestParameters).absent | project item, AwsEventId`,
  `AWSCloudTrail | extend a = strcat(UserAgent, "x") | extend b = strcat(a, a) | where b has "abcx" or a == "x" | project a, b`,
  `AWSCloudTrail | extend UserAgent = EventName, EventName = UserAgent | project UserAgent, EventName`,
  `AWSCloudTrail | project userAgent = UserAgent, UserAgent = EventName`,
  `AWSCloudTrail | extend p = parse_json(RequestParameters) | extend t = tostring(p.text), l = p.list | project t, l, p`,
  `let odd = AWSCloudTrail | where EventName == "Odd" | extend key = tostring(parse_json(RequestParameters).number);
   AWSCloudTrail | extend key = substring(AwsEventId, 6, 1) | join odd on key | project key, AwsEventId, AwsEventId1`,
  `AWSCloudTrail | join kind=inner (AWSCloudTrail | where ReadOnly) on UserAgent | project UserAgent, AwsEventId, AwsEventId1`,
  `AWSCloudTrail | join (AWSCloudTrail | project ErrorMessage, other = EventName) on ErrorMessage | project ErrorMessage, other, AwsEventId`,
  `AWSCloudTrail | join kind=leftouter (AWSCloudTrail | where ReadOnly | project k = UserAgent, t = TimeGenerated, ok = ReadOnly) on $left.UserAgent == $right.k | project UserAgent, k, t, ok`,
  `AWSCloudTrail | join kind=inner (AWSCloudTrail | project SessionCreationDate, x = EventName) on SessionCreationDate | project x`,
  `print a = "x'y", b = 1, c = dynamic([1, 2]), d = strcat("a", "\\u0000", "b")`,
  `datatable(s: string, n: long, d: dynamic, t: datetime) ["a", 1, dynamic({"k": 1}), datetime(2024-01-01), "", long(null), dynamic(null), datetime(null)] | where n != 1 or s == "a" | extend k = d.k`,
  `datatable(s: string) [] | extend x = 1`,
];

let reference: EngineSession;
let engine: EngineSession;

beforeAll(async () => {
  reference = await referenceEngine.open(eventsFrom(RECORDS));
  engine = await athenaEngine.open(eventsFrom(RECORDS));
});

afterAll(async () => {
  await reference.close();
  await engine.close();
});

async function check(query: string): Promise<void> {
  const rule = await irOf(query);
  const conversion = athena.convert(rule, { window: CONTEXT.window });
  expect(conversion.reasons).toEqual([]);
  const expected = await reference.run(rule, conversion, CONTEXT);
  const actual = await engine.run(rule, conversion, CONTEXT);
  const { missing, extra } = compareRows(expected, actual, { typeless: false });
  expect({ missing: missing.slice(0, 3), extra: extra.slice(0, 3) }).toEqual({ missing: [], extra: [] });
}

describe('DuckDB and the reference agree', () => {
  test.each(WHERES)('where %s', (predicate) =>
    check(`AWSCloudTrail | where ${predicate} | project AwsEventId, UserAgent`),
  );
  test.each(EXTENDS)('extend %s', (expression) =>
    check(`AWSCloudTrail | extend result = ${expression} | project result, AwsEventId`),
  );
  test.each(QUERIES)('%s', check);
});
