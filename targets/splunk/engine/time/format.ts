import { daysOf } from './epoch.js';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']; // prettier-ignore
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A point in time in UTC, the only time zone of this engine. */
interface Moment {
  readonly date: Date;
  /** Nanoseconds within the second, nine digits. */
  readonly nanos: string;
  readonly seconds: number;
}

const pad = (value: number, width = 2, fill = '0'): string => String(value).padStart(width, fill);
const hour12 = (date: Date): number => date.getUTCHours() % 12 || 12;
const dayOfYear = (date: Date): number => (date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000;
const isoDate = (date: Date): string =>
  `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
const clock = (date: Date): string =>
  `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`;

/** Search Reference, "Date and time format variables". */
const FORMATS: Readonly<Record<string, (moment: Moment) => string>> = {
  Y: ({ date }) => pad(date.getUTCFullYear(), 4),
  y: ({ date }) => pad(date.getUTCFullYear() % 100),
  m: ({ date }) => pad(date.getUTCMonth() + 1),
  B: ({ date }) => MONTHS[date.getUTCMonth()]!,
  b: ({ date }) => MONTHS[date.getUTCMonth()]!.slice(0, 3),
  d: ({ date }) => pad(date.getUTCDate()),
  e: ({ date }) => pad(date.getUTCDate(), 2, ' '),
  j: ({ date }) => pad(Math.floor(dayOfYear(date)) + 1, 3),
  A: ({ date }) => DAYS[date.getUTCDay()]!,
  a: ({ date }) => DAYS[date.getUTCDay()]!.slice(0, 3),
  w: ({ date }) => String(date.getUTCDay()),
  H: ({ date }) => pad(date.getUTCHours()),
  k: ({ date }) => pad(date.getUTCHours(), 2, ' '),
  I: ({ date }) => pad(hour12(date)),
  l: ({ date }) => pad(hour12(date), 2, ' '),
  M: ({ date }) => pad(date.getUTCMinutes()),
  S: ({ date }) => pad(date.getUTCSeconds()),
  p: ({ date }) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  T: ({ date }) => clock(date),
  F: ({ date }) => isoDate(date),
  s: ({ seconds }) => String(Math.floor(seconds)),
  z: () => '+0000',
  ':z': () => '+00:00',
  '::z': () => '+00:00:00',
  Z: () => 'UTC',
  N: ({ nanos }) => nanos,
  Q: ({ nanos }) => nanos.slice(0, 3),
  '%': () => '%',
};
for (const digits of [3, 6, 9]) {
  Object.assign(FORMATS, {
    [`${digits}N`]: ({ nanos }: Moment) => nanos.slice(0, digits),
    [`${digits}Q`]: ({ nanos }: Moment) => nanos.slice(0, digits),
  });
}

const VARIABLE = /%(:{0,2}z|[369][NQ]|[A-Za-z%])/gu;

/** The first variable of a format that this engine does not know, or null. */
export function unknownVariable(format: string): string | null {
  for (const match of format.matchAll(VARIABLE)) if (!Object.hasOwn(FORMATS, match[1]!)) return match[0];
  return null;
}

/** Formats seconds since 1970 in UTC; null for times that have no date. */
export function formatTime(seconds: number, format: string): string | null {
  const whole = Math.floor(seconds);
  const date = new Date(whole * 1000);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999) return null;
  // Microseconds are what a double of today's epoch can hold.
  const nanos = pad(Math.min(999_999, Math.round((seconds - whole) * 1e6)), 6) + '000';
  return format.replace(VARIABLE, (_, variable: string) => FORMATS[variable]!({ date, nanos, seconds }));
}

interface Parts {
  year?: number;
  month?: number;
  day?: number;
  hour?: number;
  hour12?: number;
  afternoon?: boolean;
  minute?: number;
  second?: number;
  fraction?: number;
  offset?: number;
  epoch?: number;
}

/** A pattern, and what stores its text; false for text that is no such part. */
type ReadVariable = readonly [pattern: string, store: (parts: Parts, text: string) => boolean];

const set = (parts: Parts, found: Parts): true => {
  Object.assign(parts, found);
  return true;
};

const nameIndex = (names: readonly string[], text: string): number =>
  names.findIndex((name) => name.slice(0, 3).toLowerCase() === text.slice(0, 3).toLowerCase());
const MONTH_PATTERN = MONTHS.flatMap((name) => [name, name.slice(0, 3)]).join('|');
const DAY_PATTERN = DAYS.flatMap((name) => [name, name.slice(0, 3)]).join('|');
const number = (
  key: 'year' | 'month' | 'day' | 'hour' | 'hour12' | 'minute' | 'second',
  pattern: string,
  low: number,
  high: number,
): ReadVariable => [
  pattern,
  (parts, text) => {
    parts[key] = Number(text);
    return parts[key]! >= low && parts[key]! <= high;
  },
];
const fraction: ReadVariable = ['\\d{1,9}', (parts, text) => set(parts, { fraction: Number(`0.${text}`) })];
const zone: ReadVariable = [
  'Z|UTC|GMT|[+-]\\d{2}:?\\d{2}',
  (parts, text) => {
    const signed = /^([+-])(\d{2}):?(\d{2})$/u.exec(text);
    return set(parts, {
      offset: signed === null ? 0 : (signed[1] === '-' ? -1 : 1) * (Number(signed[2]) * 60 + Number(signed[3])),
    });
  },
];
const month: ReadVariable = [MONTH_PATTERN, (parts, text) => set(parts, { month: nameIndex(MONTHS, text) + 1 })];
const weekday: ReadVariable = [DAY_PATTERN, () => true];

const READERS: Readonly<Record<string, ReadVariable | string>> = {
  Y: number('year', '\\d{4}', 0, 9999),
  m: number('month', '\\d{1,2}', 1, 12),
  B: month,
  b: month,
  d: number('day', ' ?\\d{1,2}', 1, 31),
  e: number('day', ' ?\\d{1,2}', 1, 31),
  A: weekday,
  a: weekday,
  H: number('hour', '\\d{1,2}', 0, 23),
  k: number('hour', ' ?\\d{1,2}', 0, 23),
  I: number('hour12', '\\d{1,2}', 1, 12),
  l: number('hour12', ' ?\\d{1,2}', 1, 12),
  M: number('minute', '\\d{1,2}', 0, 59),
  S: number('second', '\\d{1,2}', 0, 60),
  p: ['[AaPp][Mm]', (parts, text) => set(parts, { afternoon: /^p/iu.test(text) })],
  T: '%H:%M:%S',
  F: '%Y-%m-%d',
  s: ['-?\\d{1,12}', (parts, text) => set(parts, { epoch: Number(text) })],
  z: zone,
  ':z': zone,
  Z: zone,
  N: fraction,
  Q: fraction,
  '3N': fraction,
  '6N': fraction,
  '9N': fraction,
  '3Q': fraction,
  '6Q': fraction,
  '9Q': fraction,
  '%': ['%', () => true],
};

/** The first variable of a format that strptime() of this engine cannot read, or null. */
export function unreadableVariable(format: string): string | null {
  for (const match of format.matchAll(VARIABLE)) if (!Object.hasOwn(READERS, match[1]!)) return match[0];
  return null;
}

/**
 * Seconds since 1970 that a text spells in a format, or null. Text after the format is ignored. Without a date the day of
 * `now` is taken ("Date and Time functions", strptime).
 */
export function parseTime(text: string, format: string, now: number): number | null {
  const expanded = format.replace(/%([TF])/gu, (_, variable: string) => READERS[variable] as string);
  const parts: Parts = {};
  let rest = text;
  for (const piece of expanded.matchAll(/%(:{0,2}z|[369][NQ]|[A-Za-z%])|(\s+)|([^%\s]+|%)/gu)) {
    const [, variable, space, plain] = piece;
    const reader = variable === undefined ? null : (READERS[variable] as ReadVariable);
    const pattern = reader !== null ? reader[0] : space !== undefined ? '\\s*' : null;
    if (pattern === null) {
      if (!rest.startsWith(plain!)) return null;
      rest = rest.slice(plain!.length);
      continue;
    }
    const found = new RegExp(`^(?:${pattern})`, 'iu').exec(rest.slice(0, 64));
    if (found === null || (reader !== null && !reader[1](parts, found[0].trim()))) return null;
    rest = rest.slice(found[0].length);
  }
  return toSeconds(parts, now);
}

function toSeconds(parts: Parts, now: number): number | null {
  if (parts.epoch !== undefined) return parts.epoch + (parts.fraction ?? 0);
  const today = new Date(now * 1000);
  const dated = parts.year !== undefined || parts.month !== undefined || parts.day !== undefined;
  const days = daysOf(
    parts.year ?? today.getUTCFullYear(),
    parts.month ?? (dated ? 1 : today.getUTCMonth() + 1),
    parts.day ?? (dated ? 1 : today.getUTCDate()),
  );
  if (days === null) return null;
  const hour =
    parts.hour12 === undefined ? (parts.hour ?? 0) : (parts.hour12 % 12) + (parts.afternoon === true ? 12 : 0);
  const minutes = hour * 60 + (parts.minute ?? 0) - (parts.offset ?? 0);
  return days * 86_400 + minutes * 60 + (parts.second ?? 0) + (parts.fraction ?? 0);
}
