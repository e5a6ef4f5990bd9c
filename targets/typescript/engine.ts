import { transform } from 'sucrase';
import type { EventSource, LiteralHints } from '../../src/events/event-source.js';
import { formatTimeSpan } from '../../src/functions/timespan.js';
import type { Column } from '../../src/ir/types.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import {
  EngineError,
  type Engine,
  type EngineSession,
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

  async run(rule: RuleIR, conversion: Conversion, { now, window }: RunContext): Promise<RowSet> {
    const artifact = conversion.artifacts.find(({ role }) => role === 'query');
    if (artifact === undefined) throw new EngineError('there is no TypeScript module to run');
    const { Detector, literals } = await loadModule(artifact.content);
    const detector = new Detector({ now, ...(window === null ? {} : { window }) });
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

/** The module's values in KQL's JSON form; datetimes and dynamic values have it already. */
function jsonOf(value: unknown, { type }: Column): Json {
  if (typeof value === 'bigint') return type === 'timespan' ? formatTimeSpan(value) : Number(value);
  if (typeof value === 'number' && type === 'real' && !Number.isFinite(value)) return String(value);
  // KQL has one zero.
  return value === 0 ? 0 : (value as Json);
}
