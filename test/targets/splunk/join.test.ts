import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../../src/events/event-source.js';
import { splunk } from '../../../targets/splunk/index.js';
import { irOf } from '../../support/seeds.js';
import { expectAgreement, record } from './agreement.js';

const BUCKETS = ['logs', 'LOGS', '', 'data', undefined, 'null', '12', '012'];

/** Several events a key on both sides, equal times, and an event that can be on both sides. */
const RECORDS: readonly LogRecord[] = BUCKETS.flatMap((bucketName, index) =>
  ['PutObject', 'SendCommand', 'PutObject', 'SendCommand', 'GetObject'].map((eventName, turn) =>
    record({
      eventName,
      eventTime: `2024-01-01T1${(index + turn) % 3}:00:00Z`,
      awsRegion: turn === 2 && index % 2 === 0 ? '' : `region-${turn}`,
      readOnly: turn === 0 ? null : turn === 2,
      requestParameters: bucketName === undefined ? null : { bucketName, extra: turn === 0 ? null : { turn } },
      resources:
        turn === 0 ? [{ accountId: '2', ARN: 'a' }, { accountId: '3' }] : turn === 2 ? undefined : [{ accountId: '2' }],
      userIdentity:
        index % 3 === 0
          ? {}
          : { userName: `user-${turn}`, sessionContext: { attributes: { mfaAuthenticated: 'true' } } },
    }),
  ),
);

const BUCKET = 'extend b = tostring(parse_json(RequestParameters).bucketName)';
const side = (name: string): string => `AWSCloudTrail | where EventName == "${name}" | ${BUCKET}`;
const PUTS = side('PutObject');
const COMMANDS = side('SendCommand');

const JOINS: readonly (readonly [name: string, query: string])[] = [
  ['two event names', `${PUTS} | join (${COMMANDS}) on b`],
  ['the other way round', `${COMMANDS} | join (${PUTS}) on b`],
  ['explicitly innerunique', `${PUTS} | join kind=innerunique (${COMMANDS}) on b`],
  ['an event on both sides', `AWSCloudTrail | ${BUCKET} | where EventName != "GetObject" | join (AWSCloudTrail | ${BUCKET} | where isnotempty(AWSRegion)) on b`],
  ['keys of different names', `${PUTS} | join (${COMMANDS} | extend c = b) on $left.b == $right.c`],
  ['two keys', `${PUTS} | join (${COMMANDS}) on b, UserIdentityUserName`],
  ['a key from the table', `${PUTS} | join (${COMMANDS}) on UserIdentityUserName`],
  ['nulls on the left', `${PUTS} | extend d = parse_json(RequestParameters).extra, r = ReadOnly, m = SessionMfaAuthenticated, n = array_length(parse_json(Resources)) | join (${COMMANDS}) on b | extend x = tostring(d), y = isnull(r)`],
  ['nulls on the right', `${PUTS} | join (${COMMANDS} | extend d = parse_json(RequestParameters).extra, r = ReadOnly) on b`],
  ['mv-expand on the left', `${PUTS} | mv-expand r = todynamic(Resources) | extend account = tostring(r.accountId) | join (${COMMANDS}) on b | extend arn = tostring(r.ARN)`],
  ['mv-expand on the right', `${PUTS} | join (${COMMANDS} | mv-expand todynamic(Resources)) on b | extend a = tostring(Resources1.accountId)`],
  ['a list on the left', `${PUTS} | extend parts = split(b, "o") | join (${COMMANDS}) on b | extend part = tostring(parts[0])`],
  ['filters behind the join', `${PUTS} | join (${COMMANDS}) on b | where AWSRegion != AWSRegion1 and TimeGenerated <= TimeGenerated1 | extend later = TimeGenerated1 - TimeGenerated > 1h`],
  ['projected sides', `${PUTS} | project b, Id = AwsEventId | join (${COMMANDS} | project b, Id = AwsEventId, EventName) on b | project b, Id, Id1, EventName`],
  ['both sides redefine a column', `${PUTS} | extend EventName = strcat("L", b) | join (${COMMANDS} | extend EventName = strcat("R", b), UserAgent = b) on b | project EventName, EventName1, UserAgent, UserAgent1`],
  ['a table in a let', `let c = ${COMMANDS}; ${PUTS} | join c on b | project b, TimeGenerated, TimeGenerated1, EventName1`],
]; // prettier-ignore

describe('innerunique joins give the rows of the reference', () => {
  it.each(JOINS)('%s', async (_, query) => {
    const rows = await expectAgreement(await irOf(query), RECORDS);
    expect(rows.rows.length).toBeGreaterThan(0);
  });
});

it('uses neither join nor a subsearch, and looks for both sides before the first pipe', async () => {
  const [search] = splunk.convert(await irOf(JOINS[0]![1]), {}).artifacts;
  expect(search!.content).not.toMatch(/\|\s*(?:join|append|multisearch)\b|\[\s*search/);
  expect(search!.content.split('\n')[0]).toBe('sourcetype=aws:cloudtrail eventName IN (PutObject, SendCommand)');
});

it('marks an event that can be on both sides twice', async () => {
  const { artifacts } = splunk.convert(await irOf(JOINS[3]![1]), {});
  expect(artifacts[0]!.content).toContain('| mvexpand side');
});
