import type * as t from '@babel/types';
import type { Literal } from '../../../src/ir/expression.js';
import * as b from '../ast/builders.js';
import { withComment } from '../ast/print.js';
import * as s from '../ast/statements.js';
import { asBigInt } from '../expressions/convert.js';
import { isWhole, safeBounds, type Lowered } from '../expressions/lowered.js';
import { pascalCase } from '../plan/names.js';
import type { JoinStage, Pipeline, Side, Variable } from '../plan/pipeline.js';
import type { Uses } from '../plan/uses.js';
import { openJoinLoop } from './join-loop.js';
import { KeptRows } from './kept-rows.js';
import { lowerLiteral } from './literal.js';
import type { ModuleParts } from './parts.js';
import { PipelineWriter } from './pipeline-writer.js';
import { loopVariable, writeLogSteps, writeSteps } from './steps.js';

/** What `push` does with a record for one reading of the log. */
export interface PushStage {
  /** The private method that it is when there are several. */
  readonly method: string;
  readonly body: t.Statement[];
}

/** The pipelines of a query as statements. */
export interface Stages {
  readonly push: PushStage[];
  /** In the order in which `finish` runs them. */
  readonly finish: t.Statement[];
  readonly kept: KeptRows[];
}

export type Sink = (writer: PipelineWriter) => void;

/** Writes a pipeline, after those whose rows it waits for. */
export function writePipeline(parts: ModuleParts, uses: Uses, stages: Stages, pipeline: Pipeline, sink: Sink): void {
  const { origin } = pipeline;
  switch (origin.kind) {
    case 'log': {
      const writer = new PipelineWriter(parts, pipeline, uses, () => s.returns());
      writeLogSteps(writer, pipeline, origin.time);
      sink(writer);
      stages.push.push({ method: parts.members.unique(`push${pascalCase(pipeline.name)}`), body: writer.body });
      return;
    }
    case 'rows': {
      const writer = new PipelineWriter(parts, pipeline, uses, s.continues);
      openRows(writer, origin.variables, origin.rows);
      writeSteps(writer, pipeline.steps);
      sink(writer);
      stages.finish.push(...writer.body);
      return;
    }
    case 'join':
      writeJoin(parts, uses, stages, pipeline, origin.join, sink);
  }
}

function writeJoin(
  parts: ModuleParts,
  uses: Uses,
  stages: Stages,
  pipeline: Pipeline,
  join: JoinStage,
  sink: Sink,
): void {
  const keep = (side: Side): KeptRows => {
    const joinSide = join[side];
    const rows = new KeptRows(parts, join, joinSide, joinSide.pipeline.origin.kind === 'log');
    if (!rows.isField) stages.finish.push(s.constant(rows.name, rows.initial, rows.type));
    const fields = fieldsOf(pipeline, uses, side);
    const order = rows.isFirstPerKey ? join.leftOrder : [];
    writePipeline(parts, uses, stages, joinSide.pipeline, (writer) =>
      rows.writeSink(writer, [...new Set([...fields, ...order])]),
    );
    stages.kept.push(rows);
    return rows;
  };
  const sides = { left: keep('left'), right: keep('right') };
  const writer = new PipelineWriter(parts, pipeline, uses, s.continues);
  const isUsed = (side: Side): boolean => fieldsOf(pipeline, uses, side).length > 0;
  const optional = openJoinLoop(writer, join.relation.kind, sides, isUsed);
  for (const variable of pipeline.variables.values()) {
    const { definition } = variable;
    if (definition.kind !== 'field' || !uses.has(variable)) continue;
    const { side } = definition;
    writer.bind(variable, sides[side].field(definition.variable, side, optional.includes(side)));
  }
  writeSteps(writer, pipeline.steps);
  sink(writer);
  const keys = join.relation.on.map(({ left, right }) => (left === right ? left : `${left} == ${right}`)).join(', ');
  const [loop, ...rest] = writer.body;
  if (loop !== undefined) stages.finish.push(withComment(loop, `join kind=${join.relation.kind} on ${keys}`), ...rest);
}

/** The variables of one side that the rows behind a join read. */
const fieldsOf = (pipeline: Pipeline, uses: Uses, side: Side): Variable[] =>
  [...pipeline.variables.values()].flatMap((variable) => {
    const { definition } = variable;
    return definition.kind === 'field' && definition.side === side && uses.has(variable) ? [definition.variable] : [];
  });

/** A loop over rows that the query itself writes. */
function openRows(writer: PipelineWriter, variables: readonly Variable[], rows: readonly (readonly Literal[])[]): void {
  const columns = variables.map((variable, index) => {
    const cells = rows.map((row) => lowerLiteral(row[index] as Literal, writer.refuse));
    return { variable, cells: unifyCells(cells, variable, writer) };
  });
  const read = columns.filter(({ variable }) => writer.isRead(variable));
  if (read.length === 0) {
    writer.loop('_row', b.array(rows.map(b.nul)));
    return;
  }
  const shape = read.map(({ variable, cells }) => loopVariable(writer, variable, (node) => ({ ...cells.shape, node })));
  const tuples = rows.map((_, row) => b.array(read.map(({ cells }) => cells.nodes[row] as t.Expression)));
  writer.loop(
    shape,
    writer.rowsOf(
      tuples,
      read.map(({ cells }) => cells.shape),
    ),
  );
}

interface Cells {
  readonly nodes: t.Expression[];
  readonly shape: Lowered;
}

/** The cells of one column in one TypeScript type. */
function unifyCells(cells: readonly Lowered[], { type }: Variable, writer: PipelineWriter): Cells {
  const nullable = type !== 'string' && (type === 'dynamic' || cells.some((cell) => cell.nullable));
  if (!isWhole(type))
    return { nodes: cells.map(({ node }) => node), shape: { type, nullable, bounds: null, node: b.nul() } };
  const bounds = cells.flatMap((cell) => (cell.nullable ? [] : [cell.bounds]));
  const low = Math.min(0, ...bounds.map((bound) => bound?.low ?? 0));
  const high = Math.max(0, ...bounds.map((bound) => bound?.high ?? 0));
  const common = bounds.includes(null) ? null : safeBounds(low, high);
  const nodes = cells.map((cell) => (common === null && !cell.nullable ? asBigInt(cell, writer) : cell.node));
  return { nodes, shape: { type, nullable, bounds: common, node: b.nul() } };
}
