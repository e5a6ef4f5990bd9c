import { describe, expect, it } from 'vitest';
import { printRelation } from '../../src/ir/print.js';
import { operatorsOf } from '../../src/ir/traverse.js';
import { irOf, seedIR, type Seed } from '../support/seeds.js';

/** A query and its plan: what is pruned, merged, simplified and carried along. */
const PLANS: readonly (readonly [string, readonly string[]])[] = [
  [
    'AWSCloudTrail | where EventName == "A" | where isempty(ErrorCode) and ReadOnly == false',
    [
      'source AWSCloudTrail [AwsEventId, ErrorCode, EventName, ReadOnly, TimeGenerated]',
      'extend _eventId = AwsEventId',
      'where EventName == "A" and isempty(ErrorCode) and ReadOnly == false',
      'project TimeGenerated, _eventId',
    ],
  ],
  [
    'AWSCloudTrail | extend unused = toupper(EventName) | project EventName, at = indexof_regex(EventName, "x")',
    [
      'source AWSCloudTrail [AwsEventId, EventName]',
      'extend _eventId = AwsEventId',
      'project EventName, at = indexof(EventName, "x"), _eventId',
    ],
  ],
  [
    'AWSCloudTrail | mv-expand parse_json(Resources) | project accountId = tostring(Resources.accountId)',
    [
      'source AWSCloudTrail [AwsEventId, Resources]',
      'extend _eventId = AwsEventId',
      'mv-expand Resources = parse_json(Resources)',
      'project accountId = tostring(Resources["accountId"]), _eventId',
    ],
  ],
  [
    'AWSCloudTrail | project SourceIpAddress | join (AWSCloudTrail | project SourceIpAddress, UserAgent) on SourceIpAddress | project UserAgent',
    [
      'source AWSCloudTrail [AwsEventId, SourceIpAddress, TimeGenerated]',
      'extend _eventTime = TimeGenerated, _eventId = AwsEventId',
      'project SourceIpAddress, _eventTime, _eventId',
      'join kind=innerunique on $left.SourceIpAddress == $right.SourceIpAddress first by _eventTime, _eventId',
      '  source AWSCloudTrail [AwsEventId, SourceIpAddress, UserAgent]',
      '  extend _eventId = AwsEventId',
      '  project SourceIpAddress, UserAgent, _eventId',
      '  renamed SourceIpAddress as SourceIpAddress1, _eventId as _eventId1',
      'project UserAgent, _eventId, _eventId1',
    ],
  ],
  [
    'let known = AWSCloudTrail | distinct SourceIpAddress; AWSCloudTrail | where SourceIpAddress !in (known) and EventName == "A" | project EventName',
    [
      'source AWSCloudTrail [AwsEventId, EventName, SourceIpAddress]',
      'extend _eventId = AwsEventId',
      'where EventName == "A"',
      'join kind=leftanti on $left.SourceIpAddress == $right.SourceIpAddress',
      '  let known =',
      '    source AWSCloudTrail [SourceIpAddress]',
      '    distinct SourceIpAddress',
      'project EventName, _eventId',
    ],
  ],
  [
    'let most = toscalar(AWSCloudTrail | count); AWSCloudTrail | summarize n = count() by EventName | where n == most | project EventName',
    [
      'source AWSCloudTrail [AwsEventId, EventName]',
      'extend _eventId = AwsEventId',
      'summarize n = count(), _events = make_set(_eventId) by EventName',
      'extend _one = 1',
      'join kind=leftouter on $left._one == $right._one',
      '  source AWSCloudTrail []',
      '  summarize Count = count()',
      '  take 1',
      '  project _one = 1, _answer = Count',
      '  renamed _one as _one1',
      'where n == _answer',
      'project-keep EventName, _events',
    ],
  ],
  [
    'AWSCloudTrail | project EventName | join kind=rightouter (AWSCloudTrail | project EventName, UserAgent) on EventName | project EventName, UserAgent',
    [
      'source AWSCloudTrail [AwsEventId, EventName, UserAgent]',
      'extend _eventId = AwsEventId',
      'project EventName, UserAgent, _eventId',
      'project-rename EventName1 = EventName, UserAgent, _eventId',
      'join kind=leftouter on $left.EventName1 == $right.EventName',
      '  source AWSCloudTrail [AwsEventId, EventName]',
      '  extend _eventId = AwsEventId',
      '  project EventName, _eventId',
      '  renamed _eventId as _eventId1',
      'project-reorder EventName, UserAgent, _eventId, _eventId1',
    ],
  ],
  [
    'AWSCloudTrail | sort by EventName asc | summarize Names = make_list(EventName) by UserAgent | sort by UserAgent',
    [
      'source AWSCloudTrail [AwsEventId, EventName, TimeGenerated, UserAgent]',
      'extend _eventTime = TimeGenerated, _eventId = AwsEventId',
      'extend _sort = EventName',
      'summarize Names = make_list(EventName), _events = make_set(_eventId) by UserAgent in order of _sort, _eventTime, _eventId',
      'extend _sort = UserAgent',
      'sort by _sort desc',
      'project UserAgent, Names, _events',
    ],
  ],
  [
    'let a = AWSCloudTrail | where ReadOnly == true; union (a | project EventName), (a | project UserAgent)',
    [
      'union',
      '  let a =',
      '    source AWSCloudTrail [AwsEventId, EventName, ReadOnly, UserAgent]',
      '    extend _eventId = AwsEventId',
      '    where ReadOnly == true',
      '  project EventName, _eventId',
      '  project EventName, UserAgent = "", _eventId',
      '  let a',
      '  project UserAgent, _eventId',
      '  project EventName = "", UserAgent, _eventId',
    ],
  ],
  [
    'AWSCloudTrail | top 3 by EventName asc | extend n = row_number() | project EventName, n',
    [
      'source AWSCloudTrail [AwsEventId, EventName, TimeGenerated]',
      'extend _eventTime = TimeGenerated, _eventId = AwsEventId',
      'extend _sort = EventName',
      'take 3 in order of _sort, _eventTime, _eventId',
      'window _window = row_number() in order of _sort, _eventTime, _eventId',
      'extend n = _window',
      'project-away EventName, n, _eventId',
    ],
  ],
];

describe('passes', () => {
  it.each(PLANS)('%s', async (query, plan) => {
    const { plan: relation } = await irOf(query);
    expect(printRelation(relation).trimEnd().split('\n')).toEqual(plan);
  });

  it.each(['S1', 'S2'] as Seed[])('%s: every operator of the plan says its columns truly', async (seed) => {
    const { plan, output, hidden } = await seedIR(seed);
    expect(plan.columns.map(({ name }) => name)).toEqual([...output.map(({ name }) => name), ...hidden.evidence]);
    for (const operator of operatorsOf(plan)) {
      const names = operator.columns.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      if (operator.op === 'join') expect(operator.rightNames).toHaveLength(operator.right.columns.length);
    }
  });
});
