import { TrinoSQL } from 'dt-sql-parser';
import { describe, expect, test } from 'vitest';
import type { TargetOptions } from '../../../src/target/target.js';
import { athena } from '../../../targets/athena/index.js';
import { irOf, seedIR, type Seed } from '../../support/seeds.js';

const parser = new TrinoSQL();

/** The Trino grammar of dt-sql-parser, which is nobody's here. */
const faultsOf = (sql: string): string[] => parser.validate(sql).map(({ message }) => message);

const WINDOW = { start: Date.UTC(2024, 0, 31), end: Date.UTC(2024, 1, 1) };

describe('a Trino grammar accepts what is written', () => {
  test('and the judge can say no', () => {
    expect(faultsOf('SELECT a FROM cloudtrail_logs_* WHERE')).not.toEqual([]);
  });

  const SEEDS: readonly (readonly [Seed, TargetOptions])[] = [
    ['S1', {}],
    ['S2', { window: WINDOW }],
    ['S2', { settings: { partition: 'year-month-day', table: 'select', database: 'Sec Lab' } }],
    ['S2', { settings: { partition: 'none' }, window: { start: 1, end: 1001 } }],
  ];
  test.each(SEEDS)('%s with %j', async (seed, options) => {
    const { artifacts, fidelity } = athena.convert(await seedIR(seed), options);
    expect(fidelity).toBe('exact');
    expect(faultsOf(artifacts[0]?.content ?? '')).toEqual([]);
  });

  const QUERIES = [
    `AWSCloudTrail | mv-expand item = parse_json(UserAgent) | project item, b = dynamic({"k": [1]})`,
    `AWSCloudTrail | extend a = substring(UserAgent, -3), b = strlen(UserAgent) % 3, c = split(UserAgent, "/", 1), d = -strlen(UserAgent)`,
    `AWSCloudTrail | where UserAgent has "a-b" and not(ReadOnly) and UserAgent in~ ("x", "y") | project select = UserAgent, ["a b\\"c"] = EventName`,
    `AWSCloudTrail | join kind=leftouter (AWSCloudTrail | where ReadOnly) on EventName | project EventName1, TimeGenerated1`,
    `datatable(s: string, t: datetime) ["it's", datetime(2024-01-01T00:00:00.5Z)] | where t > ago(1d)`,
    `print x = todynamic("[1]"), y = 1.5, z = bool(null)`,
  ];
  test.each(QUERIES)('%s', async (query) => {
    const { artifacts, reasons } = athena.convert(await irOf(query), {});
    expect(reasons).toEqual([]);
    expect(faultsOf(artifacts[0]?.content ?? '')).toEqual([]);
  });
});
