import type { Relation, RelationOp } from '../ir/relation.js';
import { inputsOf } from '../ir/traverse.js';
import type { Scope } from './evaluate.js';
import { runAssignments } from './operators/columns.js';
import { runDatatable, runExternal, runSource } from './operators/inputs.js';
import { runJoin } from './operators/join.js';
import { runMvExpand } from './operators/mv-expand.js';
import { runLet, runSort, runTake, runUnion, runWhere } from './operators/rows.js';
import type { Execution, RunOperator, Tables } from './operators/run-operator.js';
import { runSummarize } from './operators/summarize.js';
import { runWindow } from './operators/window.js';
import type { Row } from './row.js';

export interface RunOptions {
  readonly tables: Tables;
  /** The clock, in ticks. */
  readonly now: bigint;
  /** Told of each operator and its input rows when it has run. */
  readonly observe?: (relation: Relation, inputs: readonly (readonly Row[])[], execution: Execution) => void;
}

const OPERATORS: { readonly [Op in RelationOp]: RunOperator<Extract<Relation, { op: Op }>> } = {
  source: runSource,
  datatable: runDatatable,
  external: runExternal,
  where: runWhere,
  extend: runAssignments,
  project: runAssignments,
  'mv-expand': runMvExpand,
  join: runJoin,
  summarize: runSummarize,
  union: runUnion,
  sort: runSort,
  take: runTake,
  window: runWindow,
  let: runLet,
};

/**
 * The reference interpreter: runs IR over rows, an operator at a time, as the documentation tells it. It is the yardstick
 * that every engine is compared with, so it is written to be plainly right, not fast. What is shared (`let`) runs once.
 */
export function run(relation: Relation, { tables, now, observe }: RunOptions): readonly Row[] {
  const done = new Map<Relation, readonly Row[]>();
  const execution: Execution = {
    tables,
    rowsOf: (query) => visit(query),
    scopes: (columns) => {
      const position = new Map(columns.map(({ name }, index) => [name, index]));
      return (row): Scope => ({
        now,
        rowsOf: execution.rowsOf,
        column: (name) => {
          const index = position.get(name);
          if (index === undefined) throw new Error(`the row has no column ${name}`);
          return row.values[index] ?? null;
        },
      });
    },
  };
  const visit = (node: Relation): readonly Row[] => {
    const known = done.get(node);
    if (known !== undefined) return known;
    const runOperator = OPERATORS[node.op] as unknown as RunOperator<Relation>;
    const inputs = inputsOf(node).map(visit);
    const rows = runOperator(node, inputs, execution);
    observe?.(node, inputs, execution);
    done.set(node, rows);
    return rows;
  };
  return visit(relation);
}
