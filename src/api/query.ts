import { compileQuery } from '../compile.js';
import { eventsFrom } from '../events/events-from.js';
import type { EventSource } from '../events/event-source.js';
import { openReference } from '../interpreter/engine.js';
import type { InlineTables } from '../interpreter/inline-tables.js';
import { QueryError, type Json, type RunContext } from '../target/engine.js';
import { requireExternals, type GivenExternals } from '../externals/external-rows.js';
import { conversionFor } from './detect.js';
import type { Column } from '../ir/types.js';
import { engineByName } from './targets.js';
import { UsageError } from '../diagnostics/usage-error.js';

export type QueryLanguage = 'kql' | 'spl' | 'athena' | 'sigma';

export interface QueryOptions {
  readonly language?: QueryLanguage;
  readonly events?: EventSource;
  /** The clock in milliseconds since 1970; default: now. */
  readonly now?: number;
  /** For KQL only, which every engine can run once it is converted; the other languages have one engine each. */
  readonly engine?: string;
  /** Tables for a KQL query on the reference engine, by name; they go before the events' table. */
  readonly tables?: InlineTables;
  /** Rows of the inputs that a KQL query takes from outside, by the input's name. */
  readonly externals?: GivenExternals;
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
 * @throws QueryError when the text has a fault, or cannot be converted exactly for the engine asked for.
 */
export async function query(text: string, options: QueryOptions = {}): Promise<QueryResult> {
  const language = options.language ?? 'kql';
  const events = options.events ?? eventsFrom([]);
  const context: RunContext = { now: options.now ?? Date.now(), window: null };
  const engine = options.engine ?? ENGINE_OF[language];
  if (language === 'kql' && engine !== 'reference')
    return runConverted(text, engine, events, context, options.externals ?? {});
  if (engine !== ENGINE_OF[language]) {
    throw new UsageError(`a ${language} query runs on the engine ${ENGINE_OF[language]}, not on ${engine}`);
  }
  const session =
    language === 'kql'
      ? await openReference(events, options.tables, options.externals)
      : await (await engineByName(engine)).engine.open(events);
  try {
    if (session.query === undefined) throw new QueryError('RP5001', `the engine ${engine} runs no bare queries`);
    const { columns, rows } = await session.query(text, context);
    return { columns, rows: rows.map(({ values }) => values) };
  } finally {
    await session.close();
  }
}

/** A KQL query converted for another engine and run there, with all of its columns. */
async function runConverted(
  text: string,
  name: string,
  events: EventSource,
  context: RunContext,
  given: GivenExternals,
): Promise<QueryResult> {
  const { engine, target } = await engineByName(name);
  const ir = await compileQuery(text);
  const conversion = conversionFor(ir, target, null);
  if (conversion.fidelity !== 'exact' || engine.returns === 'events') {
    const why = conversion.reasons.map(({ message }) => message).join('; ') || 'the engine returns events, not rows';
    throw new QueryError('RP5002', `the query cannot be run exactly on ${name}: ${why}`);
  }
  const session = await engine.open(events);
  try {
    const { columns, rows } = await session.run(ir, conversion, {
      ...context,
      externals: requireExternals(ir.source, given),
    });
    return { columns, rows: rows.map(({ values }) => values) };
  } finally {
    await session.close();
  }
}
