import { parseDateTime } from '../../../../src/schema/datetime-text.js';

export const DATE_PARTS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;

export type DatePart = (typeof DATE_PARTS)[number];

/** Which numbers a part can be, for a rule that asks for others can never match. ISO 8601 also knows a week 53. */
export const DATE_PART_RANGE: Readonly<Record<DatePart, readonly [number, number]>> = {
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  week: [1, 53],
  month: [1, 12],
  year: [1, 9999],
};

const ISO_8601 = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?/;

/**
 * A part of a date in ISO 8601, as it is written: the appendix has no conversion of time zones or formats. Null where the
 * text is no date or has no such part.
 */
export function datePart(text: string, part: DatePart): number | null {
  const match = ISO_8601.exec(text);
  if (match === null || parseDateTime(text.replace(' ', 'T')) === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  switch (part) {
    case 'year':
      return year;
    case 'month':
      return month;
    case 'week':
      return isoWeek(year, month, day);
    case 'day':
      return day;
    case 'hour':
      return match[4] === undefined ? null : Number(match[4]);
    case 'minute':
      return match[5] === undefined ? null : Number(match[5]);
  }
}

const MS_PER_DAY = 86_400_000;

/** Weeks begin on Monday; the first one holds the year's first Thursday. */
function isoWeek(year: number, month: number, day: number): number {
  const date = utcDate(year, month, day);
  const thursday = date + (3 - ((new Date(date).getUTCDay() + 6) % 7)) * MS_PER_DAY;
  const firstDay = utcDate(new Date(thursday).getUTCFullYear(), 1, 1);
  return Math.floor((thursday - firstDay) / MS_PER_DAY / 7) + 1;
}

/** `Date.UTC` takes years below 100 for the 20th century. */
const utcDate = (year: number, month: number, day: number): number => new Date(0).setUTCFullYear(year, month - 1, day);
