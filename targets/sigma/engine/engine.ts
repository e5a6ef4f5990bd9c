import type { EventSource } from '../../../src/events/event-source.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import { formatDateTime } from '../../../src/schema/datetime-text.js';
import type { Engine, EngineSession, Json, ResultRow, RowSet, RunContext } from '../../../src/target/engine.js';
import { EngineError, QueryError } from '../../../src/target/engine.js';
import type { Conversion } from '../../../src/target/target.js';
import { evidenceOf, storedEvent } from './events/stored-event.js';
import type { StoredEvent } from './events/stored-event.js';
import { runCollection } from './run.js';
import type { Hit } from './run.js';
import { placeholdersOf } from './placeholders.js';
import { readCollection } from './syntax/collection.js';

/**
 * Runs Sigma 2.1 rules and correlations over CloudTrail records, by the specification
 * (https://sigmahq.io/sigma-specification/). A Sigma rule only says which events it flags: `run` returns rows without
 * columns, one a flagged event or firing of a correlation.
 */
export const sigmaEngine: Engine = {
  id: 'sigma',
  returns: 'events',
  async open(source: EventSource): Promise<EngineSession> {
    const events: StoredEvent[] = [];
    for await (const record of source.records()) events.push(storedEvent(record));
    return new SigmaSession(events);
  },
};

class SigmaSession implements EngineSession {
  constructor(private readonly events: readonly StoredEvent[]) {}

  async run(rule: RuleIR, conversion: Conversion, context: RunContext): Promise<RowSet> {
    const queries = conversion.artifacts.filter((artifact) => artifact.role === 'query');
    if (queries.length === 0) throw new EngineError(`there is no Sigma rule for ${rule.rule.name}`);
    const rows = queries.flatMap(({ path, content }) => {
      try {
        return this.#hits(content, context).map((hit) => ({ values: [], evidence: evidenceOf(hit.events) }));
      } catch (error) {
        if (!(error instanceof QueryError)) throw error;
        throw new EngineError(`${path}:${error.line}:${error.column}: ${error.code}: ${error.message}`);
      }
    });
    return { columns: [], rows };
  }

  async query(text: string, context: RunContext): Promise<RowSet> {
    return {
      columns: [
        { name: 'Rule', type: 'string' },
        { name: 'Level', type: 'string' },
        { name: 'EventTime', type: 'datetime' },
        { name: 'EventNames', type: 'dynamic' },
        { name: 'EventIds', type: 'dynamic' },
      ],
      rows: this.#hits(text, context).map(queryRow),
    };
  }

  async close(): Promise<void> {}

  #hits(text: string, context: RunContext): readonly Hit[] {
    return runCollection(readCollection(text, placeholdersOf(context)), this.events, context.window);
  }
}

/** `EventTime` is that of the last event, null when it has none; names are distinct and in order of time. */
function queryRow({ document, events }: Hit): ResultRow {
  const ticks = events.at(-1)?.ticks ?? null;
  const evidence = evidenceOf(events);
  const names = new Set(
    events.flatMap(({ record: { eventName } }) => (typeof eventName === 'string' ? [eventName] : [])),
  );
  const values: Json[] = [
    document.title,
    document.level ?? '',
    ticks === null ? null : formatDateTime(ticks),
    [...names],
    evidence,
  ];
  return { values, evidence };
}
