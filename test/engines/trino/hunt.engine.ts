import { beforeAll, expect, test } from 'vitest';
import { hunt, type HuntOptions } from '../../../src/api/hunt.js';
import { fixtureRuns, referenceRows, type FixtureRun } from '../support/cases.js';
import { judge } from '../support/judge.js';
import { expectEqualRows } from '../support/rows.js';
import { isConvertible } from './run.js';
import { trinoServer, type TrinoServer } from './server.js';
import { createTable, layOut } from './table.js';

/** Of each rule the case with the most rows: what the client reads, not what the text says, is in question here. */
const runs = [
  ...(await fixtureRuns())
    .filter(({ rule }) => isConvertible(rule))
    .reduce((most, run) => {
      const known = most.get(run.slug);
      return known !== undefined && known.records.length >= run.records.length ? most : most.set(run.slug, run);
    }, new Map<string, FixtureRun>())
    .values(),
].map((run) => [run.name, run] as const);

judge(import.meta.dirname, ({ home }) => {
  let server: TrinoServer;
  beforeAll(async () => {
    server = await trinoServer(home);
    await createTable(server);
  });

  const huntIn = ({ rule, context }: FixtureRun, options: Partial<Extract<HuntOptions, { engine: 'trino' }>> = {}) =>
    hunt([rule], {
      ...{ engine: 'trino', url: server.client.url, since: context.window.start, until: context.window.end },
      ...options,
    });

  test.each(runs)('hunt: %s', async (_, run) => {
    layOut(server, run.records);
    const { rules } = await huntIn(run);
    expect(rules[0]!.failure).toBeNull();
    expectEqualRows(await referenceRows(run.rule, run.records, run.context), rules[0]!.result!);
  });

  const [, first] = runs[0]!;

  test('hunt: a table that is not there is told', async () => {
    const { rules } = await huntIn(first, { settings: { table: 'nowhere' } });
    expect(rules[0]!.failure).toEqual({
      reach: 'query',
      message: expect.stringMatching(
        /^the query failed: TABLE_NOT_FOUND: line \d+:\d+: Table '.*nowhere' does not exist$/,
      ) as string,
    });
  });

  test('hunt: a query that is cancelled ends in Trino', async () => {
    layOut(server, first.records);
    const controller = new AbortController();
    const { rules } = await huntIn(first, {
      signal: controller.signal,
      // Before that there is nothing yet that could be cancelled.
      onProgress: ({ statistics: { state } }) => state !== 'QUEUED' && controller.abort(),
    });
    const { failure } = rules[0]!;
    expect(failure).toMatchObject({ reach: 'cancelled', message: expect.stringMatching(/was stopped$/) as string });
    const id = /query (\S+)/.exec(failure!.message)![1]!;
    const { rows } = await server.client.query(
      `SELECT state, error_code FROM system.runtime.queries WHERE query_id = '${id}'`,
    );
    expect(rows).toEqual([['FAILED', 'USER_CANCELED']]);
  });
});
