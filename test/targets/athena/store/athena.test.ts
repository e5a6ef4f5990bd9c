import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { hunt, type Hunt, type HuntOptions } from '../../../../src/api/hunt.js';
import type { RuleIR } from '../../../../src/ir/rule-ir.js';
import { athena } from '../../../../targets/athena/index.js';
import { serve, type Answer, type Loopback } from '../../../support/loopback.js';
import { irOf } from '../../../support/seeds.js';

const UNTIL = Date.UTC(2024, 4, 15);
const SINCE = Date.UTC(2024, 4, 14);

let rule: RuleIR;
beforeAll(async () => {
  rule = await irOf(
    'AWSCloudTrail | project TimeGenerated, EventName, ReadOnly, n = strlen(EventName), parts = split(EventName, ".")',
  );
});
beforeEach(() => {
  for (const [name, value] of Object.entries({
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret-of-the-test',
    AWS_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
  }))
    vi.stubEnv(name, value);
});

let server: Loopback | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  server = undefined;
});

type Operation = 'StartQueryExecution' | 'GetQueryExecution' | 'GetQueryResults' | 'StopQueryExecution';
type Input = Readonly<Record<string, unknown>>;
type Operations = Readonly<Partial<Record<Operation, (input: Input, count: number) => Answer>>>;

const fault = (type: string, message: string, more: object = {}): Answer => ({
  status: 400,
  headers: { 'x-amzn-errortype': type },
  body: { __type: type, Message: message, message, ...more },
});

const NAMES = ['TimeGenerated', 'EventName', 'ReadOnly', 'n', 'parts', 'evidence'];
const TYPES = ['timestamp with time zone', 'varchar', 'boolean', 'bigint', 'varchar', 'array'];
const data = (values: readonly (string | null)[]): object => ({
  Data: values.map((value) => (value === null ? {} : { VarCharValue: value })),
});
const page = (rows: readonly (readonly (string | null)[])[], next?: string): Answer => ({
  body: {
    ResultSet: {
      Rows: rows.map(data),
      ResultSetMetadata: { ColumnInfo: NAMES.map((Name, index) => ({ Name, Type: TYPES[index] })) },
    },
    ...(next === undefined ? {} : { NextToken: next }),
  },
});

const SUCCEEDED = { State: 'SUCCEEDED' };
const execution = (Status: object, Statistics: object = {}): Answer => ({
  body: { QueryExecution: { QueryExecutionId: 'q-1', Status, Statistics } },
});

const ROW = ['2024-05-14 08:06:30.000 UTC', 'a.b', 'true', '3', '["a","b"]', '[id-2, id-1]'];
const VALUES = ['2024-05-14T08:06:30.0000000Z', 'a.b', true, 3, ['a', 'b']];

const DEFAULTS: Required<Operations> = {
  StartQueryExecution: () => ({ body: { QueryExecutionId: 'q-1' } }),
  GetQueryExecution: () => execution(SUCCEEDED, { DataScannedInBytes: 4096, TotalExecutionTimeInMillis: 12 }),
  GetQueryResults: () => page([NAMES, ROW]),
  StopQueryExecution: () => ({ body: {} }),
};

/** Athena's API on this machine: https://docs.aws.amazon.com/athena/latest/APIReference/Welcome.html */
async function api(operations: Operations): Promise<{ readonly calls: [Operation, Input][] }> {
  const calls: [Operation, Input][] = [];
  server = await serve(({ headers, body }) => {
    const operation = String(headers['x-amz-target']).split('.')[1] as Operation;
    const input = JSON.parse(body) as Input;
    calls.push([operation, input]);
    const count = calls.filter(([name]) => name === operation).length;
    return (operations[operation] ?? DEFAULTS[operation])(input, count);
  });
  vi.stubEnv('AWS_ENDPOINT_URL_ATHENA', server.url);
  return { calls };
}

type Options = Partial<Extract<HuntOptions, { engine: 'athena' }>>;
const huntIn = (options: Options = {}, rules: readonly RuleIR[] = [rule]): Promise<Hunt> =>
  hunt(rules, { engine: 'athena', since: SINCE, until: UNTIL, ...options });

