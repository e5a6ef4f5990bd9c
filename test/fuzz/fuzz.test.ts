import { describe, expect, it } from 'vitest';
import { campaign, failureText } from './campaign.js';
import { Bench, broken } from './differential.js';
import { PAST_FAILURES } from './past-failures.js';

const ENGINES = ['sigma', 'splunk', 'athena', 'typescript'];
/** Engines in which the long run finds no disagreement any more: here a new one is a failure. */
const SETTLED = ['sigma', 'typescript'];

describe('past failures', () => {
  it.each(PAST_FAILURES)('$query', async ({ query, records, open = [] }) => {
    const bench = await Bench.open(ENGINES, records);
    const outcome = await bench.runQuery(query);
    await bench.close();
    expect(broken(outcome).filter((engine) => !open.includes(engine))).toEqual([]);
  });
});

describe('random queries', () => {
  it('mean the same to the reference and to every engine that claims so', async () => {
    const { failures, compared } = await campaign({ cases: 200, seed: 1, engines: SETTLED });
    expect(failures.map(failureText)).toEqual([]);
    // Sigma says little of random queries.
    expect(compared['sigma']).toBeGreaterThan(0);
    expect(compared['typescript']).toBeGreaterThan(100);
  });
});
