import { transform } from 'sucrase';
import type { EventSource, LiteralHints } from '../../src/events/event-source.js';
import { formatTimeSpan } from '../../src/functions/timespan.js';
import type { Column } from '../../src/ir/types.js';
import { operatorsOf } from '../../src/ir/traverse.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import {
  EngineError,
  type Engine,
  type EngineSession,
  type Externals,
  type Json,
  type RowSet,
  type RunContext,
} from '../../src/target/engine.js';
import type { Conversion, Window } from '../../src/target/target.js';

interface EmittedMatch {
  readonly row: Readonly<Record<string, unknown>>;
  readonly evidence: readonly string[];
}

interface EmittedOptions {
  readonly window?: Window;
  readonly now?: number;
  readonly externals?: Readonly<Record<string, readonly object[]>>;
}

/** What every emitted module exports. */
export interface EmittedModule {
  readonly rule: {
    readonly id: string;
    readonly name: string;
    readonly severity: string | null;
    readonly period: number | null;
  };
  readonly literals: LiteralHints;
  readonly Detector: new (options?: EmittedOptions) => {
    push(record: unknown): void;
    pushText(json: string): void;
    finish(): EmittedMatch[];
  };
  readonly detect: (records: Iterable<unknown>, options?: EmittedOptions) => EmittedMatch[];
}

/** Runs the emitted module as it is: the types are taken off and the rest is imported. */
export const typescriptEngine: Engine = {
  id: 'typescript',
  returns: 'rows',
  open: (events) => Promise.resolve(new TypeScriptSession(events)),
};

class TypeScriptSession implements EngineSession {
  constructor(readonly events: EventSource) {}

  async run(rule: RuleIR, conversion: Conversion, { now, window, externals }: RunContext): Promise<RowSet> {
    const artifact = conversion.artifacts.find(({ role }) => role === 'query');
    if (artifact === undefined) throw new EngineError('there is no TypeScript module to run');
    const { Detector, literals } = await loadModule(artifact.content);
    const options = { now, externals: inputs(rule, externals), ...(window === null ? {} : { window }) };
    const detector = new Detector(options);
    for await (const record of this.events.records(literals)) detector.push(record);
    const rows = detector.finish().map(({ row, evidence }) => ({
      values: rule.output.map((column) => jsonOf(Object.hasOwn(row, column.name) ? row[column.name] : null, column)),
      evidence,
    }));
    return { columns: rule.output, rows };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** The rows of the rule's inputs as objects. @throws EngineError when one was not given */
function inputs(rule: RuleIR, externals: Externals = {}): Readonly<Record<string, readonly object[]>> {
  const needed = operatorsOf(rule.plan).flatMap((node) => (node.op === 'external' ? [node.name] : []));
  return Object.fromEntries(
    needed.map((name) => {
      const table = Object.hasOwn(externals, name) ? externals[name] : undefined;
      if (table === undefined) throw new EngineError(`the input ${name} was not given`);
      const { columns, rows } = table;
      const objects = rows.map((row) =>
        Object.fromEntries(columns.map((column, at) => [column.name, cell(row[at], column)])),
      );
      return [name, objects];
    }),
  );
}

const SPECIAL: Readonly<Record<string, number>> = { NaN, Infinity, '-Infinity': -Infinity };

/** JSON writes some reals as text. */
function cell(value: Json | undefined, { type }: Column): unknown {
  return type === 'real' && typeof value === 'string' ? SPECIAL[value] : (value ?? null);
}

/** Modules stay in memory for the life of the process, so the same text is imported once. */
const loaded = new Map<string, Promise<EmittedModule>>();

/** Imports an emitted text as it is. @throws EngineError when it is no module that loads */
export function loadModule(content: string): Promise<EmittedModule> {
  const known = loaded.get(content);
  if (known !== undefined) return known;
  const module = importText(content);
  loaded.set(content, module);
  return module;
}

async function importText(content: string): Promise<EmittedModule> {
  try {
    const { code } = transform(content, { transforms: ['typescript'], disableESTransforms: true });
    const url = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
    return (await import(/* @vite-ignore */ url)) as EmittedModule;
  } catch (error) {
    throw new EngineError(
      `the emitted module does not load: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The module's values in KQL's JSON form; datetimes have it already. */
function jsonOf(value: unknown, { type }: Column): Json {
  if (typeof value === 'bigint') return type === 'timespan' ? formatTimeSpan(value) : Number(value);
  if (type === 'real' || type === 'dynamic') return finite(value as Json);
  // KQL has one zero.
  return value === 0 ? 0 : (value as Json);
}

/** JSON has no NaN and no infinities: they are text. */
function finite(value: Json): Json {
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : String(value);
  if (Array.isArray(value)) return value.map((item: Json) => finite(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, finite(item)]));
}
