import type * as t from '@babel/types';
import * as b from '../../ast/builders.js';
import * as s from '../../ast/statements.js';
import { arrayOf, reference } from '../../ast/type-nodes.js';
import { unify } from '../../expressions/unify.js';
import { flowsAtPush, type KeptStage, type Pipeline } from '../../plan/pipeline.js';
import type { PipelineWriter } from '../pipeline-writer.js';
import type { QueryWriter, Store, WriteOrigin } from '../query-writer.js';
import { RowType } from '../row-type.js';
import { writeSteps } from '../steps.js';

/** Rows that one or several pipelines have kept for one or several readers. */
export interface KeptRows {
  readonly type: RowType<number>;
  readonly node: t.Expression;
}

export const writeKept: WriteOrigin<'kept'> = (query, pipeline, { kept }, sink) => {
  const rows = query.kept.get(kept) ?? keepRows(query, kept);
  query.kept.set(kept, rows);
  const writer = query.writer(pipeline);
  const read = [...pipeline.variables.values()].filter((variable) => query.isRead(variable));
  writer.commented(kept.kind === 'union' ? query.parts.source(kept.span) : '', () => {
    writer.loop(read.some(({ definition }) => definition.kind === 'kept') ? 'row' : '_row', rows.node);
  });
  for (const variable of read) {
    const { definition } = variable;
    if (definition.kind === 'kept') writer.provide(variable, () => rows.type.read(definition.column, b.id('row')));
  }
  writeSteps(writer, pipeline.steps);
  sink(writer);
  query.finishWith(writer);
};

function keepRows(query: QueryWriter, kept: KeptStage): KeptRows {
  const name = kept.kind === 'union' ? 'union' : (kept.inputs[0]?.pipeline.name ?? '');
  const type = new RowType<number>(query.parts, query.typeName(`${name}Row`, 'Row'));
  const wanted = kept.kind === 'union' || name === '' ? `${name}Rows` : name;
  const columns = columnsRead(query, kept);
  const stores = new Map<boolean, Store>();
  const storeFor = (pipeline: Pipeline): Store => {
    const atPush = flowsAtPush(pipeline);
    const store = stores.get(atPush) ?? query.store(pipeline, wanted, arrayOf(reference(type.name)), b.array([]));
    stores.set(atPush, store);
    return store;
  };
  const branches = kept.inputs.map((input) => {
    const store = storeFor(input.pipeline);
    let own: PipelineWriter | undefined;
    const values = new Map(columns.map(({ column }) => [column, input.columns[column]!]));
    query.write(input.pipeline, (writer) => {
      own = writer;
      for (const variable of values.values()) writer.read(variable, true);
    });
    return { store, writer: own!, values };
  });
  // Only when all inputs are written is it known what a column may hold.
  const cells = columns.map(({ column }) =>
    unify(branches.map(({ writer, values }) => ({ writer, value: writer.read(values.get(column)!, true) }))),
  );
  for (const [index, { store, writer }] of branches.entries()) {
    const entries = columns.map(({ column, label }, at) => type.entry(column, label, cells[at]![index]!));
    writer.add(s.expressionStatement(b.method(store.node, 'push', b.object(entries))));
  }
  query.declare(type, kept.kind === 'union' ? 'A row of the union.' : 'A row that is read again.');
  const nodes = [...stores.values()].map(({ node }) => node);
  return { type, node: nodes.length === 1 ? nodes[0]! : b.spread(...nodes) };
}

/** The columns that any reader reads. */
function columnsRead(query: QueryWriter, kept: KeptStage): { readonly column: number; readonly label: string }[] {
  const found = new Map<number, string>();
  for (const { origin, variables } of query.plan.pipelines) {
    if (origin.kind !== 'kept' || origin.kept !== kept) continue;
    for (const variable of variables.values()) {
      const { definition, label } = variable;
      if (definition.kind === 'kept' && query.isRead(variable)) found.set(definition.column, label);
    }
  }
  return [...found].sort(([a], [c]) => a - c).map(([column, label]) => ({ column, label }));
}
