import { describe, expect, it } from 'vitest';
import { campaign, failureText } from './campaign.js';
import { Bench, broken } from './differential.js';
import { PAST_FAILURES } from './past-failures.js';

const ENGINES = ['sigma', 'splunk', 'athena', 'typescript'];

describe('past failures', () => {
  it.each(PAST_FAILURES)('$query', async ({ query, records }) => {
    const bench = await Bench.open(ENGINES, records);
    const outcome = await bench.runQuery(query);
    await bench.close();
    expect(broken(outcome)).toEqual([]);
  });
});

describe('random queries', () => {
  it('mean the same to the reference and to every engine that claims so', { timeout: 300_000 }, async () => {
    const { failures, compared } = await campaign({ cases: 200, seed: 1, engines: ENGINES });
    expect(failures.map(failureText)).toEqual([]);
    // Sigma says little of random queries.
    expect(compared['sigma']).toBeGreaterThan(0);
    expect(compared['typescript']).toBeGreaterThan(100);
  });
});
