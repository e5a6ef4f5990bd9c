import type { EventSource } from '../../../src/events/event-source.js';
import { EngineError, QueryError, type Engine, type EngineSession } from '../../../src/target/engine.js';
import { SplunkEvent, type LoadOptions } from './data/event.js';
import { bareRows, ruleRows } from './results.js';
import { runSpl } from './run.js';
import type { Macro, Macros } from './syntax/prepare.js';

export interface SplunkEngineOptions extends Partial<LoadOptions> {
  /** Search macros beside `cloudtrail`, keyed as in macros.conf: `name` or `name(2)`. */
  readonly macros?: Readonly<Record<string, Macro>>;
}

const DEFAULT_MACROS: Readonly<Record<string, Macro>> = {
  cloudtrail: { args: [], definition: 'sourcetype=aws:cloudtrail' },
};

/**
 * An interpreter of a subset of SPL, written from Splunk's Search Reference and independent of what emits SPL. It parses the
 * printed text again, loads records as Splunk loads `aws:cloudtrail` (see `data/event.ts`) and refuses by name what it
 * does not know. The time zone is UTC.
 */
export function createSplunkEngine(options: SplunkEngineOptions = {}): Engine {
  const load: LoadOptions = {
    addOn: options.addOn ?? false,
    index: options.index ?? 'main',
    source: options.source ?? 'cloudtrail',
    host: options.host ?? 'aws',
  };
  const macros: Macros = new Map(Object.entries({ ...DEFAULT_MACROS, ...options.macros }));
  return {
    id: 'splunk',
    returns: 'rows',
    typeless: true,
    async open(source) {
      return session(await loadEvents(source, load), macros);
    },
  };
}

/** The engine without the add-on: searches must not rest on the fields that it computes. */
export const splunkEngine: Engine = createSplunkEngine();

/** Searches return the latest event first, and of the same time the one that was read last. */
async function loadEvents(source: EventSource, options: LoadOptions): Promise<SplunkEvent[]> {
  const events: SplunkEvent[] = [];
  for await (const record of source.records()) events.push(new SplunkEvent(record, options));
  return events.reverse().sort((left, right) => compareTimes(right.ticks, left.ticks));
}

/** No time is before every time. */
function compareTimes(left: bigint | null, right: bigint | null): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  return left < right ? -1 : left > right ? 1 : 0;
}

function session(events: readonly SplunkEvent[], macros: Macros): EngineSession {
  return {
    async run(rule, conversion, context) {
      const queries = conversion.artifacts.filter((artifact) => artifact.role === 'query');
      if (queries.length !== 1)
        throw new EngineError(`the conversion of '${rule.rule.name}' has ${queries.length} searches, not one`);
      try {
        return ruleRows(runSpl(queries[0]!.content, macros, events, context), rule.output);
      } catch (error) {
        if (!(error instanceof QueryError)) throw error;
        throw new EngineError(
          `${queries[0]!.path}:${error.line}:${error.column}: error ${error.code}: ${error.message}`,
        );
      }
    },
    async query(text, context) {
      return bareRows(runSpl(text, macros, events, context));
    },
    async close() {},
  };
}
