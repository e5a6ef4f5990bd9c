import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hunt, type Hunt, type HuntOptions } from '../../../../src/api/hunt.js';
import type { RuleIR } from '../../../../src/ir/rule-ir.js';
import { athena } from '../../../../targets/athena/index.js';
import { serve, type Answer, type Asked, type Loopback } from '../../../support/loopback.js';
import { irOf } from '../../../support/seeds.js';

const UNTIL = Date.UTC(2024, 4, 15);
const SINCE = Date.UTC(2024, 4, 14);

let rule: RuleIR;
beforeAll(async () => {
  rule = await irOf(
    'AWSCloudTrail | project TimeGenerated, EventName, ReadOnly, n = strlen(EventName), parts = split(EventName, ".")',
  );
});
const ROW = ['2024-05-14 08:06:30.000 UTC', 'a.b', true, 3, '["a","b"]', ['2', '1']];
const VALUES = ['2024-05-14T08:06:30.0000000Z', 'a.b', true, 3, ['a', 'b']];

let server: Loopback;
afterEach(() => server.close());

/** Starts a server that answers so, and hunts there. */
async function huntAt(
  answer: (asked: Asked, url: string) => Answer | null,
  options: Partial<Extract<HuntOptions, { engine: 'trino' }>> = {},
  rules: readonly RuleIR[] = [rule],
): Promise<Hunt> {
  server = await serve(answer);
  return hunt(rules, { engine: 'trino', url: server.url, since: SINCE, until: UNTIL, ...options });
}

/** Pages one after the other; the first answers the statement. */
const pages =
  (...bodies: readonly object[]) =>
  ({ path: asked }: Asked, url: string): Answer => {
    const index = asked === '/v1/statement' ? 0 : Number(asked.split('/').at(-1));
    const next = index + 1 < bodies.length ? { nextUri: `${url}/v1/statement/queued/q1/${index + 1}` } : {};
    return {
      body: {
        id: 'q1',
        stats: { state: index + 1 < bodies.length ? 'RUNNING' : 'FINISHED' },
        ...next,
        ...bodies[index],
      },
    };
  };

const outcome = ({ rules: [first] }: Hunt) =>
  first!.failure === null
    ? { rows: first!.result!.rows.map(({ values }) => values) }
    : { reach: first!.failure.reach, message: first!.failure.message };

describe('the protocol', () => {
  it('sends the text that convert writes, and reads all pages', async () => {
    const found = await huntAt(pages({}, { data: [ROW] }, {}, { data: [ROW, ROW] }));
    expect(outcome(found)).toEqual({ rows: [VALUES, VALUES, VALUES] });
    expect(found.rules[0]!.result!.rows[0]!.evidence).toEqual(['1', '2']);
    expect(found.rules[0]!.alerts).toHaveLength(1);
    const [statement] = server.asked;
    const { artifacts } = athena.convert(rule, { window: { start: SINCE, end: UNTIL } });
    expect([statement!.method, statement!.path, statement!.body]).toEqual([
      'POST',
      '/v1/statement',
      artifacts[0]!.content,
    ]);
    expect(server.asked.slice(1).map(({ method, path: asked }) => `${method} ${asked}`)).toEqual([
      'GET /v1/statement/queued/q1/1',
      'GET /v1/statement/queued/q1/2',
      'GET /v1/statement/queued/q1/3',
    ]);
  });

  it.each<[string, Partial<Extract<HuntOptions, { engine: 'trino' }>>, Record<string, string | undefined>]>([
    ['by default', {}, { 'x-trino-user': 'ruleport', 'x-trino-catalog': 'awsdatacatalog', 'x-trino-schema': 'default', 'x-trino-time-zone': 'UTC' }],
    ['where it is told', { catalog: 'hive', schema: 'logs', user: 'ann' }, { 'x-trino-user': 'ann', 'x-trino-catalog': 'hive', 'x-trino-schema': 'logs' }],
    ['with a password', { user: 'ann', password: 'pä:ss' }, { authorization: `Basic ${Buffer.from('ann:pä:ss').toString('base64')}` }],
    ['with a token', { token: 'abc.def' }, { authorization: 'Bearer abc.def' }],
  ])('says who asks, %s', async (_, options, headers) => {
    await huntAt(pages({}, {}), options);
    expect(server.asked).toHaveLength(2);
    for (const asked of server.asked) expect(asked.headers).toMatchObject(headers);
    expect(server.asked.some((asked) => 'authorization' in asked.headers)).toBe('authorization' in headers);
  }); // prettier-ignore

  it('keeps the path of a proxy', async () => {
    server = await serve(pages({}));
    await hunt([rule], { engine: 'trino', url: `${server.url}/trino`, since: SINCE, until: UNTIL });
    expect(server.asked[0]!.path).toBe('/trino/v1/statement');
  });

  it.each([429, 502, 503, 504])('waits and asks again after %d', async (status) => {
    let refusals = 2;
    const answer = pages({}, { data: [ROW] });
    const found = await huntAt((asked, url) =>
      refusals-- > 0 ? { status, headers: { 'Retry-After': '0' } } : answer(asked, url),
    );
    expect(outcome(found)).toEqual({ rows: [VALUES] });
    expect(server.asked).toHaveLength(4);
  });

  it('tells how far a query is', async () => {
    const states: unknown[] = [];
    server = await serve(
      pages(
        { stats: { state: 'QUEUED' } },
        { stats: { state: 'FINISHED', elapsedTimeMillis: 7, physicalInputBytes: 123 } },
      ),
    );
    const found = await hunt([rule], {
      ...{ engine: 'trino', url: server.url, since: SINCE, until: UNTIL },
      onProgress: ({ statistics: { state, scannedBytes } }) => states.push([state, scannedBytes]),
    });
    expect(states).toEqual([['QUEUED', null], ['FINISHED', 123], ['FINISHED', 123]]); // prettier-ignore
    expect(found.rules[0]!.result!.statistics).toEqual({
      queryId: 'q1',
      state: 'FINISHED',
      milliseconds: 7,
      scannedBytes: 123,
    });
  });
});

