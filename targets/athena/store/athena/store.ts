import type * as AthenaSdk from '@aws-sdk/client-athena';
import type { Json } from '../../../../src/target/engine.js';
import {
  StoreError,
  type Store,
  type StoreQuery,
  type StoreResult,
  type StoreSession,
  type StoreStatistics,
} from '../../../../src/target/store.js';
import { faultOfSettings } from '../../settings.js';
import { loweredOf, sqlOf } from '../lowered.js';
import { pause } from '../pause.js';
import { planOf } from '../read-plan.js';
import { rowSet } from '../rows.js';
import { faultOfAthena, type AthenaConnection } from './connection.js';
import { storeError } from './errors.js';
import { athenaValue } from './values.js';

type Sdk = typeof AthenaSdk;

/** Amazon Athena, by AWS's own client. */
export const athenaStore: Store<AthenaConnection> = {
  takesExternals: false,
  check: (connection, settings) => faultOfAthena(connection) ?? faultOfSettings(settings),
  plan: (query) => Promise.resolve(planOf(query)),
  async open(connection) {
    const sdk = await loadSdk();
    const { region } = connection;
    // `adaptive` also holds requests back once Athena has refused some, with a pause that doubles.
    const client = new sdk.AthenaClient({
      maxAttempts: 10,
      retryMode: 'adaptive',
      ...(region === undefined ? {} : { region }),
    });
    return new AthenaSession(sdk, client, connection);
  },
};

/** The client is an optional dependency, and large: only a hunt in Athena loads it. */
async function loadSdk(): Promise<Sdk> {
  try {
    return await import('@aws-sdk/client-athena');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new StoreError("AWS's client is not installed: npm install @aws-sdk/client-athena", 'store');
  }
}

/** Athena answers a query that is done within a second or so at the earliest; the pause grows up to this. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 2000;

class AthenaSession implements StoreSession {
  /** Below the number of queries that an account may run at once: https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
  readonly parallel = 5;
  readonly diagnostics = [];

  constructor(
    readonly sdk: Sdk,
    readonly client: AthenaSdk.AthenaClient,
    readonly connection: AthenaConnection,
  ) {}

  async run(query: StoreQuery, signal: AbortSignal, progress: (state: StoreStatistics) => void): Promise<StoreResult> {
    const id = await this.#start(query);
    try {
      const statistics = await this.#finish(id, signal, progress);
      return { ...rowSet(query, loweredOf(query), await this.#rows(id, signal), id), statistics };
    } catch (error) {
      if (!signal.aborted) throw storeError(error, id);
      throw new StoreError(`cancelled; ${await this.#stop(id)}`, 'cancelled', id);
    }
  }

  /** Not given up half-way when the signal comes: the query could run on without anyone knowing its ID. */
  async #start(query: StoreQuery): Promise<string> {
    const { database, catalog, workgroup, outputLocation } = this.connection;
    const context = {
      ...(database === undefined ? {} : { Database: database }),
      ...(catalog === undefined ? {} : { Catalog: catalog }),
    };
    try {
      const { QueryExecutionId: id } = await this.client.send(
        new this.sdk.StartQueryExecutionCommand({
          QueryString: sqlOf(query),
          QueryExecutionContext: context,
          ...(workgroup === undefined ? {} : { WorkGroup: workgroup }),
          ...(outputLocation === undefined ? {} : { ResultConfiguration: { OutputLocation: outputLocation } }),
        }),
      );
      if (id === undefined) throw new StoreError('Athena has named no query', 'store');
      return id;
    } catch (error) {
      throw storeError(error);
    }
  }

  async #finish(id: string, signal: AbortSignal, progress: (state: StoreStatistics) => void): Promise<StoreStatistics> {
    const start = Date.now();
    for (let wait = FIRST_PAUSE; ; wait = Math.min(wait * 1.5, LONGEST_PAUSE)) {
      const { QueryExecution: execution = {} } = await this.client.send(
        new this.sdk.GetQueryExecutionCommand({ QueryExecutionId: id }),
        { abortSignal: signal },
      );
      const statistics = statisticsOf(id, execution, Date.now() - start);
      progress(statistics);
      if (statistics.state === 'SUCCEEDED') return statistics;
      if (statistics.state === 'FAILED' || statistics.state === 'CANCELLED')
        throw new StoreError(whyOf(execution), 'query', id);
      await pause(wait, signal);
    }
  }

  /** All pages. The first row of the first page repeats the names of the columns. */
  async #rows(id: string, signal: AbortSignal): Promise<Json[][]> {
    const rows: Json[][] = [];
    let next: string | undefined;
    do {
      const { ResultSet: page, NextToken: token } = await this.client.send(
        new this.sdk.GetQueryResultsCommand({
          QueryExecutionId: id,
          MaxResults: 1000,
          ...(next === undefined ? {} : { NextToken: next }),
        }),
        { abortSignal: signal },
      );
      const columns = page?.ResultSetMetadata?.ColumnInfo ?? [];
      for (const [index, { Data: data = [] }] of (page?.Rows ?? []).entries()) {
        const isHead =
          next === undefined && index === 0 && columns.every(({ Name }, at) => data[at]?.VarCharValue === Name);
        if (!isHead) rows.push(columns.map(({ Type: type = '' }, at) => athenaValue(data[at]?.VarCharValue, type)));
      }
      next = token;
    } while (next !== undefined);
    return rows;
  }

  async #stop(id: string): Promise<string> {
    try {
      await this.client.send(new this.sdk.StopQueryExecutionCommand({ QueryExecutionId: id }));
      return `query ${id} was stopped`;
    } catch (error) {
      return `query ${id} could not be stopped: ${storeError(error).message}`;
    }
  }

  close(): Promise<void> {
    this.client.destroy();
    return Promise.resolve();
  }
}

const statisticsOf = (
  queryId: string,
  { Status, Statistics }: AthenaSdk.QueryExecution,
  waited: number,
): StoreStatistics => ({
  queryId,
  state: Status?.State ?? 'QUEUED',
  milliseconds: Statistics?.TotalExecutionTimeInMillis ?? waited,
  scannedBytes: Statistics?.DataScannedInBytes ?? null,
});

function whyOf({ Status: status }: AthenaSdk.QueryExecution): string {
  const why = status?.StateChangeReason ?? status?.AthenaError?.ErrorMessage;
  if (status?.State === 'CANCELLED') return `the query was cancelled in Athena${why === undefined ? '' : `: ${why}`}`;
  return `the query failed: ${why ?? 'Athena does not say why'}`;
}
