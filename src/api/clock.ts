import type { EventSource } from '../events/event-source.js';
import type { Expression } from '../ir/expression.js';
import type { Relation } from '../ir/relation.js';
import type { RuleIR } from '../ir/rule-ir.js';
import { expressionsOf, operatorsOf } from '../ir/traverse.js';
import { childrenOf } from '../ir/walk-expression.js';
import { parseDateTime, unixMillisecondsOfTicks } from '../schema/datetime-text.js';
import { tableOf } from '../schema/table-of.js';
import { valueAt } from '../schema/record-path.js';

/**
 * The clock of a run: what the caller asked for. Without, it stands just after the last event when a rule reads it, so that
 * `ago(1d)` over an old log means the log's last day; it costs a pass over the log. Else the time of day.
 */
export async function clockFor(
  rules: readonly RuleIR[],
  events: EventSource,
  asked: number | undefined,
): Promise<number> {
  if (asked !== undefined) return asked;
  const readsClock = rules.some(({ source }) => readsTheClock(source));
  return (readsClock ? await afterLastEvent(events) : null) ?? Date.now();
}

const readsTheClock = (query: Relation): boolean =>
  operatorsOf(query).some((operator) => expressionsOf(operator).some(readsClock));

const readsClock = (expression: Expression): boolean =>
  (expression.kind === 'call' && (expression.fn === 'now' || expression.fn === 'ago')) ||
  childrenOf(expression).some(readsClock);

/** A millisecond after the last event, null without any. */
async function afterLastEvent(events: EventSource): Promise<number | null> {
  let last: number | null = null;
  for await (const record of events.records()) {
    const table = tableOf(record);
    const path = table?.columns.find(({ name }) => name === table.timeColumn)?.paths[0];
    const raw = path === undefined ? undefined : valueAt(record, path);
    const ticks = typeof raw === 'string' ? parseDateTime(raw) : null;
    if (ticks === null) continue;
    const time = unixMillisecondsOfTicks(ticks);
    if (last === null || time > last) last = time;
  }
  return last === null ? null : last + 1;
}
