import { attempt, binary, call, cast, coalesce, integer, FALSE } from '../../sql/build.js';
import type { SqlExpression } from '../../sql/tree.js';
import { describe, type Cell } from '../cell.js';
import { integerCell } from '../dynamic.js';
import { condition, refuseForms, type FunctionTable, type LowerFunction } from './entry.js';

const double = (value: number): SqlExpression => ({ kind: 'double', value });

/** A number as a real; null for what is none. */
function real(cell: Cell): SqlExpression | null {
  if (cell.form === 'double') return cell.sql;
  return cell.form === 'integer' ? cast(cell.sql, 'double') : null;
}

/** A test of a real, false for null. */
const test =
  (name: string): LowerFunction =>
  (lowering) => {
    const cell = lowering.arg(0);
    if (cell.form === 'null') return condition(FALSE);
    const value = real(cell);
    return value === null ? refuseForms(lowering, describe(cell)) : condition(coalesce(call(name, value), FALSE));
  };

/** Bits of longs. */
const bits =
  (name: string): LowerFunction =>
  (lowering) => {
    const cells = lowering.call.args.map((_, at) => lowering.arg(at));
    if (cells.some(({ form }) => form === 'null')) return { form: 'null' };
    const values = cells.flatMap((cell) => (cell.form === 'integer' ? [cast(cell.sql, 'bigint')] : []));
    if (values.length < cells.length) return refuseForms(lowering, cells.map(describe).join(' and '));
    return integerCell(call(name, ...values), { nullable: true });
  };

export const MATHEMATICS: FunctionTable = {
  // The least long has none.
  abs: (lowering) => {
    const cell = lowering.arg(0);
    switch (cell.form) {
      case 'null':
        return cell;
      case 'interval':
        return { ...cell, millis: Math.abs(cell.millis) };
      case 'double':
      case 'duration':
        return { form: cell.form, sql: call('abs', cell.sql) };
      case 'integer':
        return integerCell(attempt(call('abs', cast(cell.sql, 'bigint'))), {
          nullable: true,
          least: 0n,
          small: cell.small,
        });
      default:
        return refuseForms(lowering, describe(cell));
    }
  },

  // Halves go away from zero, after scaling in doubles.
  round: (lowering) => {
    const cell = lowering.arg(0);
    if (cell.form === 'null') return cell;
    const value = real(cell);
    if (value === null) return refuseForms(lowering, describe(cell));
    const places = lowering.call.args.length < 2 ? integerCell(integer(0)) : lowering.arg(1);
    if (places.form !== 'integer' || places.sql.kind !== 'integer')
      return lowering.context.refuse('RP3207', ['the places of round'], lowering.call.span);
    const count = Number(places.sql.value);
    // Whole numbers have their own way beyond 2^53; a factor beyond 10^15 is no longer exact.
    if (cell.form === 'integer' || Math.abs(count) > 15) return refuseForms(lowering, describe(cell));
    if (count === 0) return { form: 'double', sql: call('round', value) };
    const factor = double(10 ** Math.abs(count));
    const [scale, back] = count > 0 ? (['*', '/'] as const) : (['/', '*'] as const);
    return { form: 'double', sql: binary(back, call('round', binary(scale, value, factor)), factor) };
  },

  sqrt: (lowering) => {
    const cell = lowering.arg(0);
    if (cell.form === 'null') return cell;
    const value = real(cell);
    if (value === null) return refuseForms(lowering, describe(cell));
    return {
      form: 'double',
      sql: {
        kind: 'case',
        branches: [{ when: binary('>=', value, double(0)), then: call('sqrt', value) }],
        otherwise: null,
      },
    };
  },

  pi: () => ({ form: 'double', sql: double(Math.PI) }),
  isnan: test('is_nan'),
  isinf: test('is_infinite'),
  isfinite: test('is_finite'),
  binary_and: bits('bitwise_and'),
  binary_or: bits('bitwise_or'),
  binary_xor: bits('bitwise_xor'),
  binary_not: bits('bitwise_not'),
};
