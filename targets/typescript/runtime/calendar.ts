/** Parts and periods of the calendar. */
export const CALENDAR_HELPERS = {
  dayOf: {
    source: `
/** Days since 1970 of a date; months run on into other years. */
function dayOf(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / 86_400_000;
}`,
  },
  weekdayOf: {
    source: `
/** Of a day since 1970; Sunday is 0. */
function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}`,
  },
  dateOf: {
    needs: ['DateTime', 'dayOf'],
    source: `
/** The date of a time: year, month, day of the month, and day since 1970. */
function dateOf(time: DateTime): readonly [year: number, month: number, day: number, since: number] {
  const [year, month, day] = [Number(time.slice(0, 4)), Number(time.slice(5, 7)), Number(time.slice(8, 10))];
  return [year, month, day, dayOf(year, month, day)];
}`,
  },
  weekOf: {
    needs: ['dayOf', 'weekdayOf'],
    source: `
/** The number of a week in the year of its middle day; weeks begin on a Sunday (0) or a Monday (1). */
function weekOf(day: number, firstWeekday: 0 | 1): number {
  const middle = day - ((weekdayOf(day) - firstWeekday + 7) % 7) + 3;
  const year = new Date(middle * 86_400_000).getUTCFullYear();
  return Math.floor((middle - dayOf(year, 1, 1)) / 7) + 1;
}`,
  },
  timePart: {
    needs: ['DateTime', 'dateOf', 'dayOf', 'weekOf'],
    source: `
/** datetime_part(); null for an unknown part. */
function timePart(part: string, time: DateTime | null): number | null {
  if (time === null) return null;
  const [year, month, day, since] = dateOf(time);
  switch (part.toLowerCase()) {
    case 'year':
      return year;
    case 'quarter':
      return Math.ceil(month / 3);
    case 'month':
      return month;
    case 'week_of_year':
      return weekOf(since, 1);
    case 'weekofyear':
      return weekOf(since, 0);
    case 'day':
      return day;
    case 'dayofyear':
      return since - dayOf(year, 1, 1) + 1;
    case 'hour':
      return Number(time.slice(11, 13));
    case 'minute':
      return Number(time.slice(14, 16));
    case 'second':
      return Number(time.slice(17, 19));
    case 'millisecond':
      return Number(time.slice(20, 23));
    case 'microsecond':
      return Number(time.slice(20, 26));
    case 'nanosecond':
      return Number(time.slice(20, 27)) * 100;
    default:
      return null;
  }
}`,
  },
  weekdaySpan: {
    needs: ['DateTime', 'TimeSpan', 'dateOf', 'weekdayOf'],
    source: `
/** dayofweek(): the days since Sunday. */
function weekdaySpan(time: DateTime | null): TimeSpan | null {
  return time === null ? null : BigInt(weekdayOf(dateOf(time)[3])) * 864_000_000_000n;
}`,
  },
  periodBorder: {
    needs: ['DateTime', 'dateOf', 'dateTimeOf', 'dayOf', 'weekdayOf'],
    source: `
/** The first moment of a period some periods away, or its last; null beyond the calendar. */
function periodBorder(period: string, isEnd: boolean, time: DateTime | null, offset: number | null = 0): DateTime | null {
  if (time === null || offset === null || Math.abs(offset) > 4_000_000) return null;
  const [year, month, , since] = dateOf(time);
  const by = isEnd ? offset + 1 : offset;
  const day =
    period === 'day'
      ? since + by
      : period === 'week'
        ? since - weekdayOf(since) + 7 * by
        : period === 'month'
          ? dayOf(year, month + by, 1)
          : dayOf(year + by, 1, 1);
  return Number.isNaN(day) ? null : dateTimeOf(BigInt(day) * 864_000_000_000n - (isEnd ? 1n : 0n));
}`,
  },
  addPeriods: {
    needs: ['DateTime', 'dateOf', 'dateTimeOf', 'dayOf', 'ticksOf'],
    source: `
/** datetime_add(): a day that the month has not becomes its last; null for an unknown period. */
function addPeriods(period: string, amount: bigint | null, time: DateTime | null): DateTime | null {
  if (amount === null || time === null) return null;
  const months = new Map([['year', 12n], ['quarter', 3n], ['month', 1n]]).get(period.toLowerCase());
  if (months !== undefined) {
    const [year, month, day, since] = dateOf(time);
    const target = BigInt(year * 12 + month - 1) + amount * months;
    if (target < 12n || target >= 120_000n) return null;
    const [toYear, toMonth] = [Number(target / 12n), Number(target % 12n) + 1];
    const last = dayOf(toYear, toMonth + 1, 0);
    const to = Math.min(dayOf(toYear, toMonth, day), last);
    return dateTimeOf(ticksOf(time) + BigInt(to - since) * 864_000_000_000n);
  }
  if (period.toLowerCase() === 'nanosecond') return dateTimeOf(ticksOf(time) + amount / 100n);
  const units = new Map([
    ['week', 6_048_000_000_000n],
    ['day', 864_000_000_000n],
    ['hour', 36_000_000_000n],
    ['minute', 600_000_000n],
    ['second', 10_000_000n],
    ['millisecond', 10_000n],
    ['microsecond', 10n],
  ]);
  const unit = units.get(period.toLowerCase());
  return unit === undefined ? null : dateTimeOf(ticksOf(time) + amount * unit);
}`,
  },
  unixTime: {
    needs: ['DateTime', 'dateTimeOf'],
    source: `
/** A number of units of so many ticks since 1970; fractions are rounded to the nearest tick. */
function unixTime(value: bigint | number | null, unit: number): DateTime | null {
  if (value === null) return null;
  if (typeof value === 'bigint') return dateTimeOf(unit >= 1 ? value * BigInt(unit) : value / BigInt(Math.round(1 / unit)));
  const ticks = value * unit;
  return Number.isFinite(ticks) ? dateTimeOf(BigInt(Math.round(ticks))) : null;
}`,
  },
} as const;
