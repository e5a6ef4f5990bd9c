import type { Rule } from '../rule/model.js';
import type { Relation } from './relation.js';
import type { Column } from './types.js';

/** A rule with its query lowered: what every target and engine starts from. */
export interface RuleIR {
  readonly rule: Rule;
  /** The KQL text that spans point into. */
  readonly query: string;
  /** The query as lowered, one node an operator, nothing rewritten: what the reference interpreter runs. */
  readonly source: Relation;
  /**
   * The query after the passes, what targets lower: only needed columns, hidden columns for evidence and canonical order.
   * Its output has `output` and then `hidden` columns.
   */
  readonly plan: Relation;
  /** The columns that a row of this rule reports, in order (see `passes/output-columns.ts`). */
  readonly output: readonly Column[];
  readonly hidden: HiddenColumns;
}

/** Names of the columns that `plan` carries beside the query's own. They start with `_` and clash with no KQL column. */
export interface HiddenColumns {
  /** Columns with the event IDs behind a row: a string column holds one, a dynamic column an array of them. */
  readonly evidence: readonly string[];
}
