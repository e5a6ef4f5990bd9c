import { binary, call, cast, integer } from '../../sql/build.js';
import type { SqlExpression } from '../../sql/tree.js';
import { describe, isConstant, type Cell } from '../cell.js';
import { integerCell } from '../dynamic.js';
import { unify } from '../unify.js';
import { shiftBy, utc } from './arithmetic.js';
import { refuseForms, type FunctionTable, type Lowering } from './entry.js';

const UNITS: Readonly<Record<number, string>> = {
  1000: 'second',
  60_000: 'minute',
  3_600_000: 'hour',
  86_400_000: 'day',
};

/** 0001-01-01T00:00:00Z, a Monday, from which KQL counts. */
const ORIGIN: SqlExpression = { kind: 'instant', millis: -62_135_596_800_000 };

function binInstant(sql: SqlExpression, size: number): SqlExpression {
  const unit = UNITS[size];
  if (unit !== undefined) return call('date_trunc', { kind: 'string', value: unit }, utc(sql));
  const since = call('date_diff', { kind: 'string', value: 'millisecond' }, ORIGIN, sql);
  return shiftBy(sql, { kind: 'negate', operand: binary('%', since, integer(size)) });
}

/** The greatest multiple of a whole size that is not above the value. */
const floorTo = (value: SqlExpression, size: SqlExpression): SqlExpression => {
  const rest = binary('%', binary('+', binary('%', value, size), size), size);
  return binary('-', value, rest);
};

function bin(lowering: Lowering): Cell {
  const [value, size] = [lowering.arg(0), lowering.arg(1)];
  if (value.form === 'null' || size.form === 'null') return { form: 'null' };
  if (size.form === 'interval') {
    if (size.millis <= 0) return { form: 'null' };
    if (value.form === 'instant') return { form: 'instant', sql: binInstant(value.sql, size.millis) };
    if (value.form === 'duration') return { form: 'duration', sql: floorTo(value.sql, integer(size.millis)) };
  }
  if (size.form === 'integer' && size.sql.kind === 'integer' && value.form === 'integer') {
    if (size.sql.value <= 0n) return { form: 'null' };
    const { nullable, least, small } = value;
    const positive = least !== null && least >= 0n;
    const sql = positive ? binary('-', value.sql, binary('%', value.sql, size.sql)) : floorTo(value.sql, size.sql);
    return integerCell(sql, { nullable, least: positive ? 0n : null, small });
  }
  const [a, b] = [asDouble(value), asDouble(size)];
  if (a === null || b === null || !isConstant(b) || b.kind !== 'double')
    return refuseForms(lowering, `${describe(value)} and ${describe(size)}`);
  if (!(b.value > 0)) return { form: 'null' };
  return { form: 'double', sql: binary('*', call('floor', binary('/', a, b)), b) };
}

function asDouble(cell: Cell): SqlExpression | null {
  if (cell.form === 'double') return cell.sql;
  if (cell.form !== 'integer') return null;
  return cell.sql.kind === 'integer' ? { kind: 'double', value: Number(cell.sql.value) } : cast(cell.sql, 'double');
}

/** The argument that wins; nulls lose. */
const extreme =
  (name: 'array_max' | 'array_min') =>
  (lowering: Lowering): Cell => {
    const { call: node, context } = lowering;
    const cells = node.args.map((_, at) => lowering.arg(at));
    if (node.type === 'string' || node.type === 'dynamic') return refuseForms(lowering, node.type);
    const { sqls, cell } = unify(cells, node.type, context, node.span);
    const items = sqls.filter(({ kind }) => kind !== 'null');
    const present = call(
      'filter',
      { kind: 'array', items },
      {
        kind: 'lambda',
        parameters: ['v'],
        body: { kind: 'is-null', operand: { kind: 'column', table: null, name: 'v' }, negated: true },
      },
    );
    const nullable = cells.some((each) => each.form !== 'integer' || each.nullable);
    return cell(call(name, nullable ? present : { kind: 'array', items }));
  };

export const NUMBERS: FunctionTable = {
  bin,
  max_of: extreme('array_max'),
  min_of: extreme('array_min'),
  ceiling: (lowering) => {
    const cell = lowering.arg(0);
    if (cell.form === 'integer' || cell.form === 'null') return cell;
    return cell.form === 'double'
      ? { form: 'double', sql: call('ceil', cell.sql) }
      : refuseForms(lowering, describe(cell));
  },
};
