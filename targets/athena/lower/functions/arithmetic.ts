import { attempt, binary, call, cast, integer, plus, text } from '../../sql/build.js';
import type { SqlExpression } from '../../sql/tree.js';
import { describe, isConstant, type Cell, type IntegerCell } from '../cell.js';
import { integerCell } from '../dynamic.js';
import { refuseForms, type FunctionTable, type Lowering } from './entry.js';

type Operator = '+' | '-' | '*';

const isLong = (value: bigint): boolean => value === BigInt.asIntN(64, value);

const FOLD: Readonly<Record<Operator, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
};

/** An overflow is null in KQL's terms here, and would fail the query in Trino. */
function arithmetic(operator: Operator, lowering: Lowering): Cell {
  const [left, right] = [lowering.arg(0), lowering.arg(1)];
  if (left.form === 'null' || right.form === 'null') return { form: 'null' };
  const time = instants(operator, left, right);
  if (time !== null) return time;
  if (left.form === 'double' || right.form === 'double') return reals(operator, left, right, lowering);
  if (left.form !== 'integer' || right.form !== 'integer')
    return refuseForms(lowering, `${describe(left)} and ${describe(right)}`);
  return integers(operator, left, right);
}

function integers(operator: Operator, left: IntegerCell, right: IntegerCell): Cell {
  const nullable = left.nullable || right.nullable;
  if (left.sql.kind === 'integer' && right.sql.kind === 'integer')
    return constant(FOLD[operator](left.sql.value, right.sql.value));
  if (operator !== '*' && right.sql.kind === 'integer' && left.small && isSmall(right.sql.value)) {
    return shifted(left, operator === '+' ? right.sql.value : -right.sql.value);
  }
  if (operator === '+' && left.sql.kind === 'integer' && right.small && isSmall(left.sql.value))
    return shifted(right, left.sql.value);
  if (operator !== '*' && left.small && right.small)
    return integerCell(binary(operator, left.sql, right.sql), { nullable, small: true });
  // A literal is a 32-bit integer in SQL: the other side must not be one too.
  const widened: SqlExpression = { kind: 'cast', operand: left.sql, type: 'bigint' };
  return integerCell(attempt(binary(operator, widened, right.sql)), { nullable: true });
}

const constant = (value: bigint): Cell =>
  isLong(value) ? integerCell(integer(value), { least: value, small: isSmall(value) }) : { form: 'null' };
const isSmall = (value: bigint): boolean => value > -1_000_000_000n && value < 1_000_000_000n;

/** Lengths and positions stay far from overflow, however often a constant is added to them in one query. */
const shifted = (cell: IntegerCell, amount: bigint): IntegerCell => ({
  ...cell,
  sql: plus(cell.sql, amount),
  least: cell.least === null ? null : cell.least + amount,
  ...(cell.loose === undefined ? {} : { loose: { ...cell.loose, sql: plus(cell.loose.sql, amount) } }),
});

/** Milliseconds of a timespan. */
const millisOf = (cell: Cell): SqlExpression | null => {
  if (cell.form === 'interval') return integer(cell.millis);
  return cell.form === 'duration' ? cell.sql : null;
};

function instants(operator: Operator, left: Cell, right: Cell): Cell | null {
  if (left.form === 'interval' && right.form === 'interval' && operator !== '*') {
    return { form: 'interval', millis: operator === '+' ? left.millis + right.millis : left.millis - right.millis };
  }
  const [a, b] = [millisOf(left), millisOf(right)];
  if (operator === '*') {
    const [span, factor] = a === null ? [b, left] : [a, right];
    if (span === null || factor.form !== 'integer') return null;
    return { form: 'duration', sql: attempt(binary('*', cast(span, 'bigint'), factor.sql)) };
  }
  if (left.form === 'instant' && right.form === 'instant' && operator === '-') {
    return { form: 'duration', sql: call('date_diff', text('millisecond'), right.sql, left.sql) };
  }
  if (left.form === 'instant' && right.form === 'interval') {
    return { form: 'instant', sql: shiftInstant(left.sql, operator === '+' ? right.millis : -right.millis) };
  }
  if (operator === '+' && left.form === 'interval' && right.form === 'instant') {
    return { form: 'instant', sql: shiftInstant(right.sql, left.millis) };
  }
  if (left.form === 'instant' && b !== null) {
    return { form: 'instant', sql: shiftBy(left.sql, operator === '+' ? b : { kind: 'negate', operand: b }) };
  }
  if (right.form === 'instant' && a !== null && operator === '+')
    return { form: 'instant', sql: shiftBy(right.sql, a) };
  return a === null || b === null ? null : { form: 'duration', sql: binary(operator, a, b) };
}

