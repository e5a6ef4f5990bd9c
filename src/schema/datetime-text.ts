/**
 * ISO 8601 text to and from KQL's datetime: 100 ns ticks since 0001-01-01T00:00:00Z.
 * https://learn.microsoft.com/kusto/query/scalar-data-types/datetime
 */
import { dateOfDay, dayNumber, isDate } from './calendar.js';

export const TICKS_PER_SECOND = 10_000_000n;
const TICKS_PER_MILLISECOND = 10_000n;
const SECONDS_PER_DAY = 86_400;
const DAYS_TO_1970 = 719_162;
const TICKS_TO_1970 = BigInt(DAYS_TO_1970) * BigInt(SECONDS_PER_DAY) * TICKS_PER_SECOND;

/** The last tick of 9999-12-31, the greatest datetime. */
export const MAX_DATETIME_TICKS = 3_155_378_975_999_999_999n;

const ISO_8601 = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?(?:Z|([+-])(\d{2}):(\d{2}))?)?$/;

/** .NET, on which Kusto stands, has no offset beyond 14 hours. */
const MAX_OFFSET_MINUTES = 14 * 60;

/**
 * Ticks of `yyyy-MM-dd` or `yyyy-MM-ddTHH:mm:ss[.f..fffffff][Z|±hh:mm]`; no offset means UTC. Null for all other text and
 * for what no calendar has (30 February, hour 24, second 60, years before 1 or after 9999).
 */
export function parseDateTime(text: string): bigint | null {
  const match = ISO_8601.exec(text);
  if (match === null) return null;
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
  if (!isDate(year, month, day)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;

  const offsetMinutes = part(9) * 60 + part(10);
  if (part(10) > 59 || offsetMinutes > MAX_OFFSET_MINUTES) return null;
  const offset = match[8] === '-' ? -offsetMinutes : offsetMinutes;

  const seconds = dayNumber(year, month, day) * SECONDS_PER_DAY + hour * 3600 + (minute - offset) * 60 + second;
  const ticks = BigInt(seconds) * TICKS_PER_SECOND + BigInt((match[7] ?? '').padEnd(7, '0'));
  return isDateTimeTicks(ticks) ? ticks : null;
}

/** `yyyy-MM-ddTHH:mm:ss.fffffffZ`. The ticks must be a datetime's (`isDateTimeTicks`). */
export function formatDateTime(ticks: bigint): string {
  const { year, month, day } = dateOfDay(Number(ticks / TICKS_PER_SECOND / BigInt(SECONDS_PER_DAY)));
  const seconds = Number((ticks / TICKS_PER_SECOND) % BigInt(SECONDS_PER_DAY));
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((n) => pad(n, 2));
  const fraction = pad(ticks % TICKS_PER_SECOND, 7);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${clock.join(':')}.${fraction}Z`;
}

export const isDateTimeTicks = (ticks: bigint): boolean => ticks >= 0n && ticks <= MAX_DATETIME_TICKS;

/** Whole milliseconds since 1970, as JavaScript's clocks count. */
export const ticksOfUnixMilliseconds = (milliseconds: number): bigint =>
  BigInt(Math.trunc(milliseconds)) * TICKS_PER_MILLISECOND + TICKS_TO_1970;

/** Milliseconds since 1970, what is below a millisecond cut off downwards. */
export function unixMillisecondsOfTicks(ticks: bigint): number {
  const sinceEpoch = ticks - TICKS_TO_1970;
  const remainder = ((sinceEpoch % TICKS_PER_MILLISECOND) + TICKS_PER_MILLISECOND) % TICKS_PER_MILLISECOND;
  return Number((sinceEpoch - remainder) / TICKS_PER_MILLISECOND);
}

const pad = (value: number | bigint, width: number): string => String(value).padStart(width, '0');
