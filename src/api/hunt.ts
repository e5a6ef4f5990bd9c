import type { AthenaConnection } from '../../targets/athena/store/athena/connection.js';
import type { FolderConnection } from '../../targets/athena/store/duckdb/connection.js';
import type { TrinoConnection } from '../../targets/athena/store/trino/connection.js';
import { TARGETS } from '../../targets/registry.js';
import { toAlerts, type Alert } from '../alert/alerts.js';
import { describeExternal, typedExternals, type GivenExternals } from '../externals/external-rows.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { RuleIR } from '../ir/rule-ir.js';
import type { RowSet } from '../target/engine.js';
import {
  StoreError,
  type ReadPlan,
  type Settings,
  type Store,
  type StoreQuery,
  type StoreSession,
  type StoreStatistics,
} from '../target/store.js';
import type { Target, Window } from '../target/target.js';
import { UsageError } from '../diagnostics/usage-error.js';

/** Where to hunt, what to look at, and as whom; the engine decides which connection it takes. */
export type HuntOptions = HuntedTime &
  HuntControl & {
    readonly settings?: Settings;
    /** Rows of inputs from outside, by the input's name; for `duckdb` alone, elsewhere they are tables beside the logs. */
    readonly externals?: GivenExternals;
  } & (
    | ({ readonly engine: 'athena' } & AthenaConnection)
    | ({ readonly engine: 'trino' } & TrinoConnection)
    | ({ readonly engine: 'duckdb' } & FolderConnection)
  );

/** All in milliseconds since 1970. */
export interface HuntedTime {
  /** Included. Default: the rule's period before the end, a day for a rule without one. */
  readonly since?: number;
  /** Excluded; it is also the clock of `now()` and `ago()`. Default: now. */
  readonly until?: number;
}

export interface HuntControl {
  /** Stops the hunt, and the queries that run, where they run. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: HuntProgress) => void;
}

export interface HuntProgress {
  readonly rule: RuleIR;
  readonly statistics: StoreStatistics;
}

export interface Hunt {
  /** The end of what was looked at. */
  readonly now: number;
  /** In the order of the rules that were given. */
  readonly rules: readonly HuntedRule[];
  /** What is wrong with the logs, where the engine read them here. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface HuntedRule {
  readonly rule: RuleIR;
  readonly window: Window;
  /** Null when the rule could not be run: see `failure`. */
  readonly result: (RowSet & { readonly statistics: StoreStatistics }) | null;
  readonly alerts: readonly Alert[];
  readonly failure: HuntFailure | null;
}

export interface HuntFailure {
  /** `rule`: the rule has no such query. Else as `StoreError.reach` has it: `store` and `cancelled` hold for all rules after. */
  readonly reach: 'rule' | StoreError['reach'];
  readonly message: string;
}

export interface PlannedRule {
  readonly rule: RuleIR;
  readonly window: Window;
  /** Null when the rule has no query for the engine. */
  readonly plan: ReadPlan | null;
  readonly failure: HuntFailure | null;
}

/**
 * Runs what `convert` writes where the logs are, and raises the alerts that Sentinel would. A query that fails does not stop
 * the others.
 * @throws UsageError for an engine, a connection, a setting or a time that cannot be
 */
export async function hunt(rules: readonly RuleIR[], options: HuntOptions): Promise<Hunt> {
  const { store, queries, now } = await prepare(rules, options);
  const signal = options.signal ?? new AbortController().signal;
  const hunted = queries.map(refused);
  const runnable = queries.filter((_, index) => hunted[index] === null);
  if (runnable.length === 0) return { now, rules: hunted.filter((rule) => rule !== null), diagnostics: [] };

  let session: StoreSession;
  try {
    session = await store.open(options as never, runnable, signal);
  } catch (error) {
    const failure = failureOf(error);
    return { now, rules: queries.map((query, index) => hunted[index] ?? failed(query, failure)), diagnostics: [] };
  }
  try {
    const run = async (query: StoreQuery): Promise<HuntedRule> => {
      const result = await session.run(query, signal, (statistics) =>
        options.onProgress?.({ rule: query.rule, statistics }),
      );
      options.onProgress?.({ rule: query.rule, statistics: result.statistics });
      const alerts = toAlerts(query.rule, result, query.window);
      return { rule: query.rule, window: query.window, result, alerts, failure: null };
    };
    const found = await runAll(runnable, session.parallel, signal, run);
    return {
      now,
      rules: queries.map((query, index) => hunted[index] ?? found.get(query)!),
      diagnostics: session.diagnostics,
    };
  } finally {
    await session.close();
  }
}

