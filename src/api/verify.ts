import type { EventSource } from '../events/event-source.js';
import { referenceEngine } from '../interpreter/engine.js';
import type { RuleIR } from '../ir/rule-ir.js';
import type { RowSet, RunContext } from '../target/engine.js';
import { verifyConversion, type EngineVerdict } from '../verify/verify-rule.js';
import { conversionFor } from './detect.js';
import { runContext } from './run-context.js';
import { engineByName, targetIds } from './targets.js';

export interface VerifyOptions {
  /** Default: the engine of every target. */
  readonly engines?: readonly string[];
  /** The clock; with it each rule looks at its period before, without at all events. */
  readonly now?: number;
}

export interface VerifiedRule {
  readonly rule: RuleIR;
  readonly engines: Readonly<Record<string, EngineVerdict>>;
}

/** Runs every rule on every engine over the same events and compares each with the reference interpreter. */
export async function verify(
  rules: readonly RuleIR[],
  events: EventSource,
  options: VerifyOptions = {},
): Promise<VerifiedRule[]> {
  const now = options.now ?? Date.now();
  const contexts = rules.map((rule) => runContext(rule, now, options.now));
  const expected = await referenceRows(rules, events, contexts);
  const verdicts = rules.map((): Record<string, EngineVerdict> => ({}));
  for (const name of options.engines ?? targetIds()) {
    const { engine, target } = await engineByName(name);
    const session = await engine.open(events);
    try {
      for (const [index, rule] of rules.entries()) {
        const context = contexts[index]!;
        const conversion = conversionFor(rule, target, context.window);
        verdicts[index]![name] = await verifyConversion(rule, conversion, engine, session, expected[index]!, context);
      }
    } finally {
      await session.close();
    }
  }
  return rules.map((rule, index) => ({ rule, engines: verdicts[index]! }));
}

async function referenceRows(
  rules: readonly RuleIR[],
  events: EventSource,
  contexts: readonly RunContext[],
): Promise<RowSet[]> {
  const session = await referenceEngine.open(events);
  const results: RowSet[] = [];
  for (const [index, rule] of rules.entries()) {
    results.push(await session.run(rule, conversionFor(rule, null, null), contexts[index]!));
  }
  await session.close();
  return results;
}
