import { loadAll } from 'js-yaml';
import { TrinoSQL } from 'dt-sql-parser';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsFrom } from '../../src/events/events-from.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import type { Rule } from '../../src/rule/model.js';
import type { EngineSession, RowSet } from '../../src/target/engine.js';
import type { Conversion } from '../../src/target/target.js';
import { TARGETS } from '../../targets/registry.js';
import { irOf } from '../support/seeds.js';
import { HOSTILE_TEXTS } from './hostile-texts.js';

const NOW = Date.UTC(2024, 0, 2);
const WINDOW = { start: Date.UTC(2024, 0, 1), end: NOW };
const CONTEXT = { now: NOW, window: WINDOW };

/** One event a text, which stands wherever an attacker chooses it; and one that no rule is about. */
const RECORDS = [...HOSTILE_TEXTS, { text: 'GetObject' }].map(({ text }, index) => ({
  eventVersion: '1.09',
  eventTime: '2024-01-01T12:00:00Z',
  eventID: `event-${index}`,
  eventName: text,
  eventSource: 's3.amazonaws.com',
  awsRegion: 'eu-west-1',
  userIdentity: { type: 'IAMUser', userName: text, arn: `arn:aws:iam::111122223333:user/${text}` },
  requestParameters: { bucketName: text, [text]: text },
}));

/** KQL's own escaping: https://learn.microsoft.com/kusto/query/scalar-data-types/string#string-literals */
const kqlString = (text: string): string =>
  `"${text.replace(/["\\]|[^\x20-\x7e]/g, (c) => (c === '"' || c === '\\' ? `\\${c}` : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`))}"`;

const BENIGN = 'GetObject';
const COLUMNS = 'project TimeGenerated, EventName, UserIdentityUserName, RequestParameters';
const byEventName = (text: string): string => `AWSCloudTrail | where EventName == ${kqlString(text)} | ${COLUMNS}`;
const byBucket = (text: string): string =>
  `AWSCloudTrail | where tostring(parse_json(RequestParameters).bucketName) == ${kqlString(text)} | ${COLUMNS}`;

/** Parsing KQL is what takes the time: one IR for all targets. */
const compiled = new Map<string, Promise<RuleIR>>();
function irFor(query: string, hostile?: string): Promise<RuleIR> {
  const key = JSON.stringify([query, hostile]);
  const ir = compiled.get(key) ?? irOf(query, hostile === undefined ? {} : hostileFields(hostile));
  compiled.set(key, ir);
  return ir;
}

const hostileFields = (text: string): Partial<Rule> => ({ name: text, description: text, id: text, version: text });

const sessions = new Map<string, EngineSession>();
beforeAll(async () => {
  for (const target of TARGETS) sessions.set(target.id, await (await target.engine!()).open(eventsFrom(RECORDS)));
});
afterAll(async () => {
  for (const session of sessions.values()) await session.close();
});

const flagged = ({ rows }: RowSet): string[] => [...new Set(rows.flatMap(({ evidence }) => evidence))].sort();
const BENIGN_ID = `event-${HOSTILE_TEXTS.length}`;
const idOf = (text: string): string => `event-${HOSTILE_TEXTS.findIndex((hostile) => hostile.text === text)}`;
const queryText = ({ artifacts }: Conversion): string => artifacts.find(({ role }) => role === 'query')!.content;

/** Fails unless the target converts the rule exactly, or with no other reasons than these. */
function converted(target: (typeof TARGETS)[number], ir: RuleIR, reasons: readonly string[] = []): Conversion {
  const conversion = target.convert(ir, { window: WINDOW });
  const codes = conversion.reasons.map(({ code }) => code);
  expect([conversion.fidelity, codes]).toEqual([reasons.length === 0 ? 'exact' : 'broader', reasons]);
  return conversion;
}

/** A bucket's name may stand in a list, into which Sigma looks. */
const OF_A_MEMBER: Readonly<Record<string, readonly string[]>> = { sigma: ['RP3062'] };

