import { toAlerts, type Alert } from '../alert/alerts.js';
import type { EventSource } from '../events/event-source.js';
import type { RuleIR } from '../ir/rule-ir.js';
import type { EngineSession } from '../target/engine.js';
import type { Conversion, Target, Window } from '../target/target.js';
import { describeExternal, typedExternals, type GivenExternals } from '../externals/external-rows.js';
import { clockFor } from './clock.js';
import { replayRuns } from './replay.js';
import { runContext } from './run-context.js';
import { engineByName } from './targets.js';

export interface DetectOptions {
  /** Default `typescript`. */
  readonly engine?: string;
  /**
   * The clock in milliseconds since 1970. With it a rule looks at its period before the clock; without, at all events, and the
   * clock of `now()` and `ago()` stands just after the last of them.
   */
  readonly now?: number;
  /** Run as Sentinel would: every `queryFrequency` over the last `queryPeriod`, across the whole log, or up to `now`. */
  readonly replay?: boolean;
  /** Rows of the inputs that rules take from outside (`externaldata`, watchlists), by the input's name. */
  readonly externals?: GivenExternals;
}

export interface RuleDetections {
  readonly rule: RuleIR;
  readonly alerts: readonly Alert[];
  /** Why the rule could not be run on this engine, or null. */
  readonly unsupported: string | null;
}

export interface Detections {
  readonly now: number;
  readonly rules: readonly RuleDetections[];
}

/** Runs rules over events on one engine and raises the alerts that Sentinel would. */
export async function detect(
  rules: readonly RuleIR[],
  events: EventSource,
  options: DetectOptions = {},
): Promise<Detections> {
  const { engine, target } = await engineByName(options.engine ?? 'typescript');
  const now = await clockFor(rules, events, options.now);
  const session = await engine.open(events);
  try {
    const results: RuleDetections[] = [];
    for (const rule of rules)
      results.push(await detectRule(rule, target, session, events, { ...options, now }, options.now));
    return { now, rules: results };
  } finally {
    await session.close();
  }
}

async function detectRule(
  rule: RuleIR,
  target: Target | null,
  session: EngineSession,
  events: EventSource,
  options: DetectOptions & { now: number },
  asked: number | undefined,
): Promise<RuleDetections> {
  const contexts =
    options.replay === true
      ? (await replayRuns(rule, events)).filter((run) => asked === undefined || run.now <= asked)
      : [runContext(rule, options.now, asked)];
  const { externals, missing } = typedExternals(rule.source, options.externals ?? {});
  if (missing.length > 0) {
    const names = missing.map(describeExternal).join(', ');
    return { rule, alerts: [], unsupported: `it needs rows from outside: ${names}` };
  }
  const alerts: Alert[] = [];
  for (const context of contexts) {
    const conversion = conversionFor(rule, target, context.window);
    if (conversion.fidelity === 'unsupported') {
      return { rule, alerts: [], unsupported: conversion.reasons.map(({ message }) => message).join('; ') };
    }
    const rows = await session.run(rule, conversion, { ...context, externals });
    alerts.push(...toAlerts(rule, rows, context.window));
  }
  return { rule, alerts, unsupported: null };
}

/** The reference runs IR and needs no artifact. */
const NOTHING: Conversion = { target: 'reference', fidelity: 'exact', reasons: [], assumptions: [], artifacts: [] };

export const conversionFor = (rule: RuleIR, target: Target | null, window: Window | null): Conversion =>
  target === null ? NOTHING : target.convert(rule, window === null ? {} : { window });
