import { describe, expect, test } from 'vitest';
import type { LogRecord } from '../../../src/events/event-source.js';
import { referenceEngine } from '../../../src/interpreter/engine.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { Conversion } from '../../../src/target/target.js';
import { convert } from '../../../targets/sigma/convert.js';
import { sigmaEngine } from '../../../targets/sigma/engine/engine.js';
import { widen } from '../../../targets/sigma/logic/widen.js';
import { createContext } from '../../../targets/sigma/lowering/context.js';
import { originOf } from '../../../targets/sigma/lowering/flow.js';
import { irOf } from '../../support/seeds.js';
import { holds } from './support/holds.js';
import { flagged } from './support/run-both.js';

/**
 * The heart of the target: what Sigma flags is what the reference interpreter flags (`exact`), or more (`broader`), on
 * records that miss each test by a little.
 */

const TIME = '2026-01-01T12:00:00Z';
const RECORDS: readonly LogRecord[] = [
  {},
  { eventName: null, errorCode: null, readOnly: null },
  { eventName: '', errorCode: '' },
  { eventName: 'PutObject' },
  { eventName: 'putobject', errorCode: 'AccessDenied' },
  { eventName: 'PutObjectAcl', errorCode: 'Client.UnauthorizedOperation' },
  { eventName: 'XPutObject', readOnly: true },
  { eventName: 'a*b?c\\d', readOnly: false },
  { eventName: 'aXbYc\\d', readOnly: 'TRUE' },
  { eventName: 'Put-Object now', readOnly: 'false' },
  { eventName: 'Put_Object', errorCode: 'x' },
  { eventName: 'caf\u00e9 PUT' },
  { eventName: 'CAF\u00c9 put' },
  { eventName: 'line\nPut Object' },
  { recipientAccountId: '111', userIdentity: { accountId: '111', arn: 'arn:a/b/Put' } },
  { recipientAccountId: '111', userIdentity: { accountId: '222', arn: 'Put' } },
  { userIdentity: { accountId: '222', arn: 'arn:Put/x', userName: 'ARN:put/X' } },
  { userIdentity: { arn: 'same', userName: 'same' } },
  { userIdentity: { arn: 'same', userName: 'SAME' } },
  { userIdentity: { arn: 'one/', userName: 'other' } },
  { recipientAccountId: '111', resources: [] },
  { resources: [] },
  { resources: [{ accountId: '333' }] },
  { recipientAccountId: '111', resources: [{ accountId: '111', type: 'b' }] },
  { recipientAccountId: '111', resources: [{ accountId: '222', type: 'a' }] },
  {
    recipientAccountId: '111',
    resources: [{ ARN: 'x' }, { accountId: '111', type: 'a' }, { accountId: '222', type: 'b' }],
  },
  { recipientAccountId: '111', resources: [{ ARN: 'bucket-accountId' }] },
  { requestParameters: { a: 'x', b: { c: 'Put' }, n: 22, f: true, list: ['p', 'q'] } },
  { requestParameters: { a: '', b: { c: '' }, n: '22', f: 'true', list: [] } },
  { requestParameters: { a: 'y', b: { c: null }, n: 23, f: false, list: ['q', 'r'] } },
  { requestParameters: { a: 22, b: 'Put', n: null, list: [''] } },
  { requestParameters: { a: { x: 1 }, n: -1.5 } },
  { requestParameters: 'text' },
].map((fields, index) => ({ eventTime: TIME, eventID: `e${index}`, ...fields }));

const P = 'parse_json(RequestParameters)';

/** `listed`: broader only in what Sigma makes of lists on the way to a field, and equal where there are none. */
type Claim = Conversion['fidelity'] | 'listed';