describe.each(TARGETS.map((target) => ({ id: target.id, target })))('$id', ({ id, target }) => {
  const session = (): EngineSession => sessions.get(id)!;

  it.each(HOSTILE_TEXTS)('in a string literal, compared with EventName: $name', async ({ text }) => {
    const ir = await irFor(byEventName(text));
    expect(flagged(await session().run(ir, converted(target, ir), CONTEXT))).toEqual([idOf(text)]);
  });

  it.each(HOSTILE_TEXTS)('in a string literal, compared with a bucket: $name', async ({ text }) => {
    const ir = await irFor(byBucket(text));
    if (id === 'sigma' && text.startsWith('{')) {
      // It may be the text of an object, of which Sigma knows the members only.
      const { fidelity, reasons } = target.convert(ir, { window: WINDOW });
      expect([fidelity, reasons.map(({ code }) => code)]).toEqual(['unsupported', ['RP3022', 'RP3030']]);
      return;
    }
    expect(flagged(await session().run(ir, converted(target, ir, OF_A_MEMBER[id]), CONTEXT))).toEqual([idOf(text)]);
  });

  it.each(HOSTILE_TEXTS)('in name, description, id and version of a rule: $name', async ({ text }) => {
    const ir = await irFor(byEventName(BENIGN), text);
    const conversion = converted(target, ir);
    expect(flagged(await session().run(ir, conversion, CONTEXT))).toEqual([BENIGN_ID]);
    for (const { path } of conversion.artifacts) expect(path).toMatch(/^[a-z0-9-]+\.[a-z.]+$/);
  });

  it('in the values of every event: they come back as they were', async () => {
    const ir = await irFor(`AWSCloudTrail | where EventSource == "s3.amazonaws.com" | ${COLUMNS}`);
    const { columns, rows } = await session().run(ir, converted(target, ir), CONTEXT);
    expect(flagged({ columns, rows })).toEqual(RECORDS.map(({ eventID }) => eventID).sort());
    if (columns.length === 0) return; // an engine that only tells which events are flagged
    for (const { eventID, userIdentity, requestParameters, eventName } of RECORDS) {
      const row = rows.find(({ evidence }) => evidence[0] === eventID)!;
      const expected = [eventName, userIdentity.userName, JSON.stringify(requestParameters)];
      expect(row.values.slice(1)).toEqual(expected);
    }
  });

  it.each(HOSTILE_TEXTS)('in a string literal that is a value of a row: $name', async ({ text, notInSpl }) => {
    const ir = await irFor(`${byEventName(BENIGN)} | extend Evil = ${kqlString(text)}`);
    if (id === 'splunk' && notInSpl === true) {
      const { fidelity, reasons, artifacts } = target.convert(ir, { window: WINDOW });
      expect([fidelity, reasons.map(({ code }) => code), artifacts]).toEqual(['unsupported', ['RP3114'], []]);
      return;
    }
    const { columns, rows } = await session().run(ir, converted(target, ir), CONTEXT);
    expect(rows.map(({ evidence }) => evidence)).toEqual([[BENIGN_ID]]);
    if (columns.length > 0) expect(rows[0]!.values[columns.findIndex(({ name }) => name === 'Evil')]).toBe(text);
  });
});

/** A rule that is hostile in its fields and in its literal. */
async function hostileConversion(id: string, text: string): Promise<Conversion> {
  return converted(
    TARGETS.find((target) => target.id === id)!,
    await irFor(byEventName(text), text),
  );
}

describe('the text of a search', () => {
  it.each(HOSTILE_TEXTS)('runs as Splunk reads it: $name', async ({ text }) => {
    const spl = queryText(await hostileConversion('splunk', text));
    const { columns, rows } = await sessions.get('splunk')!.query!(spl, CONTEXT);
    const at = columns.findIndex(({ name }) => name === 'evidence');
    expect(rows.map(({ values }) => values[at])).toEqual([idOf(text)]);
  });

  it.each(HOSTILE_TEXTS)('is one stanza with the keys of any other rule: $name', async ({ text }) => {
    const benign = stanzas(confOf(await hostileConversion('splunk', BENIGN)));
    const [own, ...others] = stanzas(confOf(await hostileConversion('splunk', text)));
    expect(others).toEqual([]);
    expect([...own!.keys.keys()]).toEqual([...benign[0]!.keys.keys()]);
    expect(own!.name).toMatch(/^[^[\]\p{Cc}]+$/u);
    for (const key of ['action.correlationsearch.annotations', 'action.correlationsearch.metadata']) {
      expect(() => JSON.parse(own!.keys.get(key)!) as unknown).not.toThrow();
    }
  });
});

const confOf = ({ artifacts }: Conversion): string =>
  artifacts.find(({ path }) => path.endsWith('.savedsearches.conf'))!.content;

interface Stanza {
  readonly name: string;
  readonly keys: Map<string, string>;
}

/** As Splunk reads a .conf file: a backslash at the end of a line goes on, `#` is a comment at the start only. */
function stanzas(conf: string): Stanza[] {
  const read: Stanza[] = [];
  for (const line of conf.replace(/\\\r?\n/g, '').split(/\r\n|[\n\r\u0085\u2028\u2029]/)) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const name = /^\s*\[(.*)\]\s*$/.exec(line)?.[1];
    if (name !== undefined) {
      read.push({ name, keys: new Map() });
      continue;
    }
    const key = /^([\w.]+) = (.*)$/.exec(line);
    if (key === null || read.length === 0) throw new Error(`not a line of a .conf file: ${line.slice(0, 80)}`);
    read.at(-1)!.keys.set(key[1]!, key[2]!);
  }
  return read;
}

