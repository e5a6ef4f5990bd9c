import { DateTime, type Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';
import { TICKS, dateOf, daysOf } from './parts.js';

const months = (ticks: bigint): bigint => {
  const { year, month } = dateOf(ticks);
  return BigInt(year * 12 + month - 1);
};

/** Number of each period that a datetime lies in, counted from any fixed one. */
const PERIODS: ReadonlyMap<string, (ticks: bigint) => bigint> = new Map([
  ['year', (ticks) => BigInt(dateOf(ticks).year)],
  ['quarter', (ticks) => months(ticks) / 3n],
  ['month', months],
  // Weeks begin on Sunday, the day before 0001-01-01.
  ['week', (ticks) => BigInt(Math.floor((daysOf(ticks) + 1) / 7))],
  ['day', (ticks) => ticks / TICKS.day],
  ['hour', (ticks) => ticks / TICKS.hour],
  ['minute', (ticks) => ticks / TICKS.minute],
  ['second', (ticks) => ticks / TICKS.second],
  ['millisecond', (ticks) => ticks / TICKS.millisecond],
  ['microsecond', (ticks) => ticks / TICKS.microsecond],
  ['nanosecond', (ticks) => ticks * 100n],
]);

/** How many borders between two periods lie between two datetimes. */
function difference([period, later, earlier]: readonly Value[]): Value {
  const number = PERIODS.get(text(period!).toLowerCase());
  if (number === undefined || !(later instanceof DateTime) || !(earlier instanceof DateTime)) return null;
  return number(later.ticks) - number(earlier.ticks);
}

export const DIFFERENCE = functions({
  name: 'datetime_diff',
  page: 'datetime-diff-function',
  nulls: 'own',
  choice: 'weeks begin on Sunday; the period in any case',
  evaluate: difference,
});
