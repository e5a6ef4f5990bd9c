import type { EventSource, LogRecord } from '../events/event-source.js';
import { compareText } from '../functions/compare.js';
import { lowerQuery } from '../ir/lowering/lower-query.js';
import { valueToJson } from '../ir/to-json.js';
import type { Relation } from '../ir/relation.js';
import type { Column } from '../ir/types.js';
import { ticksOfUnixMilliseconds } from '../schema/datetime-text.js';
import { AWS_CLOUDTRAIL } from '../schema/aws-cloudtrail.js';
import { TABLES } from '../schema/tables.js';
import { QueryError, type Engine, type RowSet, type RunContext } from '../target/engine.js';
import { EventTables } from './event-tables.js';
import { run } from './run.js';

/** The reference: runs a rule's query as lowered, before any pass. */
export const referenceEngine: Engine = {
  id: 'reference',
  returns: 'rows',
  async open(events: EventSource) {
    const records: LogRecord[] = [];
    for await (const record of events.records()) records.push(record);
    const tables = new EventTables(AWS_CLOUDTRAIL, records);
    return {
      run: (rule, _conversion, context) => Promise.resolve(runRelation(rule.source, rule.output, tables, context)),
      query: (text, context) => runQuery(text, tables, context),
      close: () => Promise.resolve(),
    };
  },
};

function runRelation(relation: Relation, output: readonly Column[], tables: EventTables, context: RunContext): RowSet {
  const positions = output.map(({ name }) => relation.columns.findIndex((column) => column.name === name));
  const rows = run(relation, { tables: tables.within(context.window), now: ticksOfUnixMilliseconds(context.now) });
  return {
    columns: output,
    rows: rows.map(({ values, evidence }) => ({
      values: positions.map((index) => valueToJson(values[index] ?? null)),
      evidence: [...evidence].sort(compareText),
    })),
  };
}

async function runQuery(text: string, tables: EventTables, context: RunContext): Promise<RowSet> {
  const { relation, faults } = await lowerQuery(text, TABLES);
  const fault = faults.find(({ severity }) => severity === 'error');
  if (relation === null) {
    const start = fault?.span.start ?? 0;
    const before = text.slice(0, start).split('\n');
    const column = (before.at(-1) ?? '').length + 1;
    throw new QueryError(fault?.code ?? 'RP2005', fault?.message ?? 'the query cannot be run', before.length, column);
  }
  return runRelation(relation, relation.columns, tables, context);
}
