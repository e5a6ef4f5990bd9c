import { describe, expect, it } from 'vitest';
import { compileFiles } from '../src/api/compile-files.js';
import { loadRules } from '../src/api/load-rules.js';
import { conversionFor } from '../src/api/detect.js';
import { engineByName, targetIds } from '../src/api/targets.js';
import { typedExternals } from '../src/externals/external-rows.js';
import { eventsFrom } from '../src/events/events-from.js';
import type { RuleIR } from '../src/ir/rule-ir.js';
import type { RowSet, RunContext } from '../src/target/engine.js';
import { verifyConversion } from '../src/verify/verify-rule.js';
import { loadFixtures, type Fixture, type FixtureCase } from './support/fixtures.js';

/** The period of a rule without a schedule (NRT). */
const MINUTE = 60_000;

for (const fixture of loadFixtures()) {
  describe(fixture.slug, async () => {
    const rule = await ruleOf(fixture);
    const period = rule.rule.schedule?.period ?? MINUTE;
    const { externals } = typedExternals(rule.source, fixture.externals);
    const window = { start: fixture.now - period, end: fixture.now };
    const context: RunContext = { now: fixture.now, window, externals };

    it('says what every target owes', () => {
      expect(Object.keys(fixture.engines).sort()).toEqual([...targetIds()].sort());
    });

    it.each(fixture.cases)('reference: $name', async (fixtureCase) => {
      const rows = await referenceRows(rule, fixtureCase, context);
      expect(told(rows, fixtureCase)).toEqual(
        sorted(fixtureCase.rows.map((row) => ({ ...row, evidence: [...row.evidence] }))),
      );
    });

    for (const [id, status] of Object.entries(fixture.engines)) {
      it.each(fixture.cases)(`${id}: $name`, async (fixtureCase) => {
        const { engine, target } = await engineByName(id);
        const conversion = conversionFor(rule, target, context.window);
        const expected = await referenceRows(rule, fixtureCase, context);
        const session = await engine.open(eventsFrom(fixtureCase.records));
        try {
          const verdict = await verifyConversion(rule, conversion, engine, session, expected, context);
          const accepted = status === 'superset' ? ['equal', 'superset'] : [status];
          expect({ status: verdict.status, missing: verdict.missing, extra: verdict.extra }).toEqual(
            accepted.includes(verdict.status)
              ? { status: verdict.status, missing: undefined, extra: verdict.extra }
              : { status, missing: undefined, extra: undefined },
          );
          expect(verdict.holds).toBe(true);
        } finally {
          await session.close();
        }
      });
    }
  });
}

async function ruleOf({ rule }: Fixture): Promise<RuleIR> {
  const [entry] = await compileFiles(await loadRules([`rules/${rule}`]));
  if (entry?.ir == null) throw new Error(`${rule} does not compile: ${JSON.stringify(entry?.diagnostics)}`);
  return entry.ir;
}

async function referenceRows(rule: RuleIR, { records }: FixtureCase, context: RunContext): Promise<RowSet> {
  const { engine } = await engineByName('reference');
  const session = await engine.open(eventsFrom(records));
  return session.run(rule, conversionFor(rule, null, null), context);
}

/** The rows, cut down to the columns that the fixture's rows tell. */
function told({ columns, rows }: RowSet, { rows: expected }: FixtureCase): unknown[] {
  const names = new Set(expected.flatMap((row) => Object.keys(row)));
  const everywhere = [...names].filter((name) => expected.every((row) => Object.hasOwn(row, name)));
  return sorted(
    rows.map(({ values, evidence }) => {
      const cells = columns.map(({ name }, index) => [name, values[index] ?? null] as const);
      return { ...Object.fromEntries(cells.filter(([name]) => everywhere.includes(name))), evidence: [...evidence] };
    }),
  );
}

const sorted = (rows: readonly object[]): object[] =>
  [...rows]
    .map((row) => Object.fromEntries(Object.entries(row).sort()))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