/** An instant and a computed number of milliseconds. */
export const shiftBy = (sql: SqlExpression, millis: SqlExpression): SqlExpression =>
  call('date_add', text('millisecond'), millis, toMilliseconds(sql));

/** A literal without a fraction has whole seconds, to which Trino's date_add rounds. */
export const toMilliseconds = (sql: SqlExpression): SqlExpression =>
  sql.kind === 'instant' ? cast(sql, 'instant') : sql;

/** An instant in the zone that days and hours are counted in; the session may have another. */
export const utc = (sql: SqlExpression): SqlExpression => call('at_timezone', sql, text('UTC'));

export function shiftInstant(sql: SqlExpression, millis: number): SqlExpression {
  if (millis === 0) return sql;
  if (sql.kind === 'instant') return { kind: 'instant', millis: sql.millis + millis };
  return binary(millis > 0 ? '+' : '-', sql, { kind: 'interval', millis: Math.abs(millis) });
}

function reals(operator: Operator, left: Cell, right: Cell, lowering: Lowering): Cell {
  const [a, b] = [asDouble(left), asDouble(right)];
  if (a === null || b === null) return refuseForms(lowering, `${describe(left)} and ${describe(right)}`);
  return { form: 'double', sql: binary(operator, a, b) };
}

function asDouble(cell: Cell): SqlExpression | null {
  if (cell.form === 'double') return cell.sql;
  return cell.form === 'integer' ? { kind: 'cast', operand: cell.sql, type: 'double' } : null;
}

/** Both operands of a division of whole numbers, the divisor NULL for zero. */
function division(lowering: Lowering): { left: SqlExpression; right: SqlExpression } | Cell {
  const [left, right] = [lowering.arg(0), lowering.arg(1)];
  if (left.form === 'null' || right.form === 'null') return { form: 'null' };
  if (left.form !== 'integer' || right.form !== 'integer')
    return refuseForms(lowering, `${describe(left)} and ${describe(right)}`);
  if (right.sql.kind === 'integer' && right.sql.value === 0n) return { form: 'null' };
  const safe = isConstant(right.sql) ? right.sql : call('nullif', right.sql, integer(0));
  return { left: { kind: 'cast', operand: left.sql, type: 'bigint' }, right: safe };
}

/** Division of reals, and of timespans, which gives a real. Null for whole numbers. */
function realDivision(lowering: Lowering): Cell | null {
  const [left, right] = [lowering.arg(0), lowering.arg(1)];
  const [span, unit] = [millisOf(left), millisOf(right)];
  if (span !== null && unit !== null) {
    return { form: 'double', sql: binary('/', double(span), double(unit)) };
  }
  if (left.form !== 'double' && right.form !== 'double') return null;
  const [a, b] = [asDouble(left), asDouble(right)];
  return a === null || b === null ? null : { form: 'double', sql: binary('/', a, b) };
}

const double = (sql: SqlExpression): SqlExpression =>
  sql.kind === 'integer' ? { kind: 'double', value: Number(sql.value) } : cast(sql, 'double');

export const ARITHMETIC: FunctionTable = {
  '+': (lowering) => arithmetic('+', lowering),
  '-': (lowering) => arithmetic('-', lowering),
  '*': (lowering) => arithmetic('*', lowering),

  '/': (lowering) => {
    const ratio = realDivision(lowering);
    if (ratio !== null) return ratio;
    const operands = division(lowering);
    if ('form' in operands) return operands;
    // The least long divided by -1 overflows.
    return integerCell(attempt({ kind: 'quotient', ...operands }), { nullable: true });
  },

  // Never negative: https://learn.microsoft.com/kusto/query/numerical-operators
  '%': (lowering) => {
    const operands = division(lowering);
    if ('form' in operands) return operands;
    const size = call('abs', operands.right);
    const rest = binary('%', operands.left, operands.right);
    return integerCell(attempt(binary('%', binary('+', rest, size), size)), { nullable: true, least: 0n });
  },

  negate: (lowering) => {
    const cell = lowering.arg(0);
    if (cell.form === 'null') return cell;
    if (cell.form === 'interval') return { form: 'interval', millis: -cell.millis };
    if (cell.form === 'double' || cell.form === 'duration')
      return { form: cell.form, sql: { kind: 'negate', operand: cell.sql } };
    if (cell.form !== 'integer') return refuseForms(lowering, describe(cell));
    if (cell.sql.kind === 'integer') return constant(-cell.sql.value);
    return integerCell(attempt({ kind: 'negate', operand: cell.sql }), { nullable: true, small: cell.small });
  },
};
