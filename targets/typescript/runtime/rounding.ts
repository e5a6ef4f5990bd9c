/** Bins, rounding, and periods of the calendar. */
export const ROUNDING_HELPERS = {
  binLong: {
    needs: ['asLong'],
    source: `
/** The greatest multiple of \`size\` above \`origin\` that is not above \`value\`; null for no size. */
function binLong(value: bigint | null, size: bigint | null, origin: bigint | null = 0n): bigint | null {
  if (value === null || size === null || origin === null || size <= 0n) return null;
  const above = value - origin;
  return asLong(origin + above - (((above % size) + size) % size));
}`,
  },
  binTime: {
    needs: ['DateTime', 'TimeSpan', 'dateTimeOf', 'ticksOf'],
    source: `
/** Bins of a datetime count from 0001-01-01. */
function binTime(time: DateTime | null, size: TimeSpan | null, origin: DateTime | null = '0001-01-01T00:00:00.0000000Z'): DateTime | null {
  if (time === null || size === null || origin === null || size <= 0n) return null;
  const start = ticksOf(origin);
  const above = ticksOf(time) - start;
  return dateTimeOf(start + above - (((above % size) + size) % size));
}`,
  },
  binReal: {
    source: `
function binReal(value: number | null, size: number | null, origin: number | null = 0): number | null {
  if (value === null || size === null || origin === null || !(size > 0)) return null;
  return Math.floor((value - origin) / size) * size + origin;
}`,
  },
  roundTo: {
    source: `
/** Halves go away from zero. */
function roundTo(value: number | null, places: number | null = 0): number | null {
  if (value === null || places === null || !Number.isFinite(value)) return places === null ? null : value;
  const factor = 10 ** Math.min(Math.abs(places), 308);
  const scaled = places < 0 ? value / factor : value * factor;
  if (!Number.isFinite(scaled)) return value;
  const rounded = Math.sign(value) * Math.round(Math.abs(scaled));
  return places < 0 ? rounded * factor : rounded / factor;
}`,
  },
  leastText: {
    needs: ['compareText'],
    source: `
function leastText(...texts: readonly string[]): string {
  return texts.reduce((least, text) => (compareText(text, least) < 0 ? text : least));
}`,
  },
  greatestText: {
    needs: ['compareText'],
    source: `
function greatestText(...texts: readonly string[]): string {
  return texts.reduce((greatest, text) => (compareText(text, greatest) > 0 ? text : greatest));
}`,
  },
  leastReal: {
    source: `
/** Null and NaN lose against numbers. */
function leastReal(...values: readonly (number | null)[]): number | null {
  const numbers = values.filter((value) => value !== null && !Number.isNaN(value)) as number[];
  return numbers.length > 0 ? Math.min(...numbers) : (values.find((value) => value !== null) ?? null);
}`,
  },
  greatestReal: {
    source: `
/** Null and NaN lose against numbers. */
function greatestReal(...values: readonly (number | null)[]): number | null {
  const numbers = values.filter((value) => value !== null && !Number.isNaN(value)) as number[];
  return numbers.length > 0 ? Math.max(...numbers) : (values.find((value) => value !== null) ?? null);
}`,
  },
  timeDifference: {
    needs: ['DateTime', 'asLong', 'periodOf'],
    source: `
/** The borders between two periods that lie between two times. */
function timeDifference(period: string, later: DateTime | null, earlier: DateTime | null): bigint | null {
  if (later === null || earlier === null) return null;
  const [to, from] = [periodOf(period.toLowerCase(), later), periodOf(period.toLowerCase(), earlier)];
  return to === null || from === null ? null : asLong(to - from);
}`,
  },
  periodOf: {
    needs: ['DateTime', 'ticksOf'],
    source: `
/** The number of the period that a time lies in, counted from the year 1; null for an unknown period. */
function periodOf(period: string, time: DateTime): bigint | null {
  const months = BigInt(time.slice(0, 4)) * 12n + BigInt(time.slice(5, 7)) - 1n;
  if (period === 'year') return months / 12n;
  if (period === 'quarter') return months / 3n;
  if (period === 'month') return months;
  const ticks = ticksOf(time) + 621_355_968_000_000_000n;
  // Weeks begin on Sunday, the day before 0001-01-01.
  if (period === 'week') return (ticks / 864_000_000_000n + 1n) / 7n;
  if (period === 'nanosecond') return ticks * 100n;
  const units = new Map([
    ['day', 864_000_000_000n],
    ['hour', 36_000_000_000n],
    ['minute', 600_000_000n],
    ['second', 10_000_000n],
    ['millisecond', 10_000n],
    ['microsecond', 10n],
  ]);
  const unit = units.get(period);
  return unit === undefined ? null : ticks / unit;
}`,
  },
} as const;
