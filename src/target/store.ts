import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { RuleIR } from '../ir/rule-ir.js';
import type { Externals, RowSet } from './engine.js';
import type { Conversion, Window } from './target.js';

/**
 * Where a site keeps its logs and a target's queries run: Athena, a Trino, a folder. Unlike an engine, which is given events,
 * a store has them already, and a query costs time and money.
 * @typeParam Connection How to reach it; its type is the store's own.
 */
export interface Store<Connection> {
  /** Whether it is given the rows of inputs from outside (`externaldata`, watchlists); else they are tables beside the logs. */
  readonly takesExternals: boolean;
  /** What is wrong with how the store was named or with the target's settings, before anything is asked of it; or null. */
  check(connection: Connection, settings: Settings): string | null;
  /** What a query is and would read. Reaches for nothing that costs. */
  plan(query: StoreQuery, connection: Connection): Promise<ReadPlan>;
  /**
   * @param queries all that will be run, so that a store which must read the logs first reads only what they look at
   * @throws StoreError
   */
  open(connection: Connection, queries: readonly StoreQuery[], signal: AbortSignal): Promise<StoreSession>;
}

export type Settings = Readonly<Record<string, string>>;

/** A rule, converted with the window and settings that are beside it. */
export interface StoreQuery {
  readonly rule: RuleIR;
  readonly conversion: Conversion;
  readonly window: Window;
  readonly settings: Settings;
  /** All that the rule takes, where the store takes them; else none. */
  readonly externals: Externals;
}

export interface ReadPlan {
  /** The text that the store runs. */
  readonly sql: string;
  /** The table, or the folders. */
  readonly from: string;
  /** Other tables that it reads: those of inputs from outside. */
  readonly inputs: readonly string[];
  /** The column that the folders are known by, if any. */
  readonly column: string | null;
  /** The days whose folders are read, `yyyy/MM/dd`; null when nothing is left out. */
  readonly days: readonly string[] | null;
  /** How many files, where that is known without asking. */
  readonly files: number | null;
}

export interface StoreSession {
  /** How many queries may run at once. */
  readonly parallel: number;
  /** What is wrong with logs that the store read itself. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * The rows in KQL types, as an engine returns them. When `signal` is aborted the store's work on the query is stopped as well.
   * @throws StoreError
   */
  run(query: StoreQuery, signal: AbortSignal, progress: (state: StoreStatistics) => void): Promise<StoreResult>;
  close(): Promise<void>;
}

export interface StoreResult extends RowSet {
  readonly statistics: StoreStatistics;
}

export interface StoreStatistics {
  /** The store's own name of the query, by which its console knows it. */
  readonly queryId: string | null;
  /** `QUEUED`, `RUNNING` and the like, in the store's own words. */
  readonly state: string;
  readonly milliseconds: number;
  /** Null where the store does not tell. */
  readonly scannedBytes: number | null;
}

/** What a store says no to. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  /**
   * @param reach `query`: this query failed, another may not. `store`: no query can run, for want of rights or of an answer.
   * `cancelled`: the caller wanted no more.
   */
  constructor(
    message: string,
    readonly reach: 'query' | 'store' | 'cancelled',
    readonly queryId: string | null = null,
  ) {
    super(message);
  }
}
