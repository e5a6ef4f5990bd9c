import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineByName } from '../../src/api/targets.js';
import { compileQuery } from '../../src/compile.js';
import { eventsFrom } from '../../src/events/events-from.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import { QueryError, type EngineSession } from '../../src/target/engine.js';
import type { Conversion, Target } from '../../src/target/target.js';
import { compareRows } from '../../src/verify/compare.js';
import { examples, hasExamples, rounded, type Example } from './examples.js';

/** Engines whose results have rows, and the least number of documented examples that their targets claim. */
const ENGINES = [
  ['typescript', 25],
  ['athena', 130],
  ['splunk', 0],
] as const;

const context = { now: Date.UTC(2024, 0, 1), window: null };

/** Every example that a target claims to convert exactly gives its documented result on the target's engine. */
describe.skipIf(!hasExamples).each(ENGINES)(
  'documented KQL examples on %s (skipped without the examples)',
  async (id, least) => {
    const { engine, target } = await engineByName(id);
    const claimed = await claimedBy(target!);
    let session: EngineSession;
    beforeAll(async () => {
      session = await engine.open(eventsFrom([]));
    });
    afterAll(() => session.close());

    it('claims a part of them', () => {
      console.log(`documented KQL examples: ${claimed.length} claimed by ${id}`);
      expect(claimed.length).toBeGreaterThanOrEqual(least);
    });

    it.each(claimed)('$example.id', async ({ example, ir, conversion }) => {
      const actual = await session.run(ir, conversion, context);
      const rows = (all: Example['rows']) => all.map((values) => ({ values: values.map(rounded), evidence: [] }));
      const expected = { columns: ir.output, rows: rows(example.rows) };
      const got = { columns: ir.output, rows: rows(actual.rows.map(({ values }) => values)) };
      const { missing, extra } = compareRows(expected, got, { typeless: engine.typeless === true });
      expect({ missing, extra }).toEqual({ missing: [], extra: [] });
    });
  },
);

interface Claim {
  readonly example: Example;
  readonly ir: RuleIR;
  readonly conversion: Conversion;
}

async function claimedBy(target: Target): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const example of examples()) {
    try {
      const ir = await compileQuery(example.query);
      const conversion = target.convert(ir, {});
      if (conversion.fidelity === 'exact') claims.push({ example, ir, conversion });
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
    }
  }
  return claims;
}
