import { beforeAll, expect, test } from 'vitest';
import type { LogRecord } from '../../../src/events/event-source.js';
import type { RowSet } from '../../../src/target/engine.js';
import { fixtureRuns, referenceRows, timeOf, type FixtureRun } from '../support/cases.js';
import { judge } from '../support/judge.js';
import { expectEqualRows } from '../support/rows.js';
import { isConvertible, runEmitted } from './run.js';
import { trinoServer, type TrinoServer } from './server.js';
import { createTable, layOut } from './table.js';

const runs = (await fixtureRuns()).filter(({ rule }) => isConvertible(rule)).map((run) => [run.name, run] as const);

judge(import.meta.dirname, ({ home }) => {
  let server: TrinoServer;
  beforeAll(async () => {
    server = await trinoServer(home);
    await createTable(server);
  });

  test.each(runs)('%s', async (_, { rule, records, context }) => {
    layOut(server, records);
    const actual = await runEmitted(server, rule, context.window, context.externals);
    expectEqualRows(await referenceRows(rule, records, context), actual);
  });

  // What `convert` writes by default looks back from the clock of the engine: the log is moved to now.
  test.each(runs)('%s, looking back from now', async (_, run) => {
    const { rule, records, context, expected } = await movedToNow(run);
    layOut(server, records);
    const actual = await runEmitted(server, rule, null, context.externals);
    expect(context.now).toBeGreaterThan(Date.now() - SLOWEST);
    expectEqualRows(expected, actual);
  });
});

const SLOWEST = 60_000;
const HOUR = 3_600_000;

/**
 * The log moved so that the fixture's clock is now. Nobody can say to the millisecond what Trino will call now: events at
 * the very borders of the window, for which a minute matters, are moved into it or out of it by that minute.
 */
async function movedToNow({ rule, records, context }: FixtureRun): Promise<FixtureRun & { expected: RowSet }> {
  const now = Math.floor(Date.now() / 1000) * 1000;
  const by = now - context.now;
  const { start } = context.window;
  const moved = records.map((record): LogRecord => {
    const field = typeof record['updatedAt'] === 'string' ? 'updatedAt' : 'eventTime';
    const time = timeOf({ eventTime: record[field] });
    if (time === null) return record;
    const isAtStart = Math.abs(time - start) < SLOWEST;
    const isAtEnd = Math.abs(time - context.now) < SLOWEST;
    // A whole number of hours ago is what queries look back to: `ago(1d)`.
    const isAtHour = (context.now - time) % HOUR < SLOWEST;
    const inside = isAtStart ? SLOWEST : isAtEnd ? -SLOWEST : isAtHour ? SLOWEST : 0;
    return { ...record, [field]: new Date(time + by + inside).toISOString() };
  });
  const window = { start: start + by, end: now };
  const runContext = { ...context, now, window };
  return {
    name: '',
    slug: '',
    rule,
    records: moved,
    context: runContext,
    expected: await referenceRows(rule, moved, runContext),
  };
}
