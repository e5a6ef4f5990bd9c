import { parseDateTime, unixMillisecondsOfTicks } from '../../../../src/schema/datetime-text.js';

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

/**
 * A part of a date in ISO 8601, in UTC: the appendix says nothing of time zones, and rsigma and pySigma's sqlite backend agree
 * on it. Null where the text is no date or has no such part.
 */
export function datePart(text: string, part: DatePart): number | null {
  const normal = text.replace(' ', 'T');
  const ticks = parseDateTime(normal);
  if (ticks === null) return null;
  const date = new Date(unixMillisecondsOfTicks(ticks));
  const hasClock = normal.includes('T');
  switch (part) {
    case 'year':
      return date.getUTCFullYear();
    case 'month':
      return date.getUTCMonth() + 1;
    case 'week':
      return isoWeek(date);
    case 'day':
      return date.getUTCDate();
    case 'hour':
      return hasClock ? date.getUTCHours() : null;
    case 'minute':
      return hasClock ? date.getUTCMinutes() : null;
  }
}

const MS_PER_DAY = 86_400_000;

/** Weeks begin on Monday; the first one holds the year's first Thursday. */
function isoWeek(date: Date): number {
  const thursday = date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * MS_PER_DAY;
  // `Date.UTC` takes years below 100 for the 20th century.
  const firstDay = new Date(0).setUTCFullYear(new Date(thursday).getUTCFullYear(), 0, 1);
  return Math.floor((thursday - firstDay) / MS_PER_DAY / 7) + 1;
}
