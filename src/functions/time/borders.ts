import { DateTime, type Value } from '../../ir/value.js';
import { dateOfDay, dayNumber } from '../../schema/calendar.js';
import { functions, type FunctionEntry } from '../function-entry.js';
import { count, dateTime } from '../values.js';
import { TICKS, daysOf, weekdayOf } from './parts.js';

/** The day on which a period begins, `offset` periods after the one of a day. */
type FirstDay = (days: number, offset: number) => number;

/** Farther than any datetime is from another, in whatever period. */
const FAR = 4_000_000;

const firstOfMonth = (days: number, offset: number): number => {
  const { year, month } = dateOfDay(days);
  const months = year * 12 + month - 1 + offset;
  return dayNumber(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1);
};

const PERIODS: readonly (readonly [string, FirstDay])[] = [
  ['day', (days, offset) => days + offset],
  // Weeks begin on Sunday: https://learn.microsoft.com/kusto/query/startofweek-function
  ['week', (days, offset) => days - weekdayOf(days) + offset * 7],
  ['month', firstOfMonth],
  ['year', (days, offset) => dayNumber(dateOfDay(days).year + offset, 1, 1)],
];

/** The first tick of a period, or the last tick, which is the one before the next. */
const border = (name: string, first: FirstDay, isEnd: boolean): FunctionEntry => ({
  name,
  page: `${name}-function`,
  nulls: 'strict',
  choice: 'out of the range of datetime is null',
  evaluate: ([value, offset = 0n]: readonly Value[]) => {
    const by = count(offset);
    if (!(value instanceof DateTime) || by === null || Math.abs(by) > FAR) return null;
    const day = BigInt(first(daysOf(value.ticks), isEnd ? by + 1 : by));
    return dateTime(day * TICKS.day - (isEnd ? 1n : 0n));
  },
});

export const TIME_BORDERS = functions(
  ...PERIODS.flatMap(([period, first]) => [
    border(`startof${period}`, first, false),
    border(`endof${period}`, first, true),
  ]),
);
