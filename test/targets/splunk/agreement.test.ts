import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../../src/events/event-source.js';
import { irOf } from '../../support/seeds.js';
import { expectAgreement, record } from './agreement.js';

/** Values on which text functions and comparisons of SPL and KQL could part. */
const USER_NAMES: readonly unknown[] = [
  undefined, null, '', 'null', 'success', 'alice', 'Alice', 'ALICE', 'al_ice', 'alice@example.org', '@', 'a@b@c', 'bob', 'x alice', 'alice\n', 'xalice',
  '012', '12', '12.0', '1e1', '10', ' 12', 'a*b', 'a%b', 'a\\b', 'a"b', "a'b", '`date`', '$x$', 'a|b', '[search x]', 'línea', 'LÍNEA', 'Ｋelvin', '\u212Aelvin', 'kelvin', 'Kelvin',
  'a\nb', 'a:b:c', ':', 'true', '{"a":1}', '[1]', 5, true, { a: 1 }, ['x', 'y'], '😀x:y', 'ſ', 's', 'tab\there',
]; // prettier-ignore

/** Both borders of the window, both sides of it, and no time at all. */
const TIMES = [
  ...Array.from({ length: 6 }, (_, hour) => `2024-01-01T1${hour}:00:00Z`),
  '2024-01-01T00:00:00Z',
  '2024-01-02T00:00:00Z',
  '2023-12-31T23:59:59Z',
  'never',
  '2024-01-01T23:59:59Z',
];

const RECORDS: readonly LogRecord[] = USER_NAMES.flatMap((userName, index) => [
  record({
    userIdentity:
      userName === undefined
        ? { type: 'Root' }
        : { type: 'IAMUser', userName, arn: `arn:aws:iam::1:user/${String(userName)}` },
    errorCode: [undefined, null, '', 'AccessDenied', 'success'][index % 5],
    errorMessage: [undefined, '', null, 'no'][index % 4],
    readOnly: [true, false, undefined, null, 'TRUE', 'x'][index % 6],
    requestParameters: [
      undefined,
      null,
      {
        a: { b: 'x', n: 5, t: true, z: null, list: [1, 'two', { k: 'v' }], text: '{"b":"inner"}' },
        'odd.key': 'o',
        'sp ace': 's',
        name: userName,
      },
      { a: [] },
      'plain',
      {},
    ][index % 6],
    resources: [undefined, [], [{ accountId: '1', ARN: 'arn:1' }, { accountId: '2' }], null, [{ ARN: 'arn:3' }]][
      index % 5
    ],
    eventTime: TIMES[index % 11],
  }),
]);

const from = (tail: string): string => `AWSCloudTrail | ${tail}`;
const U = 'UserIdentityUserName';

