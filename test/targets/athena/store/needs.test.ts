import { describe, expect, it } from 'vitest';
import type { LiteralHints } from '../../../../src/events/event-source.js';
import { lowerQuery } from '../../../../targets/athena/lower/query.js';
import { DEFAULT_SETTINGS } from '../../../../targets/athena/settings.js';
import { needsOf, type Needs } from '../../../../targets/athena/store/duckdb/needs.js';
import { irOf } from '../../../support/seeds.js';

const needs = async (...queries: string[]): Promise<Needs> => {
  const trees = [];
  for (const query of queries) {
    const lowered = lowerQuery(await irOf(query), DEFAULT_SETTINGS, { now: 1, window: { start: 0, end: 1 } });
    expect(lowered.refusals).toEqual([]);
    trees.push(lowered.query);
  }
  return needsOf(trees, DEFAULT_SETTINGS.table);
};

describe('what a record must hold', () => {
  it.each<[string, string[], LiteralHints | undefined]>([
    ['a name', ['AWSCloudTrail | where EventName == "A1" | project EventName'], [['A1']]],
    ['one of some names', ['AWSCloudTrail | where EventName in ("A", "B") | project EventName'], [['A'], ['B']]],
    ['a name behind other conditions', ['AWSCloudTrail | where UserAgent has "x" | where EventSource == "s3.amazonaws.com" | project EventName'], [['s3.amazonaws.com']]],
    ['a name before what is made of it', ['AWSCloudTrail | where EventName == "A" | mv-expand r = todynamic(Resources) | project r'], [['A']]],
    ['names of both sides', ['AWSCloudTrail | where EventName == "A" | join kind=inner (AWSCloudTrail | where EventName == "B") on SourceIpAddress | project EventName'], [['A'], ['B']]],
    ['names of several queries', ['AWSCloudTrail | where EventName == "A" | project EventName', 'AWSCloudTrail | where ErrorCode == "E" | project EventName'], [['A'], ['E']]],
    ['nothing', ['AWSCloudTrail | project EventName'], undefined],
    ['nothing on one side', ['AWSCloudTrail | where EventName == "A" | join kind=inner (AWSCloudTrail | where EventName != "B") on SourceIpAddress | project EventName'], undefined],
    ['nothing in one query', ['AWSCloudTrail | where EventName == "A" | project EventName', 'AWSCloudTrail | project EventName'], undefined],
    ['a name in any case', ['AWSCloudTrail | where EventName =~ "A" | project EventName'], undefined],
    ['not a name', ['AWSCloudTrail | where EventName != "A" | project EventName'], undefined],
    ['a name or something else', ['AWSCloudTrail | where EventName == "A" or UserAgent == "b" | project EventName'], undefined],
    ['an empty text', ['AWSCloudTrail | where ErrorCode == "" | project EventName'], undefined],
    ['a text that JSON may write in two ways', ['AWSCloudTrail | where EventName == "a/b" | project EventName'], undefined],
    ['a number as text', ['AWSCloudTrail | where EventName == "1.0" | project EventName'], undefined],
    ['a value that was changed first', ['AWSCloudTrail | extend EventName = strcat(EventName, "x") | where EventName == "Ax" | project EventName'], undefined],
  ])('%s', async (_, queries, hints) => expect((await needs(...queries)).hints).toEqual(hints)); // prettier-ignore
});

it('columns are those that are read', async () => {
  const { columns } = await needs('AWSCloudTrail | where EventName == "A" | project UserAgent, UserIdentityArn');
  expect([...columns]).toEqual(
    expect.arrayContaining(['eventname', 'useragent', 'useridentity', 'eventtime', 'eventid']),
  );
  expect(columns).not.toContain('requestparameters');
});

it('a table that is read in a way that is not known gives no hints', () => {
  const table = { kind: 'table', database: null, name: 'cloudtrail_logs_pp', alias: null } as const;
  const column = { kind: 'column', table: null, name: 'eventname' } as const;
  const where = [{ kind: 'binary', operator: '=', left: column, right: { kind: 'string', value: 'A' } }] as const;
  const select = { columns: [{ value: column, alias: 'x' }], from: table, where };
  expect(needsOf([{ ctes: [], select }], table.name).hints).toEqual([['A']]);
  const unread = { kind: 'in-query', operand: column, table: table.name, column: 'eventname', negated: false } as const;
  expect(needsOf([{ ctes: [], select: { ...select, where: [...where, unread] } }], table.name).hints).toBeUndefined();
  const join = { kind: 'join', left: table, right: { ...table, name: 'x' }, type: 'LEFT', on: [] } as const;
  expect(needsOf([{ ctes: [], select: { ...select, from: join } }], table.name).hints).toBeUndefined();
});
