import { EMPTY, aggregate, binary, call, equal, integer, isNotNull } from '../../sql/build.js';
import type { SqlExpression } from '../../sql/tree.js';
import { isConstant, mapCell, type Cell } from '../cell.js';
import { both } from './collections.js';
import type { AggregateLowering, AggregateTable } from './entry.js';

/** The values of the row with rank 1: `arbitrary` of the one row is its value, NULL or not. */
function chosen({ aggregate: { args }, arg, rank }: AggregateLowering): Cell[] {
  const position = rank();
  const first = 'sql' in position ? equal(position.sql, integer(1)) : null;
  return args.map((_, at) =>
    mapCell(optional(arg(at)), (sql) => (isConstant(sql) ? sql : aggregate('arbitrary', [sql], { filter: first }))),
  );
}

/** Of no rows there is no value. */
const optional = (cell: Cell): Cell =>
  cell.form === 'text' || cell.form === 'integer' || cell.form === 'boolean' ? { ...cell, nullable: true } : cell;

/** The first value that is neither null nor "". */
function firstValue({ arg, filter, orderBy }: AggregateLowering): Cell[] {
  const cell = arg(0);
  const isValue = (sql: SqlExpression): SqlExpression =>
    cell.form === 'text' ? binary('<>', sql, EMPTY) : isNotNull(sql);
  const pick = (sql: SqlExpression): SqlExpression =>
    call(
      'element_at',
      aggregate('array_agg', [sql], { orderBy: orderBy(), filter: both(filter, isValue(sql)) }),
      integer(1),
    );
  return [mapCell(optional(cell), pick)];
}

export const ROWS: AggregateTable = {
  arg_max: chosen,
  arg_min: chosen,
  take_any: (lowering) => (lowering.aggregate.outputs.length > 1 ? chosen(lowering) : firstValue(lowering)),
};
