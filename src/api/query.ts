import { eventsFrom } from '../events/events-from.js';
import type { EventSource } from '../events/event-source.js';
import { QueryError, type Json } from '../target/engine.js';
import type { Column } from '../ir/types.js';
import { engineByName } from './targets.js';
import { UsageError } from './usage-error.js';

export type QueryLanguage = 'kql' | 'spl' | 'athena' | 'sigma';

export interface QueryOptions {
  readonly language?: QueryLanguage;
  readonly events?: EventSource;
  /** The clock in milliseconds since 1970; default: now. */
  readonly now?: number;
  /** For KQL only; the other languages have one engine each. */
  readonly engine?: string;
}

export interface QueryResult {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Json[])[];
}

const ENGINE_OF: Readonly<Record<QueryLanguage, string>> = {
  kql: 'reference',
  spl: 'splunk',
  athena: 'athena',
  sigma: 'sigma',
};

/**
 * Runs a bare query text over events on the engine of its language.
 * @throws QueryError when the text has a fault.
 */
export async function query(text: string, options: QueryOptions = {}): Promise<QueryResult> {
  const language = options.language ?? 'kql';
  const { engine } = await engineByName(ENGINE_OF[language]);
  if (options.engine !== undefined && options.engine !== engine.id) {
    throw new UsageError(`a bare ${language} query runs on the engine ${engine.id}, not on ${options.engine}`);
  }
  const session = await engine.open(options.events ?? eventsFrom([]));
  try {
    if (session.query === undefined) throw new QueryError('RP5001', `the engine ${engine.id} runs no bare queries`);
    const { columns, rows } = await session.query(text, { now: options.now ?? Date.now(), window: null });
    return { columns, rows: rows.map(({ values }) => values) };
  } finally {
    await session.close();
  }
}
