import type * as t from '@babel/types';
import * as b from '../../ast/builders.js';
import * as s from '../../ast/statements.js';
import { arrayOf, reference } from '../../ast/type-nodes.js';
import type { Variable } from '../../plan/pipeline.js';
import { cellsOf, compareFunction } from '../order.js';
import type { WriteOrigin } from '../query-writer.js';
import { RowType } from '../row-type.js';
import { writeSteps } from '../steps.js';
import { keptArguments, openWindow } from '../window.js';

/** Rows in an order: sorted, cut off behind the first ones, or looked at with their neighbours. */
export const writeOrdered: WriteOrigin<'ordered'> = (query, pipeline, { ordered }, sink) => {
  const { input, order, count, calls, span } = ordered;
  const type = new RowType<Variable>(query.parts, query.typeName(`${input.name}Row`, 'SortedRow'));
  const store = query.store(input, `${input.name}Rows`, arrayOf(reference(type.name)), b.array([]));
  const read = [...pipeline.variables.values()].filter((variable) => query.isRead(variable));
  const usedCalls = calls.filter((call) =>
    read.some(({ definition }) => definition.kind === 'window' && definition.call === call),
  );
  const fields = new Set([
    ...read.flatMap(({ definition }) => (definition.kind === 'field' ? [definition.variable] : [])),
    ...order.map(({ variable }) => variable),
    ...usedCalls.flatMap(keptArguments),
  ]);
  query.write(input, (writer) => {
    const entries = [...fields].map((variable) => type.entry(variable, variable.label, writer.read(variable, true)));
    writer.add(s.expressionStatement(b.method(store.node, 'push', b.object(entries))));
  });
  const cells = cellsOf(type, order, (variable) => variable);
  const doc = `The order of the rows: ${query.parts.source(span)}`;
  const sorted =
    cells.length === 0
      ? store.node
      : b.method(b.spread(store.node), 'sort', compareFunction(query.parts, type.name, cells, doc));
  const rows: t.Expression = count === null ? sorted : b.method(sorted, 'slice', b.num(0), b.num(count));

  const writer = query.writer(pipeline);
  const isUsed = read.some(({ definition }) => definition.kind === 'field');
  writer.commented(query.parts.source(span), () => {
    if (usedCalls.length > 0) openWindow(writer, query, type, rows, usedCalls, isUsed);
    else writer.loop(isUsed ? 'row' : '_row', rows);
  });
  for (const variable of read) {
    const { definition } = variable;
    if (definition.kind !== 'field') continue;
    const source = definition.variable;
    writer.provide(variable, () => type.read(source, b.id('row')));
  }
  query.declare(type, 'A row that waits to be put in order.');
  writeSteps(writer, pipeline.steps);
  sink(writer);
  query.finishWith(writer);
};