const outcome = ({ rules: [first] }: Hunt) =>
  first!.failure === null
    ? { rows: first!.result!.rows.map(({ values }) => values) }
    : { reach: first!.failure.reach, message: first!.failure.message };

describe('a query', () => {
  it('is the text that convert writes, in the context that was asked for', async () => {
    const { calls } = await api({});
    const found = await huntIn({
      ...{ database: 'logs', catalog: 'AwsDataCatalog', workgroup: 'soc', outputLocation: 's3://results/hunt/' },
    });
    expect(outcome(found)).toEqual({ rows: [VALUES] });
    expect(found.rules[0]!.result!.rows[0]!.evidence).toEqual(['id-1', 'id-2']);
    expect(calls.map(([name]) => name)).toEqual(['StartQueryExecution', 'GetQueryExecution', 'GetQueryResults']);
    expect(calls[0]![1]).toMatchObject({
      QueryString: athena.convert(rule, { window: { start: SINCE, end: UNTIL } }).artifacts[0]!.content,
      QueryExecutionContext: { Database: 'logs', Catalog: 'AwsDataCatalog' },
      WorkGroup: 'soc',
      ResultConfiguration: { OutputLocation: 's3://results/hunt/' },
      ClientRequestToken: expect.any(String) as string,
    });
  });

  it('is waited for, and tells what it costs', async () => {
    const states = ['QUEUED', 'RUNNING', 'SUCCEEDED'];
    await api({
      GetQueryExecution: (_, count) => execution({ State: states[count - 1] }, { DataScannedInBytes: count * 1000 }),
    });
    const told: unknown[] = [];
    const found = await huntIn({
      onProgress: ({ statistics: { state, scannedBytes } }) => told.push([state, scannedBytes]),
    });
    expect(told).toEqual([['QUEUED', 1000], ['RUNNING', 2000], ['SUCCEEDED', 3000], ['SUCCEEDED', 3000]]); // prettier-ignore
    expect(found.rules[0]!.result!.statistics).toMatchObject({
      queryId: 'q-1',
      state: 'SUCCEEDED',
      scannedBytes: 3000,
    });
  });

  it('gives all pages of its result', async () => {
    const { calls } = await api({
      GetQueryResults: ({ NextToken: token }) =>
        token === undefined ? page([NAMES, ROW], 'p2') : token === 'p2' ? page([ROW, ROW], 'p3') : page([NAMES]),
    });
    const found = await huntIn();
    // The names of the columns stand in the first row of the first page alone: elsewhere they would be a row.
    expect(found.rules[0]!.failure?.message).toMatch(/TimeGenerated is no time: "TimeGenerated"/);
    expect(calls.filter(([name]) => name === 'GetQueryResults').map(([, input]) => input['NextToken'])).toEqual([undefined, 'p2', 'p3']); // prettier-ignore
    await server?.close();
    await api({
      GetQueryResults: ({ NextToken: token }) => (token === undefined ? page([NAMES, ROW], 'p2') : page([ROW])),
    });
    expect(outcome(await huntIn())).toEqual({ rows: [VALUES, VALUES] });
  });

  it.each<[string, readonly (string | null)[], readonly unknown[]]>([
    ['nulls', [null, null, null, null, null, '[]'], [null, '', null, null, null]],
    ['empty texts and zero', ['1969-12-31 23:59:59.999 UTC', '', 'false', '-0', '[]', '[]'], ['1969-12-31T23:59:59.9990000Z', '', false, 0, []]],
    ['large numbers and odd texts', [ROW[0]!, '[a, b]', 'true', '9007199254740991', '["a, b",null]', '[x]'], [VALUES[0], '[a, b]', true, 9007199254740991, ['a, b', null]]],
  ])('reads %s', async (_, row, values) => {
    await api({ GetQueryResults: () => page([NAMES, row]) });
    expect(outcome(await huntIn())).toEqual({ rows: [values] });
  }); // prettier-ignore

  it('runs beside at most four others', async () => {
    let [running, most] = [0, 0];
    await api({
      StartQueryExecution: (_, count) => {
        most = Math.max(most, ++running);
        return { body: { QueryExecutionId: `q-${count}` } };
      },
      GetQueryResults: () => {
        running--;
        return page([NAMES, ROW]);
      },
    });
    const found = await huntIn(
      {},
      Array.from({ length: 12 }, () => rule),
    );
    expect(found.rules.every(({ result }) => result?.rows.length === 1)).toBe(true);
    expect(most).toBeLessThanOrEqual(5);
    expect(most).toBeGreaterThan(1);
  });
});

