/** Relative time, Search Reference, "Time modifiers": `-1d@d`, `@w1`, `+2h@h-30m`, `now`. All in UTC. */

const UNITS: ReadonlyMap<string, 's' | 'm' | 'h' | 'd' | 'w' | 'mon' | 'q' | 'y'> = new Map([
  ...(['s', 'sec', 'secs', 'second', 'seconds'] as const).map((name) => [name, 's'] as const),
  ...(['m', 'min', 'mins', 'minute', 'minutes'] as const).map((name) => [name, 'm'] as const),
  ...(['h', 'hr', 'hrs', 'hour', 'hours'] as const).map((name) => [name, 'h'] as const),
  ...(['d', 'day', 'days'] as const).map((name) => [name, 'd'] as const),
  ...(['w', 'week', 'weeks'] as const).map((name) => [name, 'w'] as const),
  ...(['mon', 'month', 'months'] as const).map((name) => [name, 'mon'] as const),
  ...(['q', 'qtr', 'qtrs', 'quarter', 'quarters'] as const).map((name) => [name, 'q'] as const),
  ...(['y', 'yr', 'yrs', 'year', 'years'] as const).map((name) => [name, 'y'] as const),
]);

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;
const MONTHS = { mon: 1, q: 3, y: 12 } as const;
const STEP = /^(?:([+-])(\d{0,9})([a-z]+)|@([a-z]+)([0-7])?)/u;

/** A length of time such as `5m` in seconds; null when it is none or is not of a fixed length. */
export function spanSeconds(text: string): number | null {
  const match = /^(\d{1,9})([a-z]+)$/u.exec(text);
  const unit = match === null ? undefined : UNITS.get(match[2]!);
  return unit === undefined || !(unit in SECONDS) ? null : Number(match![1]) * SECONDS[unit as keyof typeof SECONDS];
}

/** The time that a specifier gives when applied to `base` (seconds since 1970), or null for a faulty specifier. */
export function relativeTime(base: number, specifier: string): number | null {
  let rest = specifier.trim();
  if (rest === '') return null;
  if (rest.startsWith('now')) rest = rest.slice(3);
  let time = base;
  while (rest !== '') {
    const match = STEP.exec(rest);
    if (match === null) return null;
    const [whole, sign, amount, unitName, snapName, weekday] = match;
    // `@w1`: the weekday belongs to the unit `w` only.
    const unit = UNITS.get(unitName ?? snapName!);
    if (unit === undefined || (weekday !== undefined && unit !== 'w')) return null;
    if (sign !== undefined) time = shift(time, (sign === '-' ? -1 : 1) * Number(amount === '' ? '1' : amount), unit);
    else time = snap(time, unit, Number(weekday ?? '0') % 7);
    rest = rest.slice(whole.length);
  }
  return Number.isFinite(time) ? time : null;
}

function shift(time: number, amount: number, unit: string): number {
  if (unit in SECONDS) return time + amount * SECONDS[unit as keyof typeof SECONDS];
  const date = new Date(Math.floor(time) * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + amount * MONTHS[unit as keyof typeof MONTHS]);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime() / 1000 + (time - Math.floor(time));
}

/** Snaps down to the beginning of a unit; a week begins on the given weekday, Sunday being 0. */
export function snap(time: number, unit: string, weekday = 0): number {
  if (unit === 'w') {
    const day = Math.floor(time / 86_400);
    // 1970-01-01 was a Thursday.
    return (day - ((((day + 4 - weekday) % 7) + 7) % 7)) * 86_400;
  }
  if (unit in SECONDS) {
    const length = SECONDS[unit as keyof typeof SECONDS];
    return Math.floor(time / length) * length;
  }
  const date = new Date(Math.floor(time) * 1000);
  const months = MONTHS[unit as keyof typeof MONTHS];
  return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / months) * months, 1) / 1000;
}