/** Queries whose result SPL must reproduce on every one of the records. */
const QUERIES: { readonly [group: string]: readonly string[] } = {
  equality: [
    `where ${U} == "alice"`, `where ${U} != "alice"`, `where ${U} == ""`, `where ${U} != ""`, `where ${U} == "null"`, `where ${U} == "12"`,
    `where ${U} =~ "ALICE"`, `where ${U} !~ "alice"`, `where ${U} =~ "kelvin"`, `where ${U} == "a\\nb"`, `where ${U} != "a\\nb"`, `where ${U} == "\`date\`"`,
    `where ${U} in ("alice", "bob", "")`, `where ${U} !in ("alice", "bob")`, `where ${U} !in ("alice", "")`, `where ${U} in~ ("ALICE", "BOB")`,
    `where ${U} !in~ ("alice", "s")`, `where ${U} in ("a\\nb", "bob")`, `where ErrorCode == "success"`, `where ErrorCode != "AccessDenied"`,
    `where ErrorCode in ("AccessDenied", "success")`, 'where isempty(ErrorCode)', 'where isnotempty(ErrorCode) and isempty(ErrorMessage)',
    `where tostring(split(${U}, ":")[0]) == ${U}`, `where UserIdentityArn != strcat("arn:aws:iam::1:user/", ${U})`,
    `where not(${U} == "alice" or ErrorCode == "AccessDenied")`, `where not(${U} != "alice" and isempty(ErrorCode))`, `where isnull(${U})`,
  ],
  matching: [
    `where ${U} contains "ALICE"`, `where ${U} !contains "alice"`, `where ${U} contains "ul"`, `where ${U} contains "k"`, `where ${U} contains "S"`, `where ${U} contains "Í"`,
    `where ${U} contains_cs "lice"`, `where ${U} contains ""`, `where ${U} contains "\\\\"`, `where ${U} contains "\\""`, `where ${U} contains "*"`, `where ${U} contains "\\n"`,
    `where ${U} startswith "AL"`, `where ${U} startswith_cs "al"`, `where ${U} endswith "ICE"`, `where ${U} endswith_cs "ice"`, `where ${U} !startswith "a"`, `where ${U} !endswith "e"`,
    `where ${U} has "alice"`, `where ${U} has_cs "alice"`, `where ${U} !has "alice"`, `where ${U} has "@"`, `where ${U} has "a:b"`, `where ${U} has "`+'b"',
    `where ${U} matches regex "^a.*e$"`, `where ${U} matches regex @"^\\d+$"`, `where ${U} matches regex "(?i)ALICE"`, `where ${U} matches regex @"[a-c]\\s|\\|"`,
    `where UserIdentityArn contains ${U}`, `where UserIdentityArn !contains ${U}`, `where UserIdentityArn contains_cs ${U}`, `where UserIdentityArn has ${U}`, `where UserIdentityArn !has ${U}`, `where UserIdentityArn has_cs ${U}`,
    `where UserIdentityArn endswith ${U}`, `where ${U} startswith ErrorCode`, `where ${U} !startswith_cs ErrorMessage`,
    `where not(${U} matches regex "l+")`, `where ${U} matches regex "a.b"`,
  ],
  values: [
    `extend x = iff(isempty(${U}), "none", ${U})`, `extend x = case(${U} == "alice", "A", ${U} contains "b", "B", "C")`, `extend x = strcat(${U}, "/", ErrorCode, 5)`,
    `extend x = strlen(${U})`, `extend x = substring(${U}, 1)`, `extend x = substring(${U}, 1, 2)`, `extend x = substring(${U}, 0, 0)`, `extend x = substring(${U}, -3)`, `extend x = substring(${U}, -3, 2)`, `extend x = substring(${U}, 30)`,
    `extend x = substring(${U}, indexof(${U}, ":") + 1)`, `extend x = substring(${U}, indexof(${U}, "li") + 1)`, `extend x = indexof(${U}, "i")`, `extend x = indexof(${U}, "")`,
    `extend x = indexof_regex(${U}, "[:@]")`, `extend x = indexof_regex(${U}, "b$")`, `extend x = split(${U}, "@")`,
    `extend x = split(${U}, "@", 1)`, `extend x = tostring(split(${U}, "@", 5)[0])`, `extend x = split(${U}, "")`, `extend x = array_length(split(${U}, "a"))`,
    `extend x = coalesce(${U}, ErrorCode, "z")`, `extend x = tostring(strlen(${U}) + 1)`, `extend x = strlen(${U}) * 2 - 7`, `extend x = strlen(${U}) / 2`, `extend x = (3 - strlen(${U})) / 2`,
    `extend x = strlen(${U}) > 3, y = ${U} == "alice"`, `where strlen(${U}) >= 4`, `where not(strlen(${U}) >= 4)`,
    `extend ${U} = strcat(${U}, "!"), x = ${U}`, `extend a = ${U}, b = ErrorCode | extend a = b, b = a`, `extend eventName = ${U}, evidence1 = EventName | where EventName == "GetObject"`,
    `project ${U}, Other = ErrorCode, EventName = ErrorMessage`, `project ErrorCode = ErrorMessage, ErrorMessage = ErrorCode`, `project a = ${U}, b = ${U}`, `project ['x y'] = ${U}, ['z.w'] = ErrorCode`,
  ],
  types: [
    'where ReadOnly == true', 'where ReadOnly == false', 'where ReadOnly != true', 'where not(ReadOnly)', 'where ReadOnly', 'extend x = tostring(ReadOnly)', 'extend x = iff(ReadOnly, "r", "w")', 'where isnull(ReadOnly)',
    'extend x = not(ReadOnly)', `extend x = ReadOnly and ${U} == "alice"`, 'where ReadOnly == SessionMfaAuthenticated', 'where ReadOnly in (true)',
    'where TimeGenerated > ago(12h)', 'where TimeGenerated >= datetime(2024-01-01 12:00:00)', 'where TimeGenerated < now() - 1h', 'extend x = TimeGenerated + 1h', 'where isnull(SessionCreationDate)', 'extend x = ManagementEvent',
    'where TimeGenerated between (datetime(2024-01-01) .. datetime(2024-01-01 06:00:00))',
  ],
  dynamic: [
    'extend p = parse_json(RequestParameters) | extend x = tostring(p.a.b), n = tostring(p.a.n), t = tostring(p.a.t), z = tostring(p.a.z), l = tostring(p.a.list), a = tostring(p.a)',
    'extend x = parse_json(RequestParameters).a', 'extend x = parse_json(RequestParameters)', 'extend x = tostring(parse_json(RequestParameters).["odd.key"])', 'extend x = tostring(parse_json(RequestParameters)["sp ace"])',
    'extend x = tostring(parse_json(RequestParameters).a.list[1])', 'extend x = tostring(parse_json(RequestParameters).a.list[2].k)', 'extend x = parse_json(RequestParameters).a.text.b', 'extend x = tostring(parse_json(RequestParameters).name)',
    'where parse_json(RequestParameters).a.b == "x"', 'where parse_json(RequestParameters).a.b != "x"', 'where isempty(parse_json(RequestParameters).a)', 'where isnotnull(parse_json(RequestParameters).a.z)', 'where parse_json(RequestParameters).a has "two"',
    'where not(parse_json(RequestParameters).a has "two")', 'where parse_json(RequestParameters).a.b in ("x", "y")', 'where parse_json(RequestParameters).a.b !in ("x", "y")', 'extend x = array_length(parse_json(RequestParameters).a.list), y = array_length(parse_json(RequestParameters).a)',
    'extend d = parse_json(RequestParameters).a | extend x = tostring(d.b) | extend d = d.list | extend y = tostring(d[1])', 'extend parts = split(UserIdentityArn, "/") | extend x = tostring(parts[0]), y = array_length(parts)',
    'where RequestParameters has "two" or ResponseElements == ""',
  ],
  'mv-expand': [
    'mv-expand todynamic(Resources)', 'mv-expand todynamic(Resources) | extend x = tostring(Resources.accountId)', 'mv-expand r = todynamic(Resources) | where tostring(r.accountId) == "2"', 'mv-expand with_itemindex=i r = todynamic(Resources) | where i >= 0 and isnotempty(r)',
  ],
}; // prettier-ignore