describe('values', () => {
  it.each<[unknown[], unknown[]]>([
    [ROW, VALUES],
    [[null, null, null, null, null, []], [null, '', null, null, null]],
    [['2024-05-14 10:06:30.123 +02:00', '', false, 0, '[]', []], ['2024-05-14T08:06:30.1230000Z', '', false, 0, []]],
    [['1969-12-31 23:59:59.999 UTC', '__proto__', false, -1, '["__proto__"]', []], ['1969-12-31T23:59:59.9990000Z', '__proto__', false, -1, ['__proto__']]],
  ])('%j', async (row, values) => expect(outcome(await huntAt(pages({ data: [row] })))).toEqual({ rows: [values] })); // prettier-ignore

  it.each<[string, unknown[], RegExp]>([
    ['a time of a zone by name', ['2024-05-14 08:06:30.000 Asia/Kolkata', ...ROW.slice(1)], /TimeGenerated is no time/],
    ['text that is no JSON', [...ROW.slice(0, 4), '[a, b]', []], /parts is no JSON: "\[a, b\]"/],
    ['fewer columns', ROW.slice(1), /the result has 5 columns/],
    ['no evidence', [...ROW.slice(0, 5), 'x'], /not those of the query/],
  ])('%s fails the query', async (_, row, message) => {
    expect(outcome(await huntAt(pages({ data: [row] })))).toEqual({
      reach: 'query',
      message: expect.stringMatching(message) as string,
    });
  });
});