describe('throttling', () => {
  it('is waited out', async () => {
    const { calls } = await api({
      StartQueryExecution: (input, count) =>
        count < 3 ? fault('TooManyRequestsException', 'Rate exceeded', { Reason: 'CONCURRENT_QUERY_LIMIT_EXCEEDED' }) : DEFAULTS.StartQueryExecution(input, count),
      GetQueryResults: (input, count) => (count === 1 ? fault('ThrottlingException', 'Rate exceeded') : DEFAULTS.GetQueryResults(input, count)),
    }); // prettier-ignore
    expect(outcome(await huntIn())).toEqual({ rows: [VALUES] });
    expect(calls.map(([name]) => name)).toEqual([
      ...['StartQueryExecution', 'StartQueryExecution', 'StartQueryExecution'],
      ...['GetQueryExecution', 'GetQueryResults', 'GetQueryResults'],
    ]);
    // All attempts have one token, so that Athena starts one query however many it heard.
    expect(new Set(calls.slice(0, 3).map(([, input]) => input['ClientRequestToken'])).size).toBe(1);
  });
});

describe('what goes wrong is said', () => {
  const failed = (more: object): Operations => ({ GetQueryExecution: () => execution({ State: 'FAILED', ...more }) });

  it.each<[string, Operations, { reach: string; message: RegExp }]>([
    ['a query with a fault', failed({ StateChangeReason: "COLUMN_NOT_FOUND: line 45:8: Column 'x' cannot be resolved" }), { reach: 'query', message: /^the query failed: COLUMN_NOT_FOUND: line 45:8: Column 'x' cannot be resolved$/ }],
    ['an error of Athena', failed({ AthenaError: { ErrorCategory: 1, ErrorMessage: 'Internal' } }), { reach: 'query', message: /^the query failed: Internal$/ }],
    ['a failure without reason', failed({}), { reach: 'query', message: /Athena does not say why/ }],
    ['a query that someone cancelled', { GetQueryExecution: () => execution({ State: 'CANCELLED', StateChangeReason: 'by an admin' }) }, { reach: 'query', message: /^the query was cancelled in Athena: by an admin$/ }],
    ['a workgroup that is not there', { StartQueryExecution: () => fault('InvalidRequestException', 'WorkGroup soc is not found.', { AthenaErrorCode: 'WORKGROUP_NOT_FOUND' }) }, { reach: 'store', message: /^Athena refuses the request: WorkGroup soc is not found\.$/ }],
    ['no place for results', { StartQueryExecution: () => fault('InvalidRequestException', 'No output location provided.') }, { reach: 'store', message: /No output location provided/ }],
    ['text that is no query', { StartQueryExecution: () => fault('InvalidRequestException', 'mismatched input', { AthenaErrorCode: 'MALFORMED_QUERY' }) }, { reach: 'query', message: /^Athena refuses the request: mismatched input$/ }],
    ['access denied', { StartQueryExecution: () => fault('AccessDeniedException', 'You are not authorized to perform: athena:StartQueryExecution') }, { reach: 'store', message: /^access to Athena is denied: You are not authorized/ }],
    ['access denied to the result', { GetQueryResults: () => fault('AccessDeniedException', 's3:GetObject') }, { reach: 'store', message: /^access to Athena is denied: s3:GetObject$/ }],
    ['credentials that have expired', { StartQueryExecution: () => fault('ExpiredTokenException', 'The security token is expired') }, { reach: 'store', message: /^the AWS credentials are not accepted: The security token/ }],
    ['an unknown key', { StartQueryExecution: () => fault('UnrecognizedClientException', 'The security token is invalid') }, { reach: 'store', message: /^the AWS credentials are not accepted/ }],
    ['another exception', { StartQueryExecution: () => fault('MetadataException', 'no such table') }, { reach: 'store', message: /^Athena: MetadataException: no such table$/ }],
    ['no ID', { StartQueryExecution: () => ({ body: {} }) }, { reach: 'store', message: /named no query/ }],
    ['a result of another query', { GetQueryResults: () => page([['x']]) }, { reach: 'query', message: /no time|not those of the query/ }],
  ])('%s', async (_, operations, expected) => {
    await api(operations);
    const { reach, message } = outcome(await huntIn()) as { reach: string; message: string };
    expect({ reach, message }).toEqual({ reach: expected.reach, message: expect.stringMatching(expected.message) as string });
    expect(message).not.toMatch(/secret-of-the-test|\n|    at /);
  }); // prettier-ignore

  it.each<[string, Readonly<Record<string, string>>, Options, RegExp]>([
    ['no credentials', { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, {}, /^no AWS credentials were found/],
    ['no region', { AWS_REGION: '' }, {}, /^name a region/],
    [
      'nobody there',
      { AWS_ENDPOINT_URL_ATHENA: 'http://127.0.0.1:1' },
      {},
      /^Athena cannot be reached: .*ECONNREFUSED/,
    ],
  ])('%s', async (_, environment, options, message) => {
    await api({});
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value || undefined);
    expect(outcome(await huntIn(options))).toEqual({
      reach: 'store',
      message: expect.stringMatching(message) as string,
    });
  });

  it.each<[Options, RegExp]>([
    [{ workgroup: 'a b' }, /"a b" is no workgroup of Athena/],
    [{ region: 'mars' }, /"mars" is no region/],
    [{ outputLocation: 'https://x' }, /no output location/],
    [{ settings: { tabel: 'x' } }, /unknown setting tabel/],
    [{ settings: { table: 'a;b' } }, /setting table cannot be "a;b"/],
    [{ since: UNTIL }, /ends before it starts/],
  ])('%j is wrong usage', async (options, message) => {
    await expect(huntIn(options)).rejects.toThrow(message);
  });
});