/** Predicate, and whether the port of it is exact. */
const PREDICATES: readonly (readonly [kql: string, claim: Claim])[] = [
  ['EventName == "PutObject"', 'exact'],
  ['EventName != "PutObject"', 'exact'],
  ['EventName <> "PutObject" and isnotempty(EventName)', 'exact'],
  ['EventName =~ "PUTOBJECT"', 'exact'],
  ['EventName !~ "PUTOBJECT"', 'exact'],
  ['EventName in ("PutObject", "", "putobject")', 'exact'],
  ['EventName !in ("PutObject", "Put_Object")', 'exact'],
  ['EventName in~ ("PUTOBJECT")', 'exact'],
  ['EventName contains "OBJECT"', 'exact'],
  ['EventName !contains "OBJECT"', 'exact'],
  ['EventName contains_cs "Object"', 'exact'],
  ['EventName contains ""', 'unsupported'],
  ['EventName startswith "put"', 'exact'],
  ['EventName !startswith "put"', 'exact'],
  ['EventName endswith_cs "Object"', 'exact'],
  ['EventName has "object"', 'exact'],
  ['EventName has "Put"', 'exact'],
  ['EventName has_cs "Object"', 'exact'],
  ['EventName !has "object"', 'exact'],
  ['EventName has "Put-Object"', 'exact'],
  ['EventName has "caf\u00e9"', 'broader'],
  ['EventName contains "caf\u00e9"', 'broader'],
  ['EventName !contains "caf\u00e9"', 'broader'],
  ['EventName contains_cs "caf\u00e9"', 'exact'],
  ['EventName == "a*b?c\\\\d"', 'exact'],
  ['EventName contains "*b?"', 'exact'],
  ['EventName matches regex "^Put(Object|_Object)$"', 'exact'],
  ['EventName matches regex "^(?:Put)?[a-z]*$"', 'exact'],
  ['EventName matches regex "(?i)^put[^a-z]"', 'exact'],
  ['not(EventName matches regex "t.O")', 'exact'],
  ['EventName matches regex "\\\\bPut" and isempty(ErrorCode)', 'broader'],
  ['isempty(ErrorCode)', 'exact'],
  ['isnotempty(ErrorCode) and isempty(EventName)', 'exact'],
  ['not(isempty(ErrorCode) or EventName == "PutObjectAcl")', 'exact'],
  ['ReadOnly', 'exact'],
  ['not(ReadOnly)', 'exact'],
  ['ReadOnly == true', 'exact'],
  ['ReadOnly != true', 'exact'],
  ['ReadOnly == false', 'exact'],
  ['isnull(ReadOnly)', 'exact'],
  ['isnotnull(ReadOnly)', 'exact'],
  ['RecipientAccountId == UserIdentityAccountId', 'exact'],
  ['RecipientAccountId != UserIdentityAccountId', 'exact'],
  ['UserIdentityArn == UserIdentityUserName', 'broader'],
  ['UserIdentityArn != UserIdentityUserName and isnotempty(UserIdentityArn)', 'broader'],
  ['UserIdentityArn =~ UserIdentityUserName', 'exact'],
  ['tolower(EventName) == "putobject"', 'exact'],
  ['tolower(EventName) == "PutObject"', 'unsupported'],
  ['toupper(EventName) != "PUTOBJECT"', 'exact'],
  ['tolower(EventName) contains "object"', 'exact'],
  ['tostring(split(UserIdentityArn, "/")[-1]) == "Put"', 'exact'],
  ['tostring(split(UserIdentityArn, "/")[-1]) != "Put"', 'exact'],
  ['tostring(split(UserIdentityArn, "/")[0]) == "arn:Put"', 'exact'],
  ['tostring(split(UserIdentityArn, "/")[-1]) == ""', 'exact'],
  ['tostring(split(UserIdentityArn, "/")[1]) == "b"', 'broader'],
  ['tostring(split(UserIdentityArn, "/")[1]) != "b" and isnotempty(UserIdentityArn)', 'broader'],
  ['substring(EventName, 1) startswith "put"', 'broader'],
  ['strcat(EventName, "x") == "PutObjectx" and isempty(ErrorCode)', 'broader'],
  ['strcat(EventName, "x") == "PutObjectx" or isempty(ErrorCode)', 'unsupported'],
  ['strlen(EventName) > 3', 'unsupported'],
  ['iff(isempty(ErrorCode), EventName, ErrorCode) == "PutObject"', 'exact'],
  ['iff(isempty(ErrorCode), EventName, ErrorCode) != "PutObject"', 'exact'],
  ['case(EventName has "Put", "a", isempty(ErrorCode), "b", ErrorCode) in ("a", "x")', 'exact'],
  ['coalesce(ErrorCode, EventName) == "PutObject"', 'exact'],
  ['TimeGenerated > ago(2d) and EventName == "PutObject"', 'exact'],
  ['TimeGenerated >= ago(1d) and EventName == "PutObject"', 'exact'],
  ['TimeGenerated > ago(1h) and EventName == "PutObject"', 'broader'],
  ['TimeGenerated <= now() and EventName == "PutObject"', 'exact'],
  [`tostring(${P}.a) == "x"`, 'listed'],
  [`tostring(${P}.a) != "x"`, 'exact'],
  [`isempty(tostring(${P}.b.c))`, 'listed'],
  [`tostring(${P}.b.c) startswith_cs "P"`, 'listed'],
  [`${P}.a == "x"`, 'listed'],
  [`${P}.a == ""`, 'listed'],
  [`${P}.a == "22"`, 'broader'],
  [`${P}.a != "22" and isnotempty(RequestParameters)`, 'broader'],
  [`${P}.n == 22`, 'broader'],
  [`${P}.n != 22 and isnotempty(RequestParameters)`, 'broader'],
  [`${P}.n > 22`, 'broader'],
  [`not(${P}.n > 22)`, 'broader'],
  [`tostring(${P}.list[0]) == "p"`, 'broader'],
  [`tostring(${P}.list[0]) != "p" and isnotempty(RequestParameters)`, 'broader'],
  [`tostring(${P}["a.b"]) == "p" and isempty(ErrorCode)`, 'broader'],
  [`tostring(${P}.f) == "true"`, 'listed'],
  [`tostring(${P}.f) !in~ ("TRUE", "x")`, 'exact'],
  [`tostring(${P}.n) == "22"`, 'listed'],
  [`tostring(${P}.n) != "22"`, 'exact'],
  [`tostring(${P}.list) == '["p","q"]' and isempty(ErrorCode)`, 'broader'],
  [`tostring(${P}.list) !contains '"p"' and isempty(ErrorCode)`, 'broader'],
  [`${P}.f == true`, 'broader'],
  [`${P}.f != true and isnotempty(RequestParameters)`, 'broader'],
  [`isnull(${P}.b.c)`, 'listed'],
  [`RequestParameters contains "put"`, 'exact'],
  ['ErrorCode == "AccessDenied" and (EventName has "x" or EventName =~ "putobject")', 'exact'],
  ['(ErrorCode == "x" and EventName has "Put") or (isempty(ErrorCode) and EventName == "PutObject")', 'exact'],
];

