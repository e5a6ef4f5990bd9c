import { conversionFor } from '../../src/api/detect.js';
import { engineByName } from '../../src/api/targets.js';
import { compileQuery } from '../../src/compile.js';
import { eventsFrom } from '../../src/events/events-from.js';
import { referenceEngine } from '../../src/interpreter/engine.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import type { Engine, EngineSession, RunContext } from '../../src/target/engine.js';
import type { Target } from '../../src/target/target.js';
import { verifyConversion, type EngineVerdict } from '../../src/verify/verify-rule.js';

export const NOW = Date.UTC(2024, 4, 1, 12);
const CONTEXT: RunContext = { now: NOW, window: null, externals: {} };

export interface Outcome {
  readonly verdicts: Readonly<Record<string, EngineVerdict>>;
}

interface OpenEngine {
  readonly name: string;
  readonly engine: Engine;
  readonly target: Target;
  readonly session: EngineSession;
}

/** The reference and engines over one set of records: opening them costs more than many queries. */
export class Bench {
  private constructor(
    private readonly reference: EngineSession,
    private readonly engines: readonly OpenEngine[],
  ) {}

  static async open(names: readonly string[], records: readonly unknown[]): Promise<Bench> {
    const events = eventsFrom(records);
    const engines = names.map(async (name): Promise<OpenEngine> => {
      const { engine, target } = await engineByName(name);
      if (target === null) throw new Error(`${name} is no target`);
      return { name, engine, target, session: await engine.open(events) };
    });
    return new Bench(await referenceEngine.open(events), await Promise.all(engines));
  }

  /** @throws QueryError for a query with faults */
  runQuery = async (query: string): Promise<Outcome> => this.run(await compileQuery(query));

  async run(ir: RuleIR): Promise<Outcome> {
    const expected = await this.reference.run(ir, conversionFor(ir, null, null), CONTEXT);
    const verdicts: Record<string, EngineVerdict> = {};
    for (const { name, engine, target, session } of this.engines) {
      verdicts[name] = await verdict(() =>
        verifyConversion(ir, conversionFor(ir, target, null), engine, session, expected, CONTEXT),
      );
    }
    return { verdicts };
  }

  async close(): Promise<void> {
    await this.reference.close();
    for (const { session } of this.engines) await session.close();
  }
}

/** A crash of a conversion or an engine is a disagreement like any other. */
async function verdict(run: () => Promise<EngineVerdict>): Promise<EngineVerdict> {
  try {
    return await run();
  } catch (error) {
    const reason = `crash: ${error instanceof Error ? error.message : String(error)}`;
    return { status: 'different', rows: 0, expected: 0, holds: false, fidelity: 'exact', reason };
  }
}

/** Engines whose claim did not hold. */
export const broken = ({ verdicts }: Outcome): string[] =>
  Object.entries(verdicts).flatMap(([name, { holds }]) => (holds ? [] : [name]));
