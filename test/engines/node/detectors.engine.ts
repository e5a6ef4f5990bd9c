import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsFrom } from '../../../src/events/events-from.js';
import type { LogRecord } from '../../../src/events/event-source.js';
import { formatTimeSpan } from '../../../src/functions/timespan.js';
import { openReference } from '../../../src/interpreter/engine.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { Column } from '../../../src/ir/types.js';
import type { EngineSession, Externals, Json, RowSet, RunContext } from '../../../src/target/engine.js';
import { typescript } from '../../../targets/typescript/index.js';
import { fixtureRuns, ownRules, publicLogs, publicRules, referenceRows, takesInputs } from '../support/cases.js';
import { judge } from '../support/judge.js';
import { LineProcess } from '../support/line-process.js';
import { expectEqualRows } from '../support/rows.js';

const TSC = path.resolve(import.meta.dirname, '../../../node_modules/typescript/bin/tsc');

const isEmitted = (rule: RuleIR): boolean => typescript.convert(rule, {}).fidelity === 'exact';
const runs = (await fixtureRuns()).filter(({ rule }) => isEmitted(rule));
const own = (await ownRules()).filter(isEmitted);
const published = (await publicRules()).filter(isEmitted);
const logs = await publicLogs();

judge(import.meta.dirname, ({ home }) => {
  let root: string;
  let driver: LineProcess;
  let reference: EngineSession;
  let loaded: readonly LogRecord[];
  beforeAll(async () => {
    root = mkdtempSync(path.join(os.tmpdir(), 'ruleport-node-'));
    driver = new LineProcess(process.execPath, [path.join(home, 'driver.mjs')]);
    if (logs !== null) reference = await openReference(eventsFrom(logs.records));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  /** Compiles the files, alone in a new folder, and returns that. */
  const compiled = (name: string, rules: readonly RuleIR[]): string => {
    const folder = path.join(root, name);
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
    const files = rules.map((rule) => typescript.convert(rule, {}).artifacts[0]!);
    for (const { path: file, content } of files) writeFileSync(path.join(folder, file), content);
    const options = ['--strict', '--module', 'nodenext', '--target', 'es2022'];
    const { stdout, status } = spawnSync(process.execPath, [TSC, ...options, ...files.map((file) => file.path)], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
    return folder;
  };

  const detected = async (rule: RuleIR, folder: string, records: readonly LogRecord[], context: RunContext) => {
    const module = path.join(root, folder, typescript.convert(rule, {}).artifacts[0]!.path.replace(/ts$/, 'js'));
    const { now, window, externals = {} } = context;
    const inputs = Object.fromEntries(Object.entries(externals).map(([name, table]) => [name, objectsOf(table)]));
    const options = { now, externals: inputs, ...(window === null ? {} : { window }) };
    if (records !== loaded) await driver.ask({ events: records });
    loaded = records;
    const { error, matches = [] } = (await driver.ask({ module, options })) as Answer;
    expect(error).toBe(undefined);
    return rowSet(rule.output, matches);
  };

  for (const rule of own)
    test(`tsc --strict takes the detector alone: ${rule.rule.slug}`, () => void compiled(rule.rule.slug, [rule]));

  for (const { name, rule, records, context } of runs)
    test(`detects the same: ${name}`, async () => {
      const actual = await detected(rule, rule.rule.slug, records, context);
      expectEqualRows(await referenceRows(rule, records, context), actual);
    });

  test('tsc --strict takes the detectors of the public rules', ({ skip }) => {
    skip(published.length === 0, 'the public rules are not beside the project');
    compiled('public', published);
  });

  for (const [folder, rules] of [
    [null, own],
    ['public', published],
  ] as const)
    for (const rule of rules) {
      if (takesInputs(rule)) continue;
      test(`detects the same in the public logs: ${rule.rule.slug}`, async ({ skip }) => {
        if (logs === null) return skip('the public logs are not beside the project');
        const actual = await detected(rule, folder ?? rule.rule.slug, logs.records, logs.context);
        expectEqualRows(await referenceRows(rule, reference, logs.context), actual);
      });
    }
});

const objectsOf = ({ columns, rows }: Externals[string]): Readonly<Record<string, Json>>[] =>
  rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])));

interface Answer {
  readonly error?: string;
  readonly matches?: readonly { readonly row: Readonly<Record<string, Cell>>; readonly evidence: readonly string[] }[];
}

/** What JSON lacks: a bigint, or a number that is none. */
type Cell = Json | { readonly $: string };

const rowSet = (columns: readonly Column[], matches: NonNullable<Answer['matches']>): RowSet => ({
  columns,
  rows: matches.map(({ row, evidence }) => ({
    values: columns.map((column) => (Object.hasOwn(row, column.name) ? valueOf(row[column.name]!, column) : null)),
    evidence,
  })),
});

function valueOf(cell: Cell, { type }: Column): Json {
  if (typeof cell !== 'object' || cell === null || Array.isArray(cell) || !('$' in cell)) return cell as Json;
  const text = String(cell.$);
  if (type === 'timespan') return formatTimeSpan(BigInt(text));
  return type === 'real' ? text : Number(text);
}
