import type { Column } from '../ir/types.js';
import type { RuleIR } from '../ir/rule-ir.js';
import type { EventSource } from '../events/event-source.js';
import type { Conversion, Window } from './target.js';

/**
 * A KQL value in JSON: numbers as numbers (`"NaN"`, `"Infinity"`, `"-Infinity"` as text), null for a null, `""` for an empty
 * string, datetimes as `yyyy-MM-ddTHH:mm:ss.fffffffZ`, timespans as `[-][d.]hh:mm:ss[.fffffff]`, dynamic values as JSON.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface ResultRow {
  /** One value a column. */
  readonly values: readonly Json[];
  /** The distinct event IDs that caused the row, sorted by code point. */
  readonly evidence: readonly string[];
}

export interface RowSet {
  readonly columns: readonly Column[];
  readonly rows: readonly ResultRow[];
}

/** Rows of the inputs that come from outside (`externaldata`, watchlists), by the input's name. */
export type Externals = Readonly<
  Record<string, { readonly columns: readonly Column[]; readonly rows: readonly (readonly Json[])[] }>
>;

export interface RunContext {
  /** The clock of `now()` and `ago()`, milliseconds since 1970. */
  readonly now: number;
  /** Null: all events. */
  readonly window: Window | null;
  /** An input that is missing here cannot be run: `EngineError`, or `QueryError` for a bare query. */
  readonly externals?: Externals;
}

/** Runs artifacts of one target over events. */
export interface Engine {
  readonly id: string;
  /** `rows`: returns the rule's output columns. `events`: only tells which events are flagged (Sigma). */
  readonly returns: 'rows' | 'events';
  /** The engine's values have no types (Splunk): a scalar inside a dynamic value comes back as its text. */
  readonly typeless?: boolean;
  /** Prepares the events once; many runs follow. */
  open(events: EventSource): Promise<EngineSession>;
}

export interface EngineSession {
  /**
   * Runs what `conversion` emitted for `rule`. The row set has exactly the columns `rule.output` in KQL types for a `rows`
   * engine, and no columns for an `events` engine.
   * @throws EngineError when the artifact cannot be run: that is a bug of ours, never a difference to hide.
   */
  run(rule: RuleIR, conversion: Conversion, context: RunContext): Promise<RowSet>;
  /** Runs a bare text of the engine's language, for `ruleport query`. Throws QueryError for a text with faults. */
  query?(text: string, context: RunContext): Promise<RowSet>;
  close(): Promise<void>;
}

/** An artifact that its own engine cannot run. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/** A query text with faults of its own; the position counts lines and columns of that text from 1. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  constructor(
    readonly code: string,
    message: string,
    readonly line = 1,
    readonly column = 1,
  ) {
    super(message);
  }
}