describe('Ctrl-C', () => {
  it.each<[string, Operations, RegExp]>([
    ['stops the queries in Athena', {}, /^cancelled; query q-\d was stopped$/],
    ['says when it cannot', { StopQueryExecution: () => fault('AccessDeniedException', 'no') }, /^cancelled; query q-\d could not be stopped: access to Athena is denied: no$/],
  ])('%s', async (_, operations, message) => {
    const controller = new AbortController();
    const asked = new Set<unknown>();
    const { calls } = await api({
      ...operations,
      StartQueryExecution: (_input, count) => ({ body: { QueryExecutionId: `q-${count}` } }),
      GetQueryExecution: ({ QueryExecutionId }) => {
        if (asked.add(QueryExecutionId).size === 5) setImmediate(() => controller.abort());
        return execution({ State: 'RUNNING' });
      },
    });
    const found = await huntIn({ signal: controller.signal }, Array.from({ length: 8 }, () => rule));
    const started = calls.filter(([name]) => name === 'StartQueryExecution').length;
    expect(started).toBe(5);
    expect(calls.filter(([name]) => name === 'StopQueryExecution').map(([, input]) => input['QueryExecutionId']).sort()).toEqual(
      ['q-1', 'q-2', 'q-3', 'q-4', 'q-5'],
    );
    const messages = found.rules.map(({ failure }) => failure!.message);
    for (const each of messages.slice(0, 5)) expect(each).toMatch(message);
    expect(messages.slice(5)).toEqual(Array(3).fill('cancelled before it began'));
  }); // prettier-ignore
});
