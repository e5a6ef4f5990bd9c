import { withComment } from '../../ast/print.js';
import type { JoinSideName, Pipeline, Variable } from '../../plan/pipeline.js';
import { openJoinLoop } from '../join-loop.js';
import { JoinRows } from '../join-rows.js';
import type { QueryWriter, WriteOrigin } from '../query-writer.js';
import { writeSteps } from '../steps.js';

/** Pairs of rows, from the rows that the sides of a join have kept. */
export const writeJoin: WriteOrigin<'join'> = (query, pipeline, { join }, sink) => {
  const keep = (side: JoinSideName): JoinRows => {
    const rows = new JoinRows(query, join, join[side]);
    const order = rows.isFirstPerKey ? join.leftOrder.map(({ variable }) => variable) : [];
    const fields = [...new Set([...fieldsOf(query, pipeline, side), ...order])];
    query.write(join[side].pipeline, (writer) => rows.writeSink(writer, fields));
    query.declare(rows.type, `What the ${join.relation.kind} join keeps of a row.`, rows.otherMembers());
    return rows;
  };
  const sides = { left: keep('left'), right: keep('right') };
  const writer = query.writer(pipeline);
  const isUsed = (side: JoinSideName): boolean => fieldsOf(query, pipeline, side).length > 0;
  const optional = openJoinLoop(writer, join.relation.kind, sides, isUsed);
  for (const variable of pipeline.variables.values()) {
    const { definition } = variable;
    if (definition.kind !== 'field' || definition.side === 'row' || !query.isRead(variable)) continue;
    const { side } = definition;
    writer.bind(variable, sides[side].field(definition.variable, side, optional.includes(side)));
  }
  writeSteps(writer, pipeline.steps);
  sink(writer);
  const keys = join.relation.on.map(({ left, right }) => (left === right ? left : `${left} == ${right}`)).join(', ');
  const [loop, ...rest] = writer.body;
  if (loop !== undefined) query.finish.push(withComment(loop, `join kind=${join.relation.kind} on ${keys}`), ...rest);
};

/** The variables of one side that the rows behind a join read. */
const fieldsOf = (query: QueryWriter, pipeline: Pipeline, side: JoinSideName): Variable[] =>
  [...pipeline.variables.values()].flatMap((variable) => {
    const { definition } = variable;
    return definition.kind === 'field' && definition.side === side && query.isRead(variable)
      ? [definition.variable]
      : [];
  });
