import type * as t from '@babel/types';
import type { Literal } from '../../../../src/ir/expression.js';
import * as b from '../../ast/builders.js';
import { asBigInt } from '../../expressions/convert.js';
import { isWhole, safeBounds, type Lowered } from '../../expressions/lowered.js';
import type { Variable } from '../../plan/pipeline.js';
import { lowerLiteral } from '../literal.js';
import type { PipelineWriter } from '../pipeline-writer.js';
import type { WriteOrigin } from '../query-writer.js';
import { loopVariable, writeSteps } from '../steps.js';

/** Rows that the query itself writes. */
export const writeRows: WriteOrigin<'rows'> = (query, pipeline, { variables, rows }, sink) => {
  const writer = query.writer(pipeline);
  openRows(writer, variables, rows);
  writeSteps(writer, pipeline.steps);
  sink(writer);
  query.finishWith(writer);
};

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
