import type { EventSource, LogRecord } from '../../../../src/events/event-source.js';
import { referenceEngine } from '../../../../src/interpreter/engine.js';
import type { RuleIR } from '../../../../src/ir/rule-ir.js';
import type { Engine, Externals } from '../../../../src/target/engine.js';
import type { Conversion } from '../../../../src/target/target.js';
import { sigmaEngine } from '../../../../targets/sigma/engine/engine.js';

/** The clock of these tests; their window is the day before. */
export const NOW = Date.parse('2026-01-01T18:00:00Z');
export const WINDOW = { start: NOW - 86_400_000, end: NOW };

export interface Flagged {
  readonly expected: readonly string[];
  readonly found: readonly string[];
}

/** The IDs of the events behind the reference's rows, and behind what the Sigma engine reports for the artifact. */
export async function runBoth(
  ir: RuleIR,
  conversion: Conversion,
  records: readonly LogRecord[],
  externals: Externals = {},
): Promise<Flagged> {
  const [expected, found] = await Promise.all([
    flagged(referenceEngine, ir, conversion, records, externals),
    flagged(sigmaEngine, ir, conversion, records, externals),
  ]);
  return { expected, found };
}

export async function flagged(
  engine: Engine,
  ir: RuleIR,
  conversion: Conversion,
  records: readonly LogRecord[],
  externals: Externals = {},
): Promise<readonly string[]> {
  const source: EventSource = {
    diagnostics: [],
    async *records() {
      for (const record of records) yield await Promise.resolve(record);
    },
  };
  const session = await engine.open(source);
  const { rows } = await session.run(ir, conversion, { now: NOW, window: WINDOW, externals });
  await session.close();
  return [...new Set(rows.flatMap(({ evidence }) => evidence))].sort();
}