describe('what goes wrong is said', () => {
  const error = {
    errorName: 'SYNTAX_ERROR',
    message: "line 1:8: Column 'x' cannot be resolved",
    failureInfo: { stack: ['at io.trino'] },
  };

  it.each<[string, (asked: Asked, url: string) => Answer | null, { reach: string; message: RegExp }]>([
    ['a query with a fault', pages({}, { error }), { reach: 'query', message: /^the query failed: SYNTAX_ERROR: line 1:8: Column 'x' cannot be resolved$/ }],
    ['an error at once', pages({ error: { message: 'no' } }), { reach: 'query', message: /^the query failed: no$/ }],
    ['a password that is wrong', () => ({ status: 401, body: 'Unauthorized' }), { reach: 'store', message: /^Trino answers 401, the user, password or token is not accepted: Unauthorized$/ }],
    ['access denied', () => ({ status: 403, body: 'Access Denied: x' }), { reach: 'store', message: /^Trino answers 403, access is denied: Access Denied: x$/ }],
    ['a page of HTML', () => ({ status: 404, body: '<html>' }), { reach: 'store', message: /^Trino answers 404$/ }],
    ['a redirection', () => ({ status: 302, headers: { Location: 'http://example.com' } }), { reach: 'store', message: /^Trino answers 302$/ }],
    ['no Trino', () => ({ body: '<html>' }), { reach: 'store', message: /not as Trino does/ }],
    ['JSON of something else', () => ({ body: { ok: true } }), { reach: 'store', message: /not as Trino does/ }],
    ['no answer', () => null, { reach: 'store', message: /^Trino cannot be reached at http:\/\/127.0.0.1:\d+: \S/ }],
    ['a server that goes on elsewhere', () => ({ body: { id: 'q', nextUri: 'http://elsewhere.example/v1' } }), { reach: 'store', message: /goes on at http:\/\/elsewhere.example\/v1, which is not http:\/\/127/ }],
    ['a server that goes on nowhere', () => ({ body: { id: 'q', nextUri: 'x' } }), { reach: 'store', message: /goes on at x/ }],
  ])('%s', async (_, answer, expected) => {
    const { reach, message } = outcome(await huntAt(answer)) as { reach: string; message: string };
    expect({ reach, message }).toEqual({ reach: expected.reach, message: expect.stringMatching(expected.message) as string });
  }); // prettier-ignore

  it('a query that fails does not stop the others, a store that fails does', async () => {
    const other = await irOf('AWSCloudTrail | where EventName == "Other" | project EventName');
    const failing = (asked: Asked, url: string): Answer =>
      asked.body.includes("'Other'") ? { body: { id: 'q2', error } } : pages({ data: [ROW] })(asked, url);
    const found = await huntAt(failing, {}, [other, rule]);
    expect(found.rules.map(({ failure, result }) => [failure?.reach, result?.rows.length])).toEqual([
      ['query', undefined],
      [undefined, 1],
    ]);
    await server.close();
    const many = Array.from({ length: 10 }, () => rule);
    const refused = await huntAt(() => ({ status: 403 }), {}, many);
    expect(refused.rules.map(({ failure }) => failure?.reach)).toEqual(many.map(() => 'store'));
    expect(server.asked.length).toBeLessThan(5);
  });
});

describe('Ctrl-C', () => {
  it('cancels the query at the server', async () => {
    const controller = new AbortController();
    const answer = (asked: Asked, url: string): Answer => {
      if (asked.method === 'DELETE') return { status: 204 };
      if (asked.method === 'GET') controller.abort();
      return { body: { id: 'q1', nextUri: `${url}/v1/statement/executing/q1/y/1` } };
    };
    const many = Array.from({ length: 5 }, () => rule);
    const found = await huntAt(answer, { signal: controller.signal }, many);
    expect(found.rules.map(({ failure }) => failure!.reach)).toEqual(many.map(() => 'cancelled'));
    expect(found.rules[0]!.failure!.message).toBe('cancelled; query q1 was stopped');
    expect(found.rules[4]!.failure!.message).toBe('cancelled before it began');
    const started = server.asked.filter(({ method }) => method === 'POST').length;
    expect(
      server.asked.filter(({ method, path: asked }) => method === 'DELETE' && asked.includes('/q1/')),
    ).toHaveLength(started);
  });
});

describe('TLS', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ruleport-tls-'));
  const made = makeCertificate(folder);
  const tls = made
    ? { key: readFileSync(`${folder}/key.pem`, 'utf8'), cert: readFileSync(`${folder}/cert.pem`, 'utf8') }
    : null;
  rmSync(folder, { recursive: true });

  it.runIf(tls !== null)('trusts the authority that is named, and no other', async () => {
    server = await serve(pages({ data: [ROW] }), tls!);
    const options = { engine: 'trino', url: server.url, since: SINCE, until: UNTIL, token: 'x' } as const;
    expect(outcome(await hunt([rule], { ...options, ca: tls!.cert }))).toEqual({ rows: [VALUES] });
    expect(outcome(await hunt([rule], options))).toEqual({
      reach: 'store',
      message: expect.stringMatching(/cannot be reached at https:.*certificate/) as string,
    });
    expect(server.asked).toHaveLength(1);
  });
});

function makeCertificate(folder: string): boolean {
  try {
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    execFileSync(
      'openssl',
      ['req', '-x509', '-days', '2', ...key, ...subject, '-keyout', 'key.pem', '-out', 'cert.pem'],
      {
        cwd: folder,
        stdio: 'ignore',
      },
    );
    return true;
  } catch {
    console.log('not run here: the test of TLS needs openssl');
    return false;
  }
}
