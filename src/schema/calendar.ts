/** The proleptic Gregorian calendar of KQL's datetime, years 1 to 9999. Days count from 0001-01-01, a Monday, which is 0. */

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether a calendar has this day. */
export const isDate = (year: number, month: number, day: number): boolean =>
  year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);

/** The number of a day that the calendar has. */
export function dayNumber(year: number, month: number, day: number): number {
  const years = year - 1;
  let days = years * 365 + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  for (let earlier = 1; earlier < month; earlier++) days += daysInMonth(year, earlier);
  return days + day - 1;
}

export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The inverse of `dayNumber`. */
export function dateOfDay(days: number): CalendarDate {
  let year = Math.floor(days / 365.2425) + 1;
  while (dayNumber(year, 1, 1) > days) year--;
  while (dayNumber(year + 1, 1, 1) <= days) year++;
  let month = 1;
  while (month < 12 && dayNumber(year, month + 1, 1) <= days) month++;
  return { year, month, day: days - dayNumber(year, month, 1) + 1 };
}
