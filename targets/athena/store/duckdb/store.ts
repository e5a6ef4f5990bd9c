import os from 'node:os';
import type { EventSource } from '../../../../src/events/event-source.js';
import { openEvents } from '../../../../src/events/open-events.js';
import { StoreError, type Store, type StoreQuery, type StoreSession } from '../../../../src/target/store.js';
import type { Window } from '../../../../src/target/target.js';
import { openSession, type AthenaSession } from '../../engine/index.js';
import { foldersOf } from '../../lower/time-window.js';
import { DUCKDB } from '../../sql/duckdb.js';
import { DEFAULT_SETTINGS } from '../../settings.js';
import { printQuery } from '../../sql/printer.js';
import { loweredOf } from '../lowered.js';
import { daysOf } from '../read-plan.js';
import type { FolderConnection } from './connection.js';
import { eventsWithin } from './events-within.js';
import { needsOf } from './needs.js';

/** Half of the machine's memory, for logs of many days; what does not fit is a clear error of DuckDB's. */
const MEMORY = `${Math.max(2048, Math.floor(os.totalmem() / 2 / 2 ** 20))}MB`;

/** DuckDB over local folders, with the tree that Athena's text is printed from. */
export const duckdbStore: Store<FolderConnection> = {
  takesExternals: true,
  check({ paths }, settings) {
    if (paths.length === 0) return 'name at least one log';
    return Object.keys(settings).length === 0 ? null : 'a folder of logs has no table, database or partitions to set';
  },
  async plan(query, { paths }) {
    const files = await openEvents(paths, { days: foldersOf(query.window) }).fileNames();
    return {
      sql: printQuery(loweredOf(query).query, DUCKDB),
      from: paths.join(', '),
      inputs: [],
      column: null,
      days: daysOf(query),
      files: files.length,
    };
  },
  async open({ paths }, queries, signal) {
    const window = spanOf(queries);
    const events = openEvents(paths, { days: foldersOf(window) });
    const trees = queries.map((query) => loweredOf(query).query);
    const { columns, hints } = needsOf(trees, DEFAULT_SETTINGS.table, [DEFAULT_SETTINGS.findings]);
    try {
      const wanted = eventsWithin(events, window, hints, signal);
      const session = await openSession(wanted, { memory_limit: MEMORY }, columns);
      return new FolderSession(session, events);
    } catch (error) {
      throw signal.aborted
        ? new StoreError('cancelled while the logs were read', 'cancelled')
        : new StoreError(`the logs cannot be loaded: ${messageOf(error)}`, 'store');
    }
  },
};

const spanOf = (queries: readonly StoreQuery[]): Window => ({
  start: Math.min(...queries.map(({ window }) => window.start)),
  end: Math.max(...queries.map(({ window }) => window.end)),
});

class FolderSession implements StoreSession {
  readonly parallel = 1;

  constructor(
    readonly session: AthenaSession,
    readonly events: EventSource,
  ) {}

  get diagnostics(): EventSource['diagnostics'] {
    return this.events.diagnostics;
  }

  async run({ rule, conversion, window, externals }: StoreQuery, signal: AbortSignal): ReturnType<StoreSession['run']> {
    const start = performance.now();
    const stop = (): void => this.session.interrupt();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const rows = await this.session.run(rule, conversion, { now: window.end, window, externals });
      const milliseconds = Math.round(performance.now() - start);
      return { ...rows, statistics: { queryId: null, state: 'FINISHED', milliseconds, scannedBytes: null } };
    } catch (error) {
      throw signal.aborted ? new StoreError('cancelled', 'cancelled') : new StoreError(messageOf(error), 'query');
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  close(): Promise<void> {
    return this.session.close();
  }
}

/** The embedded engine appends the text that failed, which is for its maintainers. */
const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
