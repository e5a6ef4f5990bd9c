import { DateTime, TimeSpan, type Value } from '../../ir/value.js';
import { functions, type FunctionEntry } from '../function-entry.js';
import { text } from '../json.js';
import { TICKS, clockField, dateOf, dayOfYear, daysOf, weekOfYear, weekdayOf } from './parts.js';

const quarter = (ticks: bigint): number => Math.ceil(dateOf(ticks).month / 3);
const isoWeek = (ticks: bigint): number => weekOfYear(ticks, 1);
/** "The week with the year's first Wednesday in it": https://learn.microsoft.com/kusto/query/week-of-year-function */
const oldWeek = (ticks: bigint): number => weekOfYear(ticks, 0);

const PARTS: ReadonlyMap<string, (ticks: bigint) => number> = new Map([
  ['year', (ticks) => dateOf(ticks).year],
  ['quarter', quarter],
  ['month', (ticks) => dateOf(ticks).month],
  ['week_of_year', isoWeek],
  ['weekofyear', oldWeek],
  ['day', (ticks) => dateOf(ticks).day],
  ['dayofyear', dayOfYear],
  ['hour', (ticks) => clockField(ticks, TICKS.hour, 24n)],
  ['minute', (ticks) => clockField(ticks, TICKS.minute, 60n)],
  ['second', (ticks) => clockField(ticks, TICKS.second, 60n)],
  ['millisecond', (ticks) => clockField(ticks, TICKS.millisecond, 1000n)],
  ['microsecond', (ticks) => clockField(ticks, TICKS.microsecond, 1_000_000n)],
  ['nanosecond', (ticks) => clockField(ticks, 1n, 10_000_000n) * 100],
]);

const reading = (name: string, read: (ticks: bigint) => number, page: string, choice?: string): FunctionEntry => ({
  name,
  page,
  nulls: 'strict',
  ...(choice === undefined ? {} : { choice }),
  evaluate: ([value]: readonly Value[]) => (value instanceof DateTime ? BigInt(read(value.ticks)) : null),
});

export const TIME_READING = functions(
  {
    name: 'datetime_part',
    aliases: ['datepart'],
    page: 'datetime-part-function',
    nulls: 'own',
    choice: 'the part in any case',
    evaluate: ([part, value]) => {
      const read = PARTS.get(text(part!).toLowerCase());
      return read === undefined || !(value instanceof DateTime) ? null : BigInt(read(value.ticks));
    },
  },
  {
    name: 'dayofweek',
    page: 'day-of-week-function',
    nulls: 'strict',
    evaluate: ([value]) =>
      value instanceof DateTime ? new TimeSpan(BigInt(weekdayOf(daysOf(value.ticks))) * TICKS.day) : null,
  },
  reading('dayofmonth', (ticks) => dateOf(ticks).day, 'day-of-month-function'),
  reading('dayofyear', dayOfYear, 'day-of-year-function'),
  reading('hourofday', (ticks) => clockField(ticks, TICKS.hour, 24n), 'hour-of-day-function'),
  reading('monthofyear', (ticks) => dateOf(ticks).month, 'monthofyear-function'),
  reading('getmonth', (ticks) => dateOf(ticks).month, 'getmonth-function'),
  reading('getyear', (ticks) => dateOf(ticks).year, 'getyear-function'),
  reading('week_of_year', isoWeek, 'week-of-year-function'),
  reading('weekofyear', oldWeek, 'week-of-year-function', 'its weeks begin on Sunday'),
);
