import { attempt, binary, call, integer, text } from '../../sql/build.js';
import type { SqlExpression } from '../../sql/tree.js';
import { describe, type Cell } from '../cell.js';
import type { LoweringContext } from '../context.js';
import { integerCell } from '../dynamic.js';
import { shiftInstant, utc } from './arithmetic.js';
import { refuseForms, type FunctionTable, type Lowering } from './entry.js';

/** The clock of the run: an instant that is written in, or the engine's own. */
export const nowOf = (context: LoweringContext): SqlExpression =>
  context.clock.now === null ? { kind: 'current-timestamp' } : { kind: 'instant', millis: context.clock.now };

/** One instant for a whole query: https://learn.microsoft.com/kusto/query/now-function */
export const TIME: FunctionTable = {
  now: (lowering): Cell => {
    const now = nowOf(lowering.context);
    if (lowering.call.args.length === 0) return { form: 'instant', sql: now };
    const offset = lowering.arg(0);
    if (offset.form !== 'interval') return refuseForms(lowering, describe(offset));
    return { form: 'instant', sql: shiftInstant(now, offset.millis) };
  },
  ago: (lowering): Cell => {
    const span = lowering.arg(0);
    if (span.form !== 'interval') return refuseForms(lowering, describe(span));
    return { form: 'instant', sql: shiftInstant(nowOf(lowering.context), -span.millis) };
  },
  datetime_diff: difference,
};

const PERIODS: ReadonlySet<string> = new Set([
  'year',
  'quarter',
  'month',
  'day',
  'hour',
  'minute',
  'second',
  'millisecond',
]);

/** How many borders of the period lie between two instants; date_diff counts whole periods. */
function difference(lowering: Lowering): Cell {
  const { call: node, context } = lowering;
  const period = node.args[0];
  if (period?.kind !== 'literal' || typeof period.value !== 'string')
    return context.refuse('RP3207', ['datetime_diff'], node.span);
  const [later, earlier] = [lowering.arg(1), lowering.arg(2)];
  if (later.form === 'null' || earlier.form === 'null') return { form: 'null' };
  if (later.form !== 'instant' || earlier.form !== 'instant')
    return refuseForms(lowering, `${describe(later)} and ${describe(earlier)}`);
  const unit = period.value.toLowerCase();
  const borders = (name: string, ...[a, b]: readonly [SqlExpression, SqlExpression]): SqlExpression =>
    call('date_diff', text(name), call('date_trunc', text(name), utc(a)), call('date_trunc', text(name), utc(b)));
  const made = (sql: SqlExpression): Cell => integerCell(sql, { nullable: true });
  if (unit === 'millisecond') return made(call('date_diff', text(unit), earlier.sql, later.sql));
  if (PERIODS.has(unit)) return made(borders(unit, earlier.sql, later.sql));
  // Weeks begin on Sunday, Trino's on Monday.
  if (unit === 'week') return made(borders(unit, shiftInstant(earlier.sql, DAY), shiftInstant(later.sql, DAY)));
  if (unit === 'microsecond' || unit === 'nanosecond') {
    const millis = call('date_diff', text('millisecond'), earlier.sql, later.sql);
    return made(attempt(binary('*', millis, integer(unit === 'microsecond' ? 1000 : 1_000_000))));
  }
  return { form: 'null' };
}

const DAY = 86_400_000;
