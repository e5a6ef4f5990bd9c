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
      'project EventName, at, _eventId',
    ],
  ],
  [
    'AWSCloudTrail | mv-expand parse_json(Resources) | project accountId = tostring(Resources.accountId)',
    [
      'source AWSCloudTrail [AwsEventId, Resources]',
      'extend _eventId = AwsEventId',
      'mv-expand Resources = parse_json(Resources)',
      'project accountId = tostring(Resources["accountId"]), _eventId',
      'project accountId, _eventId',
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
      'project UserAgent, _eventId, _eventId1',
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