/**
 * What `hunt` would run and read, without running or asking for it.
 * @throws UsageError as `hunt` does
 */
export async function planHunt(rules: readonly RuleIR[], options: HuntOptions): Promise<PlannedRule[]> {
  const { store, queries } = await prepare(rules, options);
  const planned: PlannedRule[] = [];
  for (const query of queries) {
    const failure = refused(query)?.failure ?? null;
    const plan = failure === null ? await store.plan(query, options as never) : null;
    planned.push({ rule: query.rule, window: query.window, plan, failure });
  }
  return planned;
}

interface PreparedQuery extends StoreQuery {
  /** Inputs from outside that were not given, for people. */
  readonly lacks: string | null;
}

interface Prepared {
  readonly store: Store<never>;
  readonly queries: readonly PreparedQuery[];
  readonly now: number;
}

async function prepare(rules: readonly RuleIR[], options: HuntOptions): Promise<Prepared> {
  const { target, store } = await storeByName(options.engine);
  const { settings = {} } = options;
  const fault = store.check(options as never, settings);
  if (fault !== null) throw new UsageError(fault);
  const now = options.until ?? Date.now();
  const given = options.externals ?? {};
  if (!store.takesExternals && Object.keys(given).length > 0) {
    throw new UsageError(`inputs from outside are tables in ${options.engine}: create them there`);
  }
  const queries = rules.map((rule): PreparedQuery => {
    const window = windowOf(rule, now, options.since);
    const conversion = target.convert(rule, { window, settings });
    const { externals, missing } = typedExternals(rule.source, given);
    const lacks = store.takesExternals && missing.length > 0 ? missing.map(describeExternal).join(', ') : null;
    return { rule, window, settings, conversion, externals, lacks };
  });
  return { store, queries, now };
}

/** Engines to hunt in, of all targets. */
export const huntEngines = (): string[] => stores().map(({ name }) => name);

const stores = () =>
  (TARGETS as readonly Target[]).flatMap((target) =>
    Object.entries(target.stores ?? {}).map(([name, load]) => ({ name, target, load })),
  );

async function storeByName(name: string): Promise<{ target: Target; store: Store<never> }> {
  const found = stores().find((each) => each.name === name);
  if (found === undefined) {
    throw new UsageError(`there is no engine '${name}' to hunt in; there are ${huntEngines().join(', ')}`);
  }
  return { target: found.target, store: await found.load() };
}

const DAY = 86_400_000;

function windowOf({ rule }: RuleIR, end: number, since: number | undefined): Window {
  const start = since ?? end - (rule.schedule?.period ?? DAY);
  if (start >= end) throw new UsageError('the hunt ends before it starts');
  return { start, end };
}

function refused(query: PreparedQuery): HuntedRule | null {
  const { fidelity, reasons } = query.conversion;
  if (query.lacks !== null)
    return failed(query, { reach: 'rule', message: `it needs rows from outside: ${query.lacks}` });
  if (fidelity !== 'unsupported') return null;
  return failed(query, { reach: 'rule', message: reasons.map(({ message }) => message).join('; ') });
}

const failed = ({ rule, window }: StoreQuery, failure: HuntFailure): HuntedRule => ({
  rule,
  window,
  result: null,
  alerts: [],
  failure,
});

const failureOf = (error: unknown): HuntFailure =>
  error instanceof StoreError
    ? { reach: error.reach, message: error.message }
    : { reach: 'query', message: error instanceof Error ? error.message : String(error) };

const NOT_BEGUN: HuntFailure = { reach: 'cancelled', message: 'cancelled before it began' };

/** Some at a time. After a failure that holds for all, those that have not begun fail with it. */
async function runAll(
  queries: readonly StoreQuery[],
  parallel: number,
  signal: AbortSignal,
  run: (query: StoreQuery) => Promise<HuntedRule>,
): Promise<ReadonlyMap<StoreQuery, HuntedRule>> {
  const found = new Map<StoreQuery, HuntedRule>();
  const waiting = [...queries];
  let end: HuntFailure | null = null;
  const work = async (): Promise<void> => {
    for (let query = waiting.shift(); query !== undefined; query = waiting.shift()) {
      if (signal.aborted) end ??= NOT_BEGUN;
      try {
        found.set(query, end === null ? await run(query) : failed(query, end));
      } catch (error) {
        const failure = failureOf(error);
        if (failure.reach === 'store') end ??= failure;
        found.set(query, failed(query, failure));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, queries.length) }, work));
  return found;
}