describe('the text of an Athena query', () => {
  const parser = new TrinoSQL();

  it.each(HOSTILE_TEXTS)('runs as it stands, as one statement: $name', async ({ text }) => {
    const sql = queryText(await hostileConversion('athena', text));
    const { columns, rows } = await sessions.get('athena')!.query!(sql, CONTEXT);
    const at = columns.findIndex(({ name }) => name === 'evidence');
    expect(rows.map(({ values }) => values[at])).toEqual([[idOf(text)]]);
    if (sql.length > 20_000) return; // the grammar in TypeScript is slow
    expect(parser.validate(sql)).toEqual([]);
    expect(parser.splitSQLByStatement(sql)).toHaveLength(1);
  });
});

describe('the text of a Sigma rule', () => {
  const KEYS = [
    'title',
    'id',
    'status',
    'description',
    'author',
    'tags',
    'logsource',
    'detection',
    'falsepositives',
    'level',
  ];

  it.each(HOSTILE_TEXTS)('is one document with the keys of any other rule: $name', async ({ text }) => {
    const yaml = queryText(await hostileConversion('sigma', text));
    const documents = loadAll(yaml) as { title: string; description: string; detection: Record<string, unknown> }[];
    expect(documents.map((document) => Object.keys(document))).toEqual([KEYS]);
    expect(Object.keys(documents[0]!.detection)).toEqual(['selection', 'condition']);
    const { rows } = await sessions.get('sigma')!.query!(yaml, CONTEXT);
    expect(rows.flatMap(({ evidence }) => evidence)).toEqual([idOf(text)]);
  });
});

describe('the text of a TypeScript module', () => {
  /** A text with a quote has no hint for the log's text, one that is JSON may be a raw value of another type. */
  const BASELINES = [BENIGN, 'say "x"', '{"a": 1}'];
  const STATEMENTS =
    'rule literals CloudTrailRecord Row Match Options detect Detector isRecord isObject text mayMatch eventIds compareText ' +
    'DateTime TimeSpan dateTime FIRST_SECOND LAST_SECOND dateTimeOf boundedTime instant Interval isWithin';
  const baselines = (): Promise<string[]> =>
    Promise.all(BASELINES.map(async (text) => queryText(await hostileConversion('typescript', text))));

  it('is declarations only, whose names are known', async () => {
    const names = (await baselines()).map((module) => statementsOf(module).join(' '));
    expect(names).toEqual([STATEMENTS, STATEMENTS.replace(' mayMatch', ''), STATEMENTS.replace(' mayMatch', '')]);
  });

  it.each(HOSTILE_TEXTS)('has the syntax of any other rule: $name', async ({ text }) => {
    const globals = Reflect.ownKeys(globalThis);
    const own = queryText(await hostileConversion('typescript', text));
    expect((await baselines()).map(syntaxOf)).toContain(syntaxOf(own));
    const javascript = ts.transpileModule(own, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
      reportDiagnostics: true,
    });
    expect(javascript.diagnostics).toEqual([]);
    const { Detector, rule } = (await import(
      /* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(javascript.outputText).toString('base64')}`
    )) as { Detector: new () => { pushText(json: string): void; finish(): { evidence: string[] }[] }; rule: object };
    expect(rule).toMatchObject({ name: text, id: text });
    const detector = new Detector();
    for (const record of RECORDS) detector.pushText(JSON.stringify(record));
    expect(detector.finish().flatMap(({ evidence }) => evidence)).toEqual([idOf(text)]);
    expect(Reflect.ownKeys(globalThis)).toEqual(globals);
    expect(({} as Record<string, unknown>)['hacked']).toBeUndefined();
  });
});

const parse = (text: string): ts.SourceFile => ts.createSourceFile('rule.ts', text, ts.ScriptTarget.ES2022, true);

/** The name of each top-level declaration; any other statement by its text. */
const statementsOf = (text: string): string[] =>
  parse(text).statements.map((statement) => {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({ name }) => name.getText()).join('+');
    }
    const { name } = statement as ts.Statement & { readonly name?: ts.Identifier };
    return name === undefined ? statement.getText() : name.text;
  });

/** Every node's kind with its depth: equal for modules that differ in literals and comments only. */
function syntaxOf(text: string): string {
  const kinds: string[] = [];
  const visit = (node: ts.Node, depth: number): void => {
    kinds.push(`${depth} ${ts.SyntaxKind[node.kind]}`);
    // As many literals to look for as the text has.
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'literals') return;
    ts.forEachChild(node, (child) => visit(child, depth + 1));
  };
  visit(parse(text), 0);
  return kinds.join('\n');
}
