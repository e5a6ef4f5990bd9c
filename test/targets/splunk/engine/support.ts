import type { EventSource, LogRecord } from '../../../../src/events/event-source.js';
import type { Externals, Json, RowSet } from '../../../../src/target/engine.js';
import { createSplunkEngine, type SplunkEngineOptions } from '../../../../targets/splunk/engine/engine.js';
import { runSpl } from '../../../../targets/splunk/engine/run.js';

/** The clock of the tests: 2024-03-05T12:30:15Z, a Tuesday. */
export const NOW = Date.UTC(2024, 2, 5, 12, 30, 15);

/** Records in memory as an event source. */
export const recordsSource = (records: readonly LogRecord[]): EventSource => ({
  diagnostics: [],
  async *records() {
    yield* records;
  },
});

export interface SplOptions extends SplunkEngineOptions {
  readonly records?: readonly LogRecord[];
  readonly window?: { start: number; end: number };
}

/** The lookup files of the tests. */
const EXTERNALS: Externals = {
  usertogroup: {
    columns: [
      { name: 'user', type: 'string' },
      { name: 'group', type: 'string' },
    ],
    rows: [
      ['ada', 'dev'],
      ['bob', 'ops'],
      ['bob', 'admin'],
      ['eve', ''],
    ],
  },
};

/** Runs a bare search. */
export async function spl(text: string, { records = [], window, ...options }: SplOptions = {}): Promise<RowSet> {
  const session = await createSplunkEngine(options).open(recordsSource(records));
  return session.query!(text, { now: NOW, window: window ?? null, externals: EXTERNALS });
}

/** The rows as objects; fields without a value are left out of text columns as the empty text that they read as. */
export const objects = (rows: RowSet): Record<string, Json>[] =>
  rows.rows.map(({ values }) => Object.fromEntries(rows.columns.map(({ name }, index) => [name, values[index]!])));

/** The value of one eval expression: the text of a field, several texts, or null when the field is not set. */
export function cell(expression: string, setup = ''): string | readonly string[] | null {
  const text = `| makeresults ${setup === '' ? '' : `| eval ${setup}`} | eval x=${expression}`;
  const { rows } = runSpl(text, new Map(), [], { now: NOW, window: null });
  return rows[0]!.get('x') ?? null;
}

/** Rows as `field=value` texts, several values joined by commas: short enough for tables of cases. */
export const brief = (rows: RowSet): string[] =>
  rows.rows.map(({ values }) =>
    rows.columns
      .map(({ name }, index) => [name, values[index]] as const)
      .filter(([, value]) => value !== '' && value !== null)
      .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join(',') : String(value)}`)
      .join(' '),
  );