/** Strings inside dynamic values. A field has no types, so that one which looks like JSON comes back as JSON. */
const DYNAMIC_STRINGS = [
  `extend x = split(${U}, "@")[0]`,
  `extend x = split(${U}, "@")[-1]`,
  `extend x = split(${U}, "@", 0)[0]`,
  `extend x = split(${U}, "@")[1]`,
  `extend x = split(${U}, "@")[-2]`,
  `extend x = split(${U}, "@", 1)[0]`,
  `mv-expand p = split(${U}, "@")`,
  `extend p = split(${U}, ":") | mv-expand p | extend x = strcat(p, "")`,
  `mv-expand with_itemindex=at p = split(${U}, ":") | where at > 0`,
];
const looksLikeJson = (name: unknown): boolean => typeof name === 'object' || /^[[{]/.test(String(name));

describe('dynamic strings', () => {
  const records = RECORDS.filter((_, index) => USER_NAMES[index] === null || !looksLikeJson(USER_NAMES[index]));
  it.each(DYNAMIC_STRINGS)('%s', async (query) => {
    await expectAgreement(await irOf(from(query)), records);
  });
});

for (const [group, queries] of Object.entries(QUERIES)) {
  describe(group, () => {
    it.each(queries)('%s', async (query) => {
      await expectAgreement(await irOf(from(query)), RECORDS);
    });
  });
}

it('the records tell the filters apart: few keep all or none', async () => {
  const filters = [...QUERIES['equality']!, ...QUERIES['matching']!];
  const kept = async (query: string): Promise<number> =>
    (await expectAgreement(await irOf(from(query)), RECORDS)).rows.length;
  const all = await kept('where true');
  const sizes = await Promise.all(filters.map(kept));
  expect(filters.filter((_, index) => sizes[index] === 0 || sizes[index] === all)).toEqual([
    `where isnull(${U})`,
    `where ${U} contains ""`,
  ]);
});
