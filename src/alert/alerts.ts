import type { RuleIR } from '../ir/rule-ir.js';
import type { RuleSeverity, Trigger } from '../rule/model.js';
import { formatDateTime, ticksOfUnixMilliseconds } from '../schema/datetime-text.js';
import type { Json, ResultRow, RowSet } from '../target/engine.js';
import type { Window } from '../target/target.js';
import { alertHeader } from './alert-details.js';
import { customDetailsOf, entitiesOf } from './entities.js';
import type { Entity } from './entities.js';
import { AlertRows } from './row-values.js';

/** An alert as Sentinel would raise it; what `ruleport detect --format json` prints. */
export interface Alert {
  readonly ruleId: string;
  readonly title: string;
  readonly description: string;
  /** Null only for a hunting query that has none. */
  readonly severity: RuleSeverity | null;
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  /** Start inclusive, end exclusive, `yyyy-MM-ddTHH:mm:ss.fffffffZ`; null when all events were looked at. */
  readonly window: { readonly start: string; readonly end: string } | null;
  readonly entities: readonly Entity[];
  /** Name of a custom detail -> its distinct values. */
  readonly customDetails: { readonly [name: string]: readonly string[] };
  /** Alert properties that the rule sets from columns, such as `ProductName`. */
  readonly properties: { readonly [property: string]: string };
  readonly rows: readonly AlertRow[];
}

export interface AlertRow {
  readonly values: { readonly [column: string]: Json };
  /** The event IDs behind the row, sorted. */
  readonly evidence: readonly string[];
}

/** Alerts of one run with a row each, the last of which is a summary: https://learn.microsoft.com/azure/sentinel/sentinel-service-limits */
const MAX_ALERTS = { Scheduled: 150, Hunting: 150, NRT: 30 } as const;

/**
 * The alerts of one run of a rule: none when its trigger does not fire, else one for all rows, or one a row. A trigger that
 * fires on no rows at all (`lt 1`, `eq 0`) gives one alert without rows.
 * @param window what the run looked at; null for all events
 */
export function toAlerts(ir: RuleIR, rows: RowSet, window: Window | null): Alert[] {
  const { rule } = ir;
  if (!fires(rule.trigger, rows.rows.length)) return [];
  if (rule.eventGrouping === 'SingleAlert' || rows.rows.length === 0) return [alertOf(ir, rows, rows.rows, window)];
  const limit = MAX_ALERTS[rule.kind];
  if (rows.rows.length <= limit) return rows.rows.map((row) => alertOf(ir, rows, [row], window));
  // The last alert of so many is the one that a single alert for the whole result would have been.
  const first = rows.rows.slice(0, limit - 1).map((row) => alertOf(ir, rows, [row], window));
  return [...first, alertOf(ir, rows, rows.rows, window)];
}

/** Whether so many rows raise an alert. */
export function fires(trigger: Trigger, count: number): boolean {
  switch (trigger.operator) {
    case 'gt':
      return count > trigger.threshold;
    case 'lt':
      return count < trigger.threshold;
    case 'eq':
      return count === trigger.threshold;
    case 'ne':
      return count !== trigger.threshold;
  }
}

function alertOf({ rule }: RuleIR, set: RowSet, behind: readonly ResultRow[], window: Window | null): Alert {
  const rows = new AlertRows(set, behind);
  const { title, description, severity, tactics, techniques, properties } = alertHeader(rule, rows);
  return {
    ruleId: rule.id,
    title,
    description,
    severity,
    tactics,
    techniques,
    window: window === null ? null : { start: instant(window.start), end: instant(window.end) },
    entities: entitiesOf(rule.entityMappings, rows),
    customDetails: customDetailsOf(rule.customDetails, rows),
    properties,
    rows: behind.map((row) => ({ values: rows.values(row), evidence: row.evidence })),
  };
}

const instant = (milliseconds: number): string => formatDateTime(ticksOfUnixMilliseconds(milliseconds));
