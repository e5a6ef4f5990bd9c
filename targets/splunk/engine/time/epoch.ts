const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?$/u;

/** Days since 1970-01-01 of a date of the proleptic Gregorian calendar, or null for a date that does not exist. */
export function daysOf(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const valid = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return valid ? date.getTime() / 86_400_000 : null;
}

/** Seconds since 1970 of ISO 8601 text, as decimal text with the fraction kept digit by digit; null for other text. */
export function isoToEpochText(text: string): string | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone = 'Z'] = match;
  const days = daysOf(Number(year), Number(month), Number(day));
  if (days === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const offset =
    zone === 'Z' ? 0 : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
  const seconds = days * 86_400 + Number(hour) * 3600 + (Number(minute) - offset) * 60 + Number(second);
  const digits = fraction.replace(/0+$/u, '');
  if (digits === '') return String(seconds);
  if (seconds >= 0) return `${seconds}.${digits}`;
  return String(seconds + Number(`0.${digits}`));
}

/** 100 ns ticks since 1970 of decimal seconds, without a detour through a double; null for text that is no number. */
export function epochTextToTicks(text: string): bigint | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/u.exec(text);
  if (match === null) return null;
  const ticks = BigInt(match[2]! + (match[3] ?? '').slice(0, 7).padEnd(7, '0'));
  return match[1] === '-' ? -ticks : ticks;
}
