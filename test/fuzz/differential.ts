import { conversionFor } from '../../src/api/detect.js';
import { engineByName } from '../../src/api/targets.js';
import { compileQuery } from '../../src/compile.js';
import { eventsFrom } from '../../src/events/events-from.js';
import { referenceEngine } from '../../src/interpreter/engine.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import type { Engine, EngineSession, RowSet, RunContext } from '../../src/target/engine.js';
import type { Target } from '../../src/target/target.js';
import { verifyConversion, type EngineVerdict } from '../../src/verify/verify-rule.js';
import { keeping, restsOn } from './assumptions.js';

export const NOW = Date.UTC(2024, 4, 1, 12);
const CONTEXT: RunContext = { now: NOW, window: null, externals: {} };

/** A conversion whose own constants break what it says that it rests on. */
const NOT_COMPARED: EngineVerdict = {
  status: 'unsupported',
  rows: 0,
  expected: 0,
  holds: true,
  fidelity: 'exact',
  reason: 'rests on what does not hold here',
};

export interface Outcome {
  readonly verdicts: Readonly<Record<string, EngineVerdict>>;
}

interface Judged {
  readonly name: string;
  readonly engine: Engine;
  readonly target: Target;
}

type Records = readonly Readonly<Record<string, unknown>>[];

/** The reference and engines over one set of records: opening them costs more than many queries. */
export class Bench {
  /** By the engine and the assumptions that its records keep. */
  private readonly sessions = new Map<string, Promise<EngineSession>>();

  private constructor(
    private readonly engines: readonly Judged[],
    private readonly records: Records,
  ) {}

  static async open(names: readonly string[], records: Records): Promise<Bench> {
    const engines = names.map(async (name): Promise<Judged> => {
      const { engine, target } = await engineByName(name);
      if (target === null) throw new Error(`${name} is no target`);
      return { name, engine, target };
    });
    return new Bench(await Promise.all(engines), records);
  }

  /** @throws QueryError for a query with faults */
  runQuery = async (query: string): Promise<Outcome> => this.run(await compileQuery(query));

  async run(ir: RuleIR): Promise<Outcome> {
    const expected = new Map<string, Promise<RowSet>>();
    const expectedOn = async (codes: readonly string[]): Promise<RowSet> => {
      const reference = await this.session(referenceEngine, codes);
      return reference.run(ir, conversionFor(ir, null, null), CONTEXT);
    };
    const verdicts: Record<string, EngineVerdict> = {};
    for (const { name, engine, target } of this.engines) {
      verdicts[name] = await verdict(async () => {
        const conversion = conversionFor(ir, target, null);
        const codes = restsOn(conversion);
        if (codes === null) return NOT_COMPARED;
        const key = codes.join(' ');
        if (!expected.has(key)) expected.set(key, expectedOn(codes));
        const session = await this.session(engine, codes);
        return verifyConversion(ir, conversion, engine, session, await expected.get(key)!, CONTEXT);
      });
    }
    return { verdicts };
  }

  private session(engine: Engine, codes: readonly string[]): Promise<EngineSession> {
    const key = [engine.id, ...codes].join(' ');
    const known = this.sessions.get(key);
    if (known !== undefined) return known;
    const opened = engine.open(eventsFrom(keeping(codes, this.records)));
    this.sessions.set(key, opened);
    return opened;
  }

  async close(): Promise<void> {
    for (const session of this.sessions.values()) await (await session).close();
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
