import { dayNumber, isDate } from '../../schema/calendar.js';
import { isDateTimeTicks } from '../../schema/datetime-text.js';

/**
 * The texts that KQL reads as a datetime, in literals and in `todatetime`: ISO 8601 and "sortable" with one or two digits,
 * RFC 822, RFC 850 (https://learn.microsoft.com/kusto/query/scalar-data-types/datetime#supported-formats), and
 * `month-day-year`, which examples use.
 */
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(.*)$/s;
const MONTH_FIRST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(.*)$/s;
const MONTH_NAMED = /^(?:[a-z]{3,9}, ?)?(\d{1,2})([- ])([a-z]{3})\2(\d{4}|\d{2})(.*)$/is;
const CLOCK = /^(?:T| +)(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,30}))?)?(.*)$/is;
const ZONE = /^ ?(?:Z|GMT|UTC|([+-])(\d{2}):?(\d{2})?)$/i;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** .NET, on which Kusto stands, has no offset beyond 14 hours. */
const MAX_OFFSET_MINUTES = 14 * 60;

/** Ticks of a datetime's text; no offset means UTC. Null for all other text and for what no calendar has. */
export function readDateTime(text: string): bigint | null {
  const date = readDate(text);
  if (date === null || !isDate(date.year, date.month, date.day)) return null;
  const time = date.rest === '' ? { ticks: 0n, rest: '' } : readClock(date.rest);
  if (time === null) return null;
  const offset = time.rest === '' ? 0 : readOffset(time.rest);
  if (offset === null) return null;
  const minutes = dayNumber(date.year, date.month, date.day) * 1440 - offset;
  const ticks = BigInt(minutes) * 600_000_000n + time.ticks;
  return isDateTimeTicks(ticks) ? ticks : null;
}

function readDate(text: string): { year: number; month: number; day: number; rest: string } | null {
  const first = YEAR_FIRST.exec(text);
  if (first !== null)
    return { year: Number(first[1]), month: Number(first[3]), day: Number(first[4]), rest: first[5]! };
  const month = MONTH_FIRST.exec(text);
  if (month !== null)
    return { year: Number(month[4]), month: Number(month[1]), day: Number(month[3]), rest: month[5]! };
  const named = MONTH_NAMED.exec(text);
  if (named === null) return null;
  const year = named[4]!.length === 2 ? fullYear(Number(named[4])) : Number(named[4]);
  return { year, month: MONTHS.indexOf(named[3]!.toLowerCase()) + 1, day: Number(named[1]), rest: named[5]! };
}

/** A year of two digits, as .NET reads it: up to 2049. */
const fullYear = (year: number): number => (year <= 49 ? 2000 + year : 1900 + year);

function readClock(text: string): { ticks: bigint; rest: string } | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const fraction = BigInt((match[4] ?? '').slice(0, 7).padEnd(7, '0'));
  return { ticks: BigInt(hour * 3600 + minute * 60 + second) * 10_000_000n + fraction, rest: match[5]! };
}

/** Minutes east of Greenwich. */
function readOffset(text: string): number | null {
  const match = ZONE.exec(text);
  if (match === null) return null;
  const [hours, minutes] = [Number(match[2] ?? 0), Number(match[3] ?? 0)];
  const size = hours * 60 + minutes;
  return minutes > 59 || size > MAX_OFFSET_MINUTES ? null : match[1] === '-' ? -size : size;
}
