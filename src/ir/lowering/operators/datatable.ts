import { listPart } from '../../../kql/syntax.js';
import type { Literal } from '../../expression.js';
import type { Relation } from '../../relation.js';
import { columnsOf, refuse, spanOf } from '../context.js';
import { lowerPositional } from '../lower-assignments.js';
import { lowerExpression } from '../lower-expression.js';
import type { LowerSource } from './lower-operator.js';

export const lowerDatatable: LowerSource = (context, node) => {
  const columns = columnsOf(context, node);
  const cells = listPart(node, 'Values').map((value, index): Literal => {
    const cell = lowerExpression(context, value);
    const type = columns[index % columns.length]?.type ?? 'dynamic';
    if (cell.kind !== 'literal') return refuse(context, value, 'RP2004', 'a datatable cell that is no literal');
    // `datatable(a:real)[1]`: the cell takes the column's type, as Kusto reads it.
    return {
      ...cell,
      type,
      value: type === 'real' && typeof cell.value === 'bigint' ? Number(cell.value) : cell.value,
    };
  });
  const rows = Array.from({ length: cells.length / Math.max(columns.length, 1) }, (_, row) =>
    cells.slice(row * columns.length, (row + 1) * columns.length),
  );
  return { op: 'datatable', rows, columns, span: spanOf(context, node) };
};

export const lowerPrint: LowerSource = (context, node) => {
  const columns = columnsOf(context, node);
  const span = spanOf(context, node);
  const input: Relation = { op: 'datatable', rows: [[]], columns: [], span };
  const assignments = lowerPositional(context, listPart(node, 'Expressions'), columns);
  return { op: 'extend', input, assignments, columns, span };
};
