import { referenceEngine } from '../../../src/interpreter/engine.js';
import { eventsFrom } from '../../../src/events/events-from.js';
import type { RowSet, RunContext } from '../../../src/target/engine.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { Conversion } from '../../../src/target/target.js';
import { typescriptEngine } from '../../../targets/typescript/engine.js';
import { typescript } from '../../../targets/typescript/index.js';
import { irOf } from '../../support/seeds.js';

export const NOW = Date.UTC(2024, 0, 2);
const CONTEXT: RunContext = { now: NOW, window: null };

/** The emitted text of a query; fails when it is refused. */
export function emitted(ir: RuleIR): string {
  const conversion = typescript.convert(ir, {});
  if (conversion.fidelity !== 'exact') throw new Error(JSON.stringify(conversion.reasons));
  return conversion.artifacts[0]?.content ?? '';
}

/** Runs a query through the emitted module and through the reference interpreter. */
export async function runBoth(
  query: string,
  records: readonly unknown[] = [],
  context: RunContext = CONTEXT,
): Promise<{ readonly emitted: RowSet; readonly reference: RowSet }> {
  const ir = await irOf(query);
  return runRule(ir, records, context);
}

export async function runRule(
  ir: RuleIR,
  records: readonly unknown[],
  context: RunContext = CONTEXT,
): Promise<{ readonly emitted: RowSet; readonly reference: RowSet }> {
  const conversion: Conversion = typescript.convert(ir, {});
  if (conversion.fidelity !== 'exact') throw new Error(JSON.stringify(conversion.reasons));
  const events = eventsFrom(records);
  const [own, reference] = await Promise.all([typescriptEngine.open(events), referenceEngine.open(events)]);
  return { emitted: await own.run(ir, conversion, context), reference: await reference.run(ir, conversion, context) };
}

/** Rows as sorted text, for comparisons that do not depend on order. */
export const sorted = ({ rows }: RowSet): string[] => rows.map((row) => JSON.stringify(row)).sort();
