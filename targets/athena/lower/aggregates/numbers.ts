import { aggregate, binary, call, cast, coalesce, integer, isNotNull, tryCast } from '../../sql/build.js';
import type { SqlExpression } from '../../sql/tree.js';
import { describe, type Cell } from '../cell.js';
import { integerCell } from '../dynamic.js';
import { solid, textCell } from '../text.js';
import { both, countable } from './collections.js';
import type { AggregateLowering, AggregateTable, LowerAggregate } from './entry.js';

const NONE: Cell = { form: 'null' };
const double = (value: number): SqlExpression => ({ kind: 'double', value });

const refuse = ({ context, aggregate: { fn }, span }: AggregateLowering, cell: Cell): Cell[] => [
  context.refuse('RP3202', [fn, describe(cell)], span),
];

/** The argument as a number to calculate with. */
function number(cell: Cell): SqlExpression | null {
  if (cell.form === 'interval') return integer(cell.millis);
  return cell.form === 'integer' || cell.form === 'double' || cell.form === 'duration' ? cell.sql : null;
}

/** A sum is exact, and null when it does not fit a long; Trino's own would fail the query. */
const sum: LowerAggregate = (lowering) => {
  const { filter } = lowering;
  const cell = lowering.arg(0);
  const sql = number(cell);
  if (cell.form === 'null')
    return [
      lowering.aggregate.outputs[0]?.type === 'real' ? { form: 'double', sql: double(0) } : integerCell(integer(0)),
    ];
  if (sql === null) return refuse(lowering, cell);
  if (cell.form === 'double')
    return [{ form: 'double', sql: coalesce(aggregate('sum', [sql], { filter }), double(0)) }];
  const isSmall = cell.form === 'integer' && cell.small;
  const total = isSmall
    ? coalesce(aggregate('sum', [sql], { filter }), integer(0))
    : tryCast(coalesce(aggregate('sum', [cast(sql, 'decimal')], { filter }), integer(0)), 'bigint');
  return [cell.form === 'integer' ? integerCell(total, { nullable: !isSmall }) : { form: 'duration', sql: total }];
};

const average: LowerAggregate = (lowering) => {
  const { filter } = lowering;
  const cell = lowering.arg(0);
  if (cell.form !== 'integer' && cell.form !== 'double')
    return cell.form === 'null' ? [{ form: 'double', sql: double(NaN) }] : refuse(lowering, cell);
  return [{ form: 'double', sql: coalesce(aggregate('avg', [cell.sql], { filter }), double(NaN)) }];
};

const spread =
  (name: string): LowerAggregate =>
  (lowering) => {
    const cell = lowering.arg(0);
    if (cell.form !== 'integer' && cell.form !== 'double')
      return cell.form === 'null' ? [{ form: 'double', sql: double(0) }] : refuse(lowering, cell);
    return [{ form: 'double', sql: coalesce(aggregate(name, [cell.sql], { filter: lowering.filter }), double(0)) }];
  };

/** NULL counts as "", which is less than every text. */
const extreme =
  (name: 'min' | 'max'): LowerAggregate =>
  (lowering) => {
    const { filter } = lowering;
    const cell = lowering.arg(0);
    switch (cell.form) {
      case 'text':
        return [textCell(aggregate(name, [name === 'min' ? solid(cell) : cell.sql], { filter }), true)];
      case 'integer':
        return [
          integerCell(aggregate(name, [cell.sql], { filter }), {
            nullable: true,
            least: cell.least,
            small: cell.small,
          }),
        ];
      case 'boolean':
        return [{ form: 'boolean', sql: aggregate(name, [cell.sql], { filter }), nullable: true }];
      case 'double':
      case 'instant':
      case 'duration':
        return [{ form: cell.form, sql: aggregate(name, [cell.sql], { filter }) }];
      case 'interval':
        return [{ form: 'duration', sql: aggregate(name, [integer(cell.millis)], { filter }) }];
      case 'null':
        return [NONE];
      default:
        return refuse(lowering, cell);
    }
  };

/** The exact nearest rank: the smallest value that so many percent do not exceed. */
const percentile: LowerAggregate = (lowering) => {
  const cell = lowering.arg(0);
  const rank = lowering.arg(1);
  if (!['integer', 'double', 'instant', 'duration'].includes(cell.form) || !('sql' in cell))
    return cell.form === 'null' ? [NONE] : refuse(lowering, cell);
  const percent =
    rank.form === 'integer' && rank.sql.kind === 'integer'
      ? Number(rank.sql.value)
      : rank.form === 'double' && rank.sql.kind === 'double'
        ? rank.sql.value
        : null;
  if (percent === null) return refuse(lowering, rank);
  const filter = both(lowering.filter, isNotNull(cell.sql));
  const values = aggregate('array_agg', [cell.sql], {
    orderBy: [{ value: cell.sql, direction: 'asc', nulls: 'last' }],
    filter,
  });
  const count = aggregate('count', [cell.sql], { filter: lowering.filter });
  const wanted = cast(call('ceil', binary('*', double(percent / 100), cast(count, 'double'))), 'bigint');
  const position = call('least', call('greatest', wanted, integer(1)), count);
  const sql = call('element_at', values, position);
  return cell.form === 'integer' ? [integerCell(sql, { nullable: true })] : [{ ...cell, sql } as Cell];
};

const bits =
  (name: string): LowerAggregate =>
  (lowering) => {
    const cell = lowering.arg(0);
    if (cell.form !== 'integer') return cell.form === 'null' ? [NONE] : refuse(lowering, cell);
    return [integerCell(aggregate(name, [cell.sql], { filter: lowering.filter }), { nullable: true })];
  };

export const NUMBERS: AggregateTable = {
  count: ({ filter }) => [integerCell(aggregate('count', [], { filter }), { least: 0n, small: true })],

  dcount: (lowering) => {
    const sql = countable(lowering.arg(0), lowering);
    if (sql === null) return [integerCell(integer(0), { least: 0n, small: true })];
    return [
      integerCell(aggregate('count', [sql], { distinct: true, filter: lowering.filter }), { least: 0n, small: true }),
    ];
  },

  sum,
  avg: average,
  min: extreme('min'),
  max: extreme('max'),
  stdev: spread('stddev_samp'),
  stdevp: spread('stddev_pop'),
  variance: spread('var_samp'),
  variancep: spread('var_pop'),
  percentile,
  binary_all_and: bits('bitwise_and_agg'),
  binary_all_or: bits('bitwise_or_agg'),
};