const PIPELINES: readonly (readonly [kql: string, claim: Claim])[] = [
  ['extend Name = EventName, EventName = ErrorCode | where Name == "PutObject" and isempty(EventName)', 'exact'],
  ['extend hit = EventName has "Put" | where hit == false', 'exact'],
  ['extend hit = EventName has "Put" | where not(hit)', 'exact'],
  ['project E = EventName | where E == "PutObject"', 'exact'],
  ['mv-expand r = todynamic(Resources) | where tostring(r.type) == "a"', 'listed'],
  ['mv-expand r = todynamic(Resources) | where tostring(r.type) == "a" and tostring(r.accountId) == "111"', 'broader'],
  ['mv-expand r = todynamic(Resources) | where tostring(r.type) in ("a", "b") | where isempty(ErrorCode)', 'listed'],
  ['mv-expand r = todynamic(Resources) | where tostring(r.type) != "a" and RecipientAccountId == "111"', 'broader'],
  ['mv-expand r = todynamic(Resources) | where RecipientAccountId == "111"', 'broader'],
  ['mv-expand r = todynamic(Resources) | where r contains "accountId" and RecipientAccountId == "111"', 'broader'],
  [
    'mv-expand r = todynamic(Resources) | where r.accountId != RecipientAccountId and RecipientAccountId == "111"',
    'broader',
  ],
  ['mv-expand r = todynamic(Resources) | where tostring(r.accountId) == RecipientAccountId', 'broader'],
  ['mv-expand r = todynamic(Resources) | where tostring(r.type) == "a" or RecipientAccountId == "111"', 'broader'],
  [`mv-expand item = ${P}.list to typeof(string) | where item == "p"`, 'listed'],
  [`mv-expand item = ${P}.list to typeof(string) | where item == "p" or item == "r"`, 'listed'],
  [
    `mv-expand item = ${P}.list to typeof(string) | where not(item == "p") and isnotempty(RequestParameters)`,
    'broader',
  ],
];

/** What the widened formula says, before it is laid out and printed. */
function ported(ir: RuleIR): readonly string[] {
  const origin = originOf(createContext(ir), ir.plan);
  const stream = origin.kind === 'flows' ? origin.flows[0]?.streams[0] : undefined;
  if (stream === undefined) throw new Error('no stream');
  const { formula } = widen(stream.filter);
  return RECORDS.flatMap((fields) => (holds(formula, fields) ? [String(fields['eventID'])] : [])).sort();
}

describe.each([
  ...PREDICATES.map(([kql, claim]) => [`AWSCloudTrail | where ${kql}`, claim] as const),
  ...PIPELINES.map(([kql, claim]) => [`AWSCloudTrail | ${kql}`, claim] as const),
])('%s', (kql, claim) => {
  test(`is ${claim}`, async () => {
    const fidelity = claim === 'listed' ? 'broader' : claim;
    const ir = await irOf(kql);
    const conversion = convert(ir, {});
    expect(conversion.fidelity, JSON.stringify(conversion.reasons)).toBe(fidelity);
    expect(conversion.reasons.length > 0).toBe(fidelity !== 'exact');
    if (claim === 'listed') expect(conversion.reasons.map(({ code }) => code)).toEqual(['RP3062']);
    expect(conversion.artifacts.length > 0).toBe(fidelity !== 'unsupported');
    const expected = await flagged(referenceEngine, ir, conversion, RECORDS);
    const outcomes = [ported(ir)];
    if (fidelity !== 'unsupported') outcomes.push(await flagged(sigmaEngine, ir, conversion, RECORDS));
    for (const found of outcomes) {
      if (claim === 'exact' || claim === 'listed') expect(found).toEqual(expected);
      else expect(found).toEqual(expect.arrayContaining([...expected]));
    }
  });
});
