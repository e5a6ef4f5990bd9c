import * as sdk from '@aws-sdk/client-athena';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { hunt, type HuntOptions } from '../../../src/api/hunt.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import { athena } from '../../../targets/athena/index.js';
import { lowerQuery } from '../../../targets/athena/lower/query.js';
import { DEFAULT_SETTINGS } from '../../../targets/athena/settings.js';
import { fixtureRuns, referenceRows, type FixtureRun } from '../support/cases.js';
import { judge } from '../support/judge.js';
import { expectEqualRows } from '../support/rows.js';
import { athenaResult } from './athena-text.js';
import { startMoto, type MotoServer } from './server.js';

const isConvertible = (rule: RuleIR): boolean => athena.convert(rule, {}).fidelity !== 'unsupported';
const runs = (await fixtureRuns()).filter(({ rule }) => isConvertible(rule)).map((run) => [run.name, run] as const);

judge(import.meta.dirname, ({ home }) => {
  let moto: MotoServer;
  beforeAll(async () => {
    moto = await startMoto(home);
  });
  afterAll(() => moto.close());

  beforeEach(() => {
    for (const [name, value] of Object.entries({
      AWS_ENDPOINT_URL: moto.url,
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_REGION: 'us-east-1',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    }))
      vi.stubEnv(name, value);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await ask('/moto-api/reset', {});
  });

  const ask = async (path: string, body: object): Promise<void> => {
    const response = await fetch(`${moto.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`moto answers ${response.status}: ${await response.text()}`);
  };

  const huntIn = ({ rule, context }: FixtureRun, options: Partial<Extract<HuntOptions, { engine: 'athena' }>> = {}) =>
    hunt([rule], { engine: 'athena', since: context.window.start, until: context.window.end, ...options });

  /** What moto has of the queries that it was sent. */
  async function executions(): Promise<sdk.QueryExecution[]> {
    const client = new sdk.AthenaClient({});
    const { QueryExecutionIds: ids = [] } = await client.send(new sdk.ListQueryExecutionsCommand({}));
    return Promise.all(
      ids.map(async (id) => {
        const { QueryExecution: found } = await client.send(new sdk.GetQueryExecutionCommand({ QueryExecutionId: id }));
        return found!;
      }),
    );
  }

  test.each(runs)('%s', async (_, run) => {
    const { rule, records, context } = run;
    const expected = await referenceRows(rule, records, context);
    const lowered = lowerQuery(rule, DEFAULT_SETTINGS, { now: context.now, window: context.window });
    await ask('/moto-api/static/athena/query-results', { results: [athenaResult(lowered, expected)] });
    const { rules } = await huntIn(run);
    expect(rules[0]!.failure).toBeNull();
    expectEqualRows(expected, rules[0]!.result!);
  });

  const [, first] = runs[0]!;

  test('the query is sent as convert writes it, to where it was asked for', async () => {
    await new sdk.AthenaClient({}).send(new sdk.CreateWorkGroupCommand({ Name: 'soc' }));
    const asked = {
      workgroup: 'soc',
      database: 'logs',
      catalog: 'AwsDataCatalog',
      outputLocation: 's3://results/hunt/',
    };
    const { rules } = await huntIn(first, asked);
    expect(rules[0]).toMatchObject({ failure: null, result: { rows: [] } });
    const [execution] = await executions();
    expect(execution).toMatchObject({
      Query: athena.convert(first.rule, { window: first.context.window }).artifacts[0]!.content,
      WorkGroup: 'soc',
      QueryExecutionContext: { Database: 'logs', Catalog: 'AwsDataCatalog' },
      ResultConfiguration: { OutputLocation: expect.stringMatching(/^s3:\/\/results\/hunt\//) as string },
    });
  });

  test('a query that is queued and then runs is waited for', async () => {
    const transition = { progression: 'manual', times: 2 };
    await ask('/moto-api/state-manager/set-transition', { model_name: 'athena::execution', transition });
    const states: string[] = [];
    const { rules } = await huntIn(first, { onProgress: ({ statistics: { state } }) => states.push(state) });
    expect(rules[0]!.failure).toBeNull();
    expect([...new Set(states)]).toEqual(['QUEUED', 'RUNNING', 'SUCCEEDED']);
  });

  test('a workgroup that is not there is told', async () => {
    const { rules } = await huntIn(first, { workgroup: 'nowhere' });
    expect(rules[0]!.failure).toEqual({
      reach: 'store',
      message: 'Athena refuses the request: WorkGroup does not exist',
    });
  });

  test('a hunt that is cancelled stops its query', async () => {
    const transition = { progression: 'manual', times: 1000 };
    await ask('/moto-api/state-manager/set-transition', { model_name: 'athena::execution', transition });
    const controller = new AbortController();
    const { rules } = await huntIn(first, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    const [execution] = await executions();
    expect(execution!.Status!.State).toBe('CANCELLED');
    expect(rules[0]!.failure).toEqual({
      reach: 'cancelled',
      message: `cancelled; query ${execution!.QueryExecutionId} was stopped`,
    });
  });
});
