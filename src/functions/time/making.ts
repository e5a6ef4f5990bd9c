import { DateTime, type Value } from '../../ir/value.js';
import { dayNumber, daysInMonth, isDate } from '../../schema/calendar.js';
import { functions, type FunctionEntry } from '../function-entry.js';
import { text } from '../json.js';
import { count, dateTime, real, timeSpan } from '../values.js';
import { TICKS, dateOf, daysOf } from './parts.js';

const TICKS_TO_1970 = 719_162n * TICKS.day;

/** A number of units as ticks, rounded to the nearest one; null for NaN and infinities. */
function ticksOf(value: Value, unit: number): bigint | null {
  if (typeof value === 'bigint') return unit >= 1 ? value * BigInt(unit) : value / BigInt(Math.round(1 / unit));
  const ticks = (real(value) ?? NaN) * unit;
  return Number.isFinite(ticks) ? BigInt(Math.round(ticks)) : null;
}

const unixTime = (unit: string, ticks: number): FunctionEntry => ({
  name: `unixtime_${unit}_todatetime`,
  page: `unixtime-${unit}-todatetime-function`,
  nulls: 'own',
  choice: 'fractions are rounded to 100 ns, whole nanoseconds cut off; out of range is null',
  evaluate: ([value]: readonly Value[]) => {
    const since = ticksOf(value!, ticks);
    return since === null ? null : dateTime(TICKS_TO_1970 + since);
  },
});

/** A clock's time in ticks; null for what no clock shows. */
function clockTicks(hour: Value, minute: Value, second: Value): bigint | null {
  const [hours, minutes, seconds] = [count(hour), count(minute), real(second)];
  if (hours === null || minutes === null || seconds === null) return null;
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || !(seconds >= 0 && seconds < 60)) return null;
  const ticks = BigInt(Math.round(seconds * 1e7));
  // What rounds up to a whole minute is beyond the last second.
  return ticks >= TICKS.minute ? null : BigInt(hours) * TICKS.hour + BigInt(minutes) * TICKS.minute + ticks;
}

function makeDateTime([year, month, day, hour = 0n, minute = 0n, second = 0n]: readonly Value[]): Value {
  const [y, m, d] = [count(year), count(month), count(day)];
  const clock = clockTicks(hour, minute, second);
  if (y === null || m === null || d === null || clock === null || !isDate(y, m, d)) return null;
  return dateTime(BigInt(dayNumber(y, m, d)) * TICKS.day + clock);
}

/** `(hour, minute[, second])` or `(day, hour, minute, second)`. */
function makeTimeSpan(args: readonly Value[]): Value {
  const [days, [hour, minute, second = 0n]] = args.length === 4 ? [args[0]!, args.slice(1)] : [0n, args];
  const clock = clockTicks(hour!, minute!, second);
  return typeof days !== 'bigint' || clock === null ? null : timeSpan(days * TICKS.day + clock);
}

type Add = (ticks: bigint, amount: bigint) => bigint | null;

const addTicks =
  (unit: bigint): Add =>
  (ticks, amount) =>
    ticks + amount * unit;

/** The same day of another month, or the last one that it has. */
const addMonths =
  (months: bigint): Add =>
  (ticks, amount) => {
    const date = dateOf(ticks);
    const target = BigInt(date.year * 12 + date.month - 1) + amount * months;
    if (target < 12n || target >= 120_000n) return null;
    const [year, month] = [Number(target / 12n), Number(target % 12n) + 1];
    const day = dayNumber(year, month, Math.min(date.day, daysInMonth(year, month)));
    return BigInt(day) * TICKS.day + ticks - BigInt(daysOf(ticks)) * TICKS.day;
  };

const ADD: ReadonlyMap<string, Add> = new Map([
  ['year', addMonths(12n)],
  ['quarter', addMonths(3n)],
  ['month', addMonths(1n)],
  ['week', addTicks(7n * TICKS.day)],
  ['day', addTicks(TICKS.day)],
  ['hour', addTicks(TICKS.hour)],
  ['minute', addTicks(TICKS.minute)],
  ['second', addTicks(TICKS.second)],
  ['millisecond', addTicks(TICKS.millisecond)],
  ['microsecond', addTicks(TICKS.microsecond)],
  ['nanosecond', (ticks, amount) => ticks + amount / 100n],
]);

export const TIME_MAKING = functions(
  {
    name: 'make_datetime',
    page: 'make-datetime-function',
    nulls: 'own',
    choice: 'the year 0 is null as well; seconds are rounded to 100 ns',
    evaluate: makeDateTime,
  },
  {
    name: 'make_timespan',
    page: 'make-timespan-function',
    nulls: 'own',
    choice: 'seconds are rounded to 100 ns',
    evaluate: makeTimeSpan,
  },
  {
    name: 'datetime_add',
    page: 'datetime-add-function',
    nulls: 'own',
    choice: 'a day that the month has not becomes its last; nanoseconds are cut off to 100; out of range is null',
    evaluate: ([period, amount, value]) => {
      const add = ADD.get(text(period!).toLowerCase());
      if (add === undefined || typeof amount !== 'bigint' || !(value instanceof DateTime)) return null;
      const ticks = add(value.ticks, amount);
      return ticks === null ? null : dateTime(ticks);
    },
  },
  unixTime('seconds', 1e7),
  unixTime('milliseconds', 1e4),
  unixTime('microseconds', 10),
  unixTime('nanoseconds', 0.01),
);
