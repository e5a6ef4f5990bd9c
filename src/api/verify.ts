import { describeExternal, typedExternals, type GivenExternals } from '../externals/external-rows.js';
import { eventsFrom } from '../events/events-from.js';
import type { EventSource } from '../events/event-source.js';
import { generateEvents, type GeneratedEvents } from '../generate/generate.js';
import { referenceEngine } from '../interpreter/engine.js';
import type { RuleIR } from '../ir/rule-ir.js';
import type { Engine, EngineSession, RowSet, RunContext } from '../target/engine.js';
import type { Target } from '../target/target.js';
import { verifyConversion, type EngineVerdict } from '../verify/verify-rule.js';
import { clockFor } from './clock.js';
import { conversionFor } from './detect.js';
import { runContext } from './run-context.js';
import { engineByName, targetIds } from './targets.js';

export interface VerifyOptions {
  /** Default: the engine of every target. */
  readonly engines?: readonly string[];
  /**
   * The clock; with it each rule looks at its period before, without at all events. Events made for the rules are looked at both
   * ways.
   */
  readonly now?: number;
  /** Rows of the inputs that rules take from outside, by the input's name. Events made for a rule bring their own. */
  readonly externals?: GivenExternals;
  /** For the events that are made: another seed makes others. */
  readonly seed?: number;
}

export interface VerifiedRule {
  readonly rule: RuleIR;
  readonly engines: Readonly<Record<string, EngineVerdict>>;
  /** The events that were made for the rule; absent when the caller gave events. */
  readonly generated?: GeneratedEvents;
}

/** A rule, the events that it is run over, and with which clocks and windows. */
interface VerifiedRun {
  readonly rule: RuleIR;
  readonly events: EventSource;
  readonly contexts: readonly RunContext[];
  /** Why it cannot be run, or null. */
  readonly skipped: string | null;
  readonly generated?: GeneratedEvents;
}

/**
 * Runs every rule on every engine over the same events and compares each with the reference interpreter.
 * @param events null: events are made for each rule (`src/generate`)
 */
export async function verify(
  rules: readonly RuleIR[],
  events: EventSource | null,
  options: VerifyOptions = {},
): Promise<VerifiedRule[]> {
  const runs = events === null ? rules.map((rule) => madeRun(rule, options)) : await givenRuns(rules, events, options);
  const expected = runs.map((): readonly RowSet[] => []);
  await withSessions(referenceEngine, runs, async (run, session, index) => {
    const conversion = conversionFor(run.rule, null, null);
    const rows = run.contexts.map((context) => session.run(run.rule, conversion, context));
    expected[index] = await Promise.all(rows);
  });
  const verdicts = runs.map((): Record<string, EngineVerdict> => ({}));
  for (const name of options.engines ?? targetIds()) {
    const { engine, target } = await engineByName(name);
    await withSessions(engine, runs, async (run, session, index) => {
      verdicts[index]![name] = await verdictOf(run, engine, target, session, expected[index]!);
    });
  }
  return runs.map(({ rule, generated }, index) => ({
    rule,
    engines: verdicts[index]!,
    ...(generated === undefined ? {} : { generated }),
  }));
}

function madeRun(rule: RuleIR, { seed, now }: VerifyOptions): VerifiedRun {
  const generated = generateEvents(rule, {
    ...(seed === undefined ? {} : { seed }),
    ...(now === undefined ? {} : { now }),
  });
  const { records, context, windowed } = generated;
  const contexts = windowed === null ? [context] : [context, windowed];
  return { rule, events: eventsFrom(records), contexts, skipped: null, generated };
}

async function givenRuns(
  rules: readonly RuleIR[],
  events: EventSource,
  options: VerifyOptions,
): Promise<VerifiedRun[]> {
  const now = await clockFor(rules, events, options.now);
  return rules.map((rule): VerifiedRun => {
    const { externals, missing } = typedExternals(rule.source, options.externals ?? {});
    const skipped =
      missing.length === 0 ? null : `it needs rows from outside: ${missing.map(describeExternal).join(', ')}`;
    const context = { ...runContext(rule, now, options.now), externals };
    return { rule, events, contexts: skipped === null ? [context] : [], skipped };
  });
}

/** Visits every run; those over the same events share a session of the engine. */
async function withSessions(
  engine: Engine,
  runs: readonly VerifiedRun[],
  visit: (run: VerifiedRun, session: EngineSession, index: number) => Promise<void>,
): Promise<void> {
  for (const events of new Set(runs.map((run) => run.events))) {
    const session = await engine.open(events);
    try {
      for (const [index, run] of runs.entries()) if (run.events === events) await visit(run, session, index);
    } finally {
      await session.close();
    }
  }
}

/** The verdict of all contexts: the first that does not hold, else that of the first. */
async function verdictOf(
  { rule, contexts, skipped }: VerifiedRun,
  engine: Engine,
  target: Target | null,
  session: EngineSession,
  expected: readonly RowSet[],
): Promise<EngineVerdict> {
  if (skipped !== null) {
    const { fidelity } = conversionFor(rule, target, null);
    return { status: 'skipped', rows: 0, expected: 0, holds: true, fidelity, reason: skipped };
  }
  const verdicts: EngineVerdict[] = [];
  for (const [index, context] of contexts.entries()) {
    const conversion = conversionFor(rule, target, context.window);
    verdicts.push(await verifyConversion(rule, conversion, engine, session, expected[index]!, context));
  }
  return verdicts.find(({ holds }) => !holds) ?? verdicts[0]!;
}
