import { DuckDBInstance, DuckDBListValue, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import type { EventSource } from '../../../src/events/event-source.js';
import { compareText } from '../../../src/functions/compare.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import {
  EngineError,
  type Engine,
  type EngineSession,
  type RowSet,
  type RunContext,
} from '../../../src/target/engine.js';
import type { Conversion } from '../../../src/target/target.js';
import { ATHENA_ID } from '../convert.js';
import { lowerQuery } from '../lower/query.js';
import { DEFAULT_SETTINGS } from '../settings.js';
import { DUCKDB } from '../sql/duckdb.js';
import { printQuery } from '../sql/printer.js';
import { createExternals } from './externals.js';
import { loadEvents } from './loader.js';
import { TRINO_MACROS } from './macros.js';
import { runBareQuery } from './query.js';
import { resultValue } from './values.js';

/** Query texts may be hostile: no files, no network, no extensions, and no way to change that. */
const CONFIGURATION = {
  threads: '2',
  memory_limit: '2GB',
  enable_external_access: 'false',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/** Athena's SQL without Athena: DuckDB in memory over the events, in the shape of AWS's documented table. */
export const athenaEngine: Engine = {
  id: ATHENA_ID,
  returns: 'rows',
  open: (events) => openSession(events),
};

/**
 * @param configuration DuckDB's settings, in place of the engine's own where both have one
 * @param columns the columns of the table that will be read; default: all
 */
export async function openSession(
  events: EventSource,
  configuration: Readonly<Record<string, string>> = {},
  columns: ReadonlySet<string> | null = null,
): Promise<AthenaSession> {
  const instance = await DuckDBInstance.create(':memory:', { ...CONFIGURATION, ...configuration });
  const connection = await instance.connect();
  try {
    await connection.run("SET GLOBAL TimeZone = 'UTC'");
    await connection.run('SET GLOBAL integer_division = true');
    // For bare texts, in which `/` of integers truncates; emitted ones say which division they mean, and divide by 0.0.
    await connection.run('SET SESSION integer_division = false');
    for (const macro of TRINO_MACROS) await connection.run(`CREATE MACRO ${macro}`);
    await loadEvents(connection, events, columns);
    await connection.run('CREATE VIEW cloudtrail_logs_pp AS SELECT * FROM cloudtrail_events');
    await connection.run('CREATE VIEW gd_logs AS SELECT * FROM guardduty_findings');
    await connection.run('SET GLOBAL lock_configuration = true');
    return new AthenaSession(instance, connection);
  } catch (error) {
    connection.closeSync();
    instance.closeSync();
    throw error;
  }
}

export class AthenaSession implements EngineSession {
  constructor(
    readonly instance: DuckDBInstance,
    readonly connection: DuckDBConnection,
  ) {}

  /** Lowers the rule to the tree that the artifact was printed from, with the run's instants in it, and runs that. */
  async run(rule: RuleIR, conversion: Conversion, { now, window, externals = {} }: RunContext): Promise<RowSet> {
    if (conversion.target !== ATHENA_ID || !conversion.artifacts.some(({ role }) => role === 'query')) {
      throw new EngineError(`${rule.rule.name}: there is no Athena query to run`);
    }
    const lowered = lowerQuery(rule, DEFAULT_SETTINGS, { now, window: window ?? 'all' });
    const [refusal] = lowered.refusals;
    if (refusal !== undefined) throw new EngineError(`${rule.rule.name}: ${refusal.message}`);
    await createExternals(this.connection, rule, externals);
    const sql = printQuery(lowered.query, DUCKDB);
    let rows: DuckDBValue[][];
    try {
      rows = (await this.connection.runAndReadAll(sql)).getRows();
    } catch (error) {
      throw new EngineError(`${rule.rule.name}: ${error instanceof Error ? error.message : String(error)}\n${sql}`);
    }
    return {
      columns: rule.output,
      rows: rows.map((row) => ({
        values: lowered.output.map((column, at) => resultValue(row[at] ?? null, column)),
        evidence: evidence(row.at(-1) ?? null),
      })),
    };
  }

  /** Each query has a connection of its own, whose views and macros end with it. */
  async query(text: string, context: RunContext): Promise<RowSet> {
    const connection = await this.instance.connect();
    try {
      return await runBareQuery(connection, text, context);
    } finally {
      connection.closeSync();
    }
  }

  /** Ends the query that runs now, which then fails. */
  interrupt(): void {
    this.connection.interrupt();
  }

  close(): Promise<void> {
    this.connection.closeSync();
    this.instance.closeSync();
    return Promise.resolve();
  }
}

const evidence = (value: DuckDBValue): string[] =>
  value instanceof DuckDBListValue ? value.items.map(String).sort(compareText) : [];
