import { dateOfDay, dayNumber, type CalendarDate } from '../../schema/calendar.js';

/** Ticks of 100 ns in the units of a clock. */
export const TICKS = {
  microsecond: 10n,
  millisecond: 10_000n,
  second: 10_000_000n,
  minute: 600_000_000n,
  hour: 36_000_000_000n,
  day: 864_000_000_000n,
} as const;

/** Days since 0001-01-01 of a datetime's ticks. */
export const daysOf = (ticks: bigint): number => Number(ticks / TICKS.day);

/** The calendar date of a datetime's ticks. */
export const dateOf = (ticks: bigint): CalendarDate => dateOfDay(daysOf(ticks));

/** 0001-01-01 was a Monday: Sunday is 0. */
export const weekdayOf = (days: number): number => (((days + 1) % 7) + 7) % 7;

/** From 1. */
export const dayOfYear = (ticks: bigint): number => daysOf(ticks) - dayNumber(dateOf(ticks).year, 1, 1) + 1;

/**
 * The number of a week in the year that its middle day lies in: weeks begin on `firstWeekday`, and the first of a year has
 * at least four of its days.
 */
export function weekOfYear(ticks: bigint, firstWeekday: 0 | 1): number {
  const days = daysOf(ticks);
  const start = days - ((weekdayOf(days) - firstWeekday + 7) % 7);
  const middle = start + 3;
  return Math.floor((middle - dayNumber(dateOfDay(middle).year, 1, 1)) / 7) + 1;
}

/** One field of a clock: how many whole `unit`s there are, up to `size`. */
export const clockField = (ticks: bigint, unit: bigint, size: bigint): number => Number((ticks / unit) % size);
