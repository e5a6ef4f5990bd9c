import type { Json } from '../../../../src/target/engine.js';
import { StoreError, type StoreStatistics } from '../../../../src/target/store.js';
import { pause } from '../pause.js';
import type { TrinoConnection } from './connection.js';
import { HttpClient, type HttpAnswer, type HttpRequest } from './http.js';

/** What is read of an answer: https://trino.io/docs/current/develop/client-protocol.html */
interface Page {
  readonly id?: string;
  readonly nextUri?: string;
  readonly data?: readonly (readonly Json[])[];
  readonly stats?: {
    readonly state?: string;
    readonly elapsedTimeMillis?: number;
    readonly physicalInputBytes?: number;
  };
  readonly error?: {
    readonly message?: string;
    readonly errorName?: string;
    readonly errorLocation?: { readonly lineNumber: number; readonly columnNumber: number };
  };
}

export interface TrinoAnswer {
  readonly id: string;
  readonly rows: readonly (readonly Json[])[];
  readonly statistics: StoreStatistics;
}

/** The protocol's own advice for 502, 503 and 504; a busy proxy may ask for more with 429. */
const RETRY_PAUSE = 100;
const LONGEST_PAUSE = 10_000;
const MAX_RETRIES = 12;

export class TrinoClient {
  readonly #http: HttpClient;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #base: URL;

  constructor(connection: TrinoConnection) {
    this.#http = new HttpClient(connection.ca);
    this.#base = new URL(connection.url);
    this.#headers = headersOf(connection);
  }

  /** @throws StoreError */
  async query(sql: string, signal: AbortSignal, progress: (state: StoreStatistics) => void): Promise<TrinoAnswer> {
    const rows: (readonly Json[])[] = [];
    // Sent whole even when the signal comes meanwhile: only the answer says what to cancel.
    let page = await this.#ask({ method: 'POST', url: this.#address('v1/statement'), body: sql }, signal);
    const id = page.id ?? '';
    for (;;) {
      const statistics = statisticsOf(page);
      progress(statistics);
      if (page.error !== undefined) throw new StoreError(whyOf(page.error), 'query', id);
      rows.push(...(page.data ?? []));
      if (page.nextUri === undefined) return { id, rows, statistics };
      const next = this.#sameServer(page.nextUri);
      try {
        page = await this.#ask({ method: 'GET', url: next, signal }, signal);
      } catch (error) {
        if (!signal.aborted) throw error;
        throw new StoreError(`cancelled; ${await this.#cancel(next, id)}`, 'cancelled', id);
      }
    }
  }

  #address(path: string): string {
    const { href } = this.#base;
    return `${href.endsWith('/') ? href : `${href}/`}${path}`;
  }

  /** Where the server says to go on; the headers hold secrets, which are for the server that was named. */
  #sameServer(next: string): string {
    if (URL.canParse(next) && new URL(next).origin === this.#base.origin) return next;
    throw new StoreError(
      `Trino goes on at ${next}, which is not ${this.#base.origin}: have its proxy set the X-Forwarded headers, or use its own URL`,
      'store',
    );
  }

  async #cancel(next: string, id: string): Promise<string> {
    try {
      const { status } = await this.#http.send({ method: 'DELETE', url: next, headers: this.#headers });
      return status < 300 ? `query ${id} was stopped` : `query ${id} could not be stopped: Trino answers ${status}`;
    } catch (error) {
      return `query ${id} could not be stopped: ${messageOf(error)}`;
    }
  }

  async #ask(request: Omit<HttpRequest, 'headers'>, signal: AbortSignal): Promise<Page> {
    for (let retries = 0; ; retries++) {
      const answer = await this.#send(request, signal);
      if (answer.status === 200) return pageOf(answer);
      if (![429, 502, 503, 504].includes(answer.status) || retries === MAX_RETRIES) throw refusal(answer);
      await pause(pauseOf(answer, retries), signal);
    }
  }

  async #send(request: Omit<HttpRequest, 'headers'>, signal: AbortSignal): Promise<HttpAnswer> {
    try {
      return await this.#http.send({ ...request, headers: this.#headers });
    } catch (error) {
      if (signal.aborted) throw error;
      throw new StoreError(`Trino cannot be reached at ${this.#base.origin}: ${messageOf(error)}`, 'store');
    }
  }

  close(): void {
    this.#http.close();
  }
}

function headersOf({ user = 'ruleport', password, token, catalog, schema }: TrinoConnection): Record<string, string> {
  const basic = (): string => `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}`;
  const authorization = token !== undefined ? `Bearer ${token}` : password !== undefined ? basic() : null;
  return {
    'Content-Type': 'text/plain; charset=utf-8',
    'User-Agent': 'ruleport',
    'X-Trino-User': user,
    'X-Trino-Source': 'ruleport',
    'X-Trino-Catalog': catalog ?? 'awsdatacatalog',
    'X-Trino-Schema': schema ?? 'default',
    'X-Trino-Time-Zone': 'UTC',
    ...(authorization === null ? {} : { Authorization: authorization }),
  };
}

function pageOf({ body }: HttpAnswer): Page {
  try {
    const page = JSON.parse(body) as Page | null;
    if (typeof page?.id === 'string') return page;
  } catch {
    // Said below.
  }
  throw new StoreError('the server answers, but not as Trino does', 'store');
}

const statisticsOf = ({ id = '', stats = {} }: Page): StoreStatistics => ({
  queryId: id,
  state: stats.state ?? 'QUEUED',
  milliseconds: stats.elapsedTimeMillis ?? 0,
  scannedBytes: stats.physicalInputBytes ?? null,
});

const whyOf = ({ message = 'Trino does not say why', errorName }: NonNullable<Page['error']>): string =>
  `the query failed: ${errorName === undefined ? '' : `${errorName}: `}${message}`;

function refusal({ status, body }: HttpAnswer): StoreError {
  const detail = /^\s*</.test(body) ? '' : body.trim().split('\n')[0]!.slice(0, 200);
  const why =
    status === 401 ? 'the user, password or token is not accepted' : status === 403 ? 'access is denied' : null;
  return new StoreError(
    `Trino answers ${status}${why === null ? '' : `, ${why}`}${detail === '' ? '' : `: ${detail}`}`,
    'store',
  );
}

/** The server's own wish in seconds, or a pause that doubles. */
function pauseOf({ retryAfter }: HttpAnswer, retries: number): number {
  const asked = Number(retryAfter) * 1000;
  return Math.min(asked > 0 ? asked : RETRY_PAUSE * 2 ** retries, LONGEST_PAUSE);
}

const messageOf = (error: unknown): string => {
  const { message, code } = error as NodeJS.ErrnoException;
  return message || (code ?? 'no reason given');
};
