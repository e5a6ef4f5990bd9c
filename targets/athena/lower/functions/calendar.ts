import type { SqlExpression } from '../../sql/tree.js';
import { attempt, binary, call, cast, integer, text, when } from '../../sql/build.js';
import { describe, type Cell } from '../cell.js';
import { integerCell } from '../dynamic.js';
import { textCell } from '../text.js';
import { shiftBy, shiftInstant, toMilliseconds, utc } from './arithmetic.js';
import { refuseForms, textArg, type FunctionTable, type LowerFunction, type Lowering } from './entry.js';
import { formatInstant } from './instant-format.js';

const DAY = 86_400_000;

/** Amounts up to here keep times of logs within the years 1 to 9999, beyond which KQL has null. */
const MAX_YEARS = 1000;

type Read = (instant: SqlExpression) => SqlExpression;

const part =
  (name: string): Read =>
  (instant) =>
    call(name, utc(instant));

const millisecond: Read = (instant) => binary('%', part('millisecond')(instant), integer(1000));

const times =
  (read: Read, factor: number): Read =>
  (instant) =>
    binary('*', read(instant), integer(factor));

/** Trino's names for what datetime_part reads; week_of_year is ISO's in both. */
const PARTS: Readonly<Record<string, Read>> = {
  year: part('year'),
  quarter: part('quarter'),
  month: part('month'),
  week_of_year: part('week'),
  day: part('day'),
  dayofyear: part('day_of_year'),
  hour: part('hour'),
  minute: part('minute'),
  second: part('second'),
  millisecond,
  microsecond: times(millisecond, 1000),
  nanosecond: times(millisecond, 1_000_000),
};

/** The instant of an argument; null where that settles the result. */
function instantArg(lowering: Lowering, at: number): SqlExpression | Cell {
  const cell = lowering.arg(at);
  if (cell.form === 'instant') return cell.sql;
  return cell.form === 'null' ? cell : refuseForms(lowering, describe(cell));
}

const isCell = (value: SqlExpression | Cell): value is Cell => 'form' in value;

const reading =
  (read: Read): LowerFunction =>
  (lowering) => {
    const instant = instantArg(lowering, 0);
    return isCell(instant) ? instant : integerCell(read(instant), { nullable: true, least: 0n, small: true });
  };

/** A constant whole number, or null after a refusal. */
function constantArg(lowering: Lowering, at: number, limit: number): number | null {
  const cell = lowering.arg(at);
  const value = cell.form === 'integer' && cell.sql.kind === 'integer' ? Number(cell.sql.value) : null;
  if (value !== null && Math.abs(value) <= limit) return value;
  lowering.context.refuse('RP3207', [lowering.call.fn], lowering.call.args[at]?.span ?? lowering.call.span);
  return null;
}

/** The first instant of a period, some periods on. Weeks begin on Sunday, Trino's on Monday. */
const startOf =
  (period: 'day' | 'week' | 'month' | 'year', perYear: number): LowerFunction =>
  (lowering) => {
    const instant = instantArg(lowering, 0);
    if (isCell(instant)) return instant;
    const offset = lowering.call.args.length < 2 ? 0 : constantArg(lowering, 1, MAX_YEARS * perYear);
    if (offset === null) return { form: 'null' };
    const begun = (sql: SqlExpression): SqlExpression => call('date_trunc', text(period), utc(sql));
    if (period === 'week')
      return { form: 'instant', sql: shiftInstant(begun(shiftInstant(instant, DAY)), (7 * offset - 1) * DAY) };
    if (offset === 0) return { form: 'instant', sql: begun(instant) };
    return { form: 'instant', sql: call('date_add', text(period), integer(offset), begun(instant)) };
  };

const PER_YEAR: Readonly<Record<string, number>> = {
  year: 1,
  quarter: 4,
  month: 12,
  week: 52,
  day: 365,
  hour: 8760,
  minute: 525_600,
  second: 31_536_000,
  millisecond: 31_536_000_000,
};

/** datetime_add: a day that the month has not becomes its last, in Trino as well. */
function add(lowering: Lowering): Cell {
  const { call: node, context } = lowering;
  const period = textArg(lowering, 0).sql;
  const unit = period.kind === 'string' ? period.value.toLowerCase() : '';
  const perYear = PER_YEAR[unit];
  if (perYear === undefined) return context.refuse('RP3207', ['datetime_add'], node.span);
  const amount = constantArg(lowering, 1, MAX_YEARS * perYear);
  const instant = instantArg(lowering, 2);
  if (isCell(instant)) return instant;
  if (amount === null) return { form: 'null' };
  return { form: 'instant', sql: call('date_add', text(unit), integer(amount), utc(toMilliseconds(instant))) };
}

const EPOCH: SqlExpression = { kind: 'instant', millis: 0 };

/** Milliseconds since 1970 of the first instant of the year 1, and of the last of 9999. */
const FIRST = -62_135_596_800_000;
const LAST = 253_402_300_799_999;

/** Whole units since 1970; fractions would be finer than Athena's instants. */
const unixTime =
  (unit: number): LowerFunction =>
  (lowering) => {
    const cell = lowering.arg(0);
    if (cell.form === 'null') return cell;
    if (cell.form !== 'integer') return refuseForms(lowering, describe(cell));
    const count = cast(cell.sql, 'bigint');
    const inRange: SqlExpression = {
      kind: 'logical',
      operator: 'AND',
      operands: [
        binary('>=', count, integer(Math.ceil(FIRST / unit))),
        binary('<=', count, integer(Math.floor(LAST / unit))),
      ],
    };
    const millis = unit === 1 ? count : binary('*', count, integer(unit));
    return { form: 'instant', sql: when(inRange, attempt(shiftBy(EPOCH, millis)), null) };
  };

export const CALENDAR: FunctionTable = {
  startofday: startOf('day', 365),
  startofweek: startOf('week', 52),
  startofmonth: startOf('month', 12),
  startofyear: startOf('year', 1),

  dayofmonth: reading(part('day')),
  dayofyear: reading(part('day_of_year')),
  hourofday: reading(part('hour')),
  monthofyear: reading(part('month')),
  getmonth: reading(part('month')),
  getyear: reading(part('year')),
  week_of_year: reading(part('week')),

  datetime_part: (lowering) => {
    const name = textArg(lowering, 0).sql;
    const read = name.kind === 'string' ? PARTS[name.value.toLowerCase()] : undefined;
    if (read === undefined) return lowering.context.refuse('RP3207', ['datetime_part'], lowering.call.span);
    const instant = instantArg(lowering, 1);
    return isCell(instant) ? instant : integerCell(read(instant), { nullable: true, least: 0n, small: true });
  },

  // Days since Sunday; Trino's Sunday is the seventh.
  dayofweek: (lowering) => {
    const instant = instantArg(lowering, 0);
    if (isCell(instant)) return instant;
    const days = binary('%', part('day_of_week')(instant), integer(7));
    return { form: 'duration', sql: binary('*', days, integer(DAY)) };
  },

  datetime_add: add,
  unixtime_seconds_todatetime: unixTime(1000),
  unixtime_milliseconds_todatetime: unixTime(1),

  format_datetime: (lowering) => {
    const pattern = textArg(lowering, 1).sql;
    if (pattern.kind !== 'string')
      return lowering.context.refuse('RP3207', ['the format of format_datetime'], lowering.call.span);
    const instant = instantArg(lowering, 0);
    if (isCell(instant)) return textCell(text(''));
    const sql = formatInstant(utc(instant), pattern.value);
    return sql === null ? refuseForms(lowering, `the format ${pattern.value}`) : textCell(sql, true);
  },
};
