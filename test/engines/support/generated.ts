import type { LogRecord } from '../../../src/events/event-source.js';
import { generateEvents, type GeneratedEvents } from '../../../src/generate/generate.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import { timeOf, type FixtureRun } from './cases.js';

/** Events made for a rule, and the clock to run it with. */
export interface GeneratedRun {
  readonly records: readonly LogRecord[];
  readonly context: FixtureRun['context'];
}

const made = new WeakMap<RuleIR, GeneratedEvents>();

/** Records that reach a rule, and that just miss it; made once for all judges of a run. */
export function generatedBy(rule: RuleIR): GeneratedEvents {
  const events = made.get(rule) ?? generateEvents(rule);
  made.set(rule, events);
  return events;
}

/** The records of `generatedBy` within its period or a window that holds them all. */
export function generatedRun(rule: RuleIR): GeneratedRun {
  const { records, context, windowed } = generatedBy(rule);
  const times = records.map((record) => timeOf(record) ?? context.now);
  const all = { start: Math.min(...times), end: Math.max(context.now, ...times) + 1 };
  const { externals } = context;
  // The clock of an artifact with a window written in is the end of it.
  const window = windowed?.window ?? all;
  return { records, context: { now: window.end, window, ...(externals === undefined ? {} : { externals }) } };
}
