import type { EventSource } from '../events/event-source.js';
import type { RuleIR } from '../ir/rule-ir.js';
import { parseDateTime, unixMillisecondsOfTicks } from '../schema/datetime-text.js';
import type { RunContext } from '../target/engine.js';
import { UsageError } from '../diagnostics/usage-error.js';

/** Sentinel's finest schedule for rules without one (NRT runs every minute). */
const NRT = { frequency: 60_000, period: 60_000 };
const MAX_RUNS = 20_000;

/** The runs of a schedule across a log: on multiples of the frequency, leaving out those whose window holds no event. */
export async function replayRuns(rule: RuleIR, events: EventSource): Promise<RunContext[]> {
  const { frequency, period } = rule.rule.schedule ?? NRT;
  const ends = new Set<number>();
  for await (const record of events.records()) {
    const time = typeof record['eventTime'] === 'string' ? parseDateTime(record['eventTime']) : null;
    if (time === null) continue;
    const at = unixMillisecondsOfTicks(time);
    for (let end = (Math.floor(at / frequency) + 1) * frequency; end - period <= at; end += frequency) ends.add(end);
    if (ends.size > MAX_RUNS) {
      throw new UsageError(
        `a replay of '${rule.rule.name}' takes more than ${MAX_RUNS} runs; name fewer logs, or a time with --now`,
      );
    }
  }
  return [...ends].sort((a, b) => a - b).map((end) => ({ now: end, window: { start: end - period, end } }));
}
