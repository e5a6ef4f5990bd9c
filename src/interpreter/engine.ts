import type { EventSource, LogRecord } from '../events/event-source.js';
import { compareText } from '../functions/compare.js';
import { requireExternals, type GivenExternals } from '../externals/external-rows.js';
import { lowerBareQuery } from '../ir/lowering/lower-bare-query.js';
import { valueToJson } from '../ir/to-json.js';
import type { Relation } from '../ir/relation.js';
import type { Column } from '../ir/types.js';
import { ticksOfUnixMilliseconds } from '../schema/datetime-text.js';
import { TABLES } from '../schema/tables.js';
import type { Engine, EngineSession, RowSet, RunContext } from '../target/engine.js';
import { EventTables } from './event-tables.js';
import { schemasOf, withInlineTables, type InlineTables } from './inline-tables.js';
import type { Tables } from './operators/run-operator.js';
import { run } from './run.js';

/** The reference: runs a rule's query as lowered, before any pass. */
export const referenceEngine: Engine = {
  id: 'reference',
  returns: 'rows',
  open: (events) => openReference(events),
};

/** The reference over events and, for bare queries, over tables of the caller's. */
export async function openReference(
  events: EventSource,
  inline: InlineTables = {},
  given: GivenExternals = {},
): Promise<EngineSession> {
  const records: LogRecord[] = [];
  for await (const record of events.records()) records.push(record);
  const eventTables = new EventTables(records);
  const runIn = (relation: Relation, output: readonly Column[], context: RunContext): RowSet =>
    runRelation(
      relation,
      output,
      withInlineTables(inline, context.externals ?? {}, eventTables.within(context.window)),
      context,
    );
  return {
    run: (rule, _conversion, context) => Promise.resolve(runIn(rule.source, rule.output, context)),
    query: async (text, context) => {
      const relation = await lowerBareQuery(text, [...schemasOf(inline), ...TABLES]);
      const externals = requireExternals(relation, given);
      return runIn(relation, relation.columns, { ...context, externals });
    },
    close: () => Promise.resolve(),
  };
}

function runRelation(relation: Relation, output: readonly Column[], tables: Tables, context: RunContext): RowSet {
  const positions = output.map(({ name }) => relation.columns.findIndex((column) => column.name === name));
  const rows = run(relation, { tables, now: ticksOfUnixMilliseconds(context.now) });
  return {
    columns: output,
    rows: rows.map(({ values, evidence }) => ({
      values: positions.map((index) => valueToJson(values[index] ?? null)),
      evidence: [...evidence].sort(compareText),
    })),
  };
}
