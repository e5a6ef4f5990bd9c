import { describe, expect, it } from 'vitest';
import { loadFixtures } from '../../support/fixtures.js';
import { seedIR, SEED_FILES, type Seed } from '../../support/seeds.js';
import { expectAgreement } from './agreement.js';

/** The cases of the seed rules, run as SPL: near misses of every predicate, hostile values, joins. */
for (const fixture of loadFixtures()) {
  const seed = (Object.keys(SEED_FILES) as Seed[]).find((name) => fixture.rule.endsWith(SEED_FILES[name]));
  describe.skipIf(seed === undefined)(fixture.slug, () => {
    it.each(fixture.cases.map((test) => [test.name, test] as const))('%s', async (_, test) => {
      const ir = await seedIR(seed!);
      const period = ir.rule.schedule!.period;
      const context = { now: fixture.now, window: { start: fixture.now - period, end: fixture.now } };
      const rows = await expectAgreement(ir, test.records, context);
      expect(rows.rows).toHaveLength(test.rows.length);
    });
  });
}
