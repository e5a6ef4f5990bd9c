import type { RuleIR } from '../ir/rule-ir.js';
import type { RunContext } from '../target/engine.js';

/**
 * What one run of a rule looks at: its period before the clock where the caller set one (`asked`), else all events.
 * @param now the clock of `now()` and `ago()`, the same for all rules of a command
 */
export function runContext({ rule }: RuleIR, now: number, asked: number | undefined): RunContext {
  const period = rule.schedule?.period;
  const window = asked === undefined || period === undefined ? null : { start: now - period, end: now };
  return { now, window };
}
