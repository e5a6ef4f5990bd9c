import { dateOfDay, type CalendarDate } from '../../schema/calendar.js';

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
export const weekdayOf = (days: number): number => (days + 1) % 7;
