import { StatementType, type DuckDBConnection } from '@duckdb/node-api';
import { diagnose } from '../../../src/diagnostics/code-table.js';
import { QueryError, type RowSet, type RunContext } from '../../../src/target/engine.js';
import { instantText } from '../sql/literals.js';
import { ATHENA_QUERY_CODES } from './codes.js';
import { columnsOf, plainValue } from './values.js';

/**
 * A bare Athena query over `cloudtrail_logs` or `cloudtrail_logs_pp`, restricted to the window, with the run's clock. One
 * SELECT only; what DuckDB cannot run is refused. Functions are Trino's (`macros.ts`); where Trino fails a whole query over
 * one value (a division by zero, broken JSON), the value is NULL here.
 */
export async function runBareQuery(connection: DuckDBConnection, text: string, context: RunContext): Promise<RowSet> {
  await prepareSession(connection, context);
  const body = text.replace(/;\s*$/, '');
  // DuckDB also counts SHOW, DESCRIBE and PRAGMA as selecting.
  const code = body.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '');
  if (!/^(?:select|with|\()/i.test(code)) throw notOneSelect();
  try {
    if ((await connection.extractStatements(body)).count !== 1) throw notOneSelect();
    const statement = await connection.prepare(body);
    if (statement.statementType !== StatementType.SELECT) throw notOneSelect();
    const reader = await statement.runAndReadAll();
    const rows = reader.getRows().map((row) => ({ values: row.map(plainValue), evidence: [] }));
    return { columns: columnsOf(reader.columnNames(), reader.columnTypes()), rows };
  } catch (error) {
    throw error instanceof QueryError ? error : refusal(error);
  }
}

/** Views and macros of this connection alone: the tables by AWS's names within the window, and the clock. */
async function prepareSession(connection: DuckDBConnection, { now, window }: RunContext): Promise<void> {
  const time = 'TRY(from_iso8601_timestamp(eventtime))';
  const instant = (millis: number): string => `TIMESTAMPTZ '${instantText(millis)}'`;
  const where = window === null ? '' : `WHERE ${time} >= ${instant(window.start)} AND ${time} < ${instant(window.end)}`;
  const parts = ['year', 'month', 'day'].map((name, at) => `split_part("timestamp", '/', ${at + 1}) AS ${name}`);
  await connection.run(`CREATE TEMP VIEW cloudtrail_logs_pp AS SELECT * FROM cloudtrail_events ${where}`);
  await connection.run(
    `CREATE TEMP VIEW cloudtrail_logs AS SELECT * EXCLUDE ("timestamp"), awsregion AS region, ${parts.join(', ')} FROM cloudtrail_events ${where}`,
  );
  for (const name of ['now', 'current_timestamp', 'get_current_timestamp']) {
    await connection.run(`CREATE TEMP MACRO ${name}() AS ${instant(now)}`);
  }
  await connection.run(`CREATE TEMP MACRO current_date() AS CAST(${instant(now)} AS DATE)`);
}

const notOneSelect = (): QueryError => new QueryError('RP5301', diagnose(ATHENA_QUERY_CODES, 'RP5301', []).message);

/** DuckDB names the place as `LINE 2: …` with a caret below the text that follows. */
function refusal(error: unknown): QueryError {
  const message = error instanceof Error ? error.message : String(error);
  const [first = message] = message.split('\n');
  const place = /^LINE (\d+): (.*)\n( *)\^/m.exec(message);
  const column = place === null ? 1 : Math.max(1, (place[3] ?? '').length - `LINE ${place[1]}: `.length + 1);
  return new QueryError(
    'RP5302',
    diagnose(ATHENA_QUERY_CODES, 'RP5302', [first]).message,
    place === null ? 1 : Number(place[1]),
    column,
  );
}
