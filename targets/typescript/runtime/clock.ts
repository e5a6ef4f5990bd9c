/** Times: text that sorts as the time does, and ticks of 100 ns since 1970 to add with. */
export const CLOCK_HELPERS = {
  DateTime: {
    source: `
/** UTC to 100 ns, \`yyyy-MM-ddTHH:mm:ss.fffffffZ\`: the text sorts as the time does. */
export type DateTime = string;`,
  },
  TimeSpan: {
    source: `
/** Ticks of 100 ns. */
export type TimeSpan = bigint;`,
  },
  dateTime: {
    needs: ['DateTime', 'timeRange'],
    source: `
/** ISO 8601 text as a datetime; no offset is UTC. Null for what no calendar has. */
function dateTime(raw: unknown): DateTime | null {
  const match =
    typeof raw === 'string'
      ? /^(\\d{4}-\\d{2}-\\d{2})(?:T(\\d{2}:\\d{2}:\\d{2})(?:\\.(\\d{1,7}))?(?:Z|([+-]\\d{2}:\\d{2}))?)?$/.exec(raw)
      : null;
  if (match === null) return null;
  const [, date = '', clock = '00:00:00', fraction = '', offset = '+00:00'] = match;
  const local = Date.parse(\`\${date}T\${clock}Z\`);
  // Date.parse turns 30 February into March and knows an hour 24.
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 19) !== \`\${date}T\${clock}\`) return null;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4));
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return null;
  const utc = local - Number(\`\${offset.charAt(0)}1\`) * (hours * 60 + minutes) * 60_000;
  if (utc < FIRST_SECOND || utc > LAST_SECOND) return null;
  const seconds = offset.endsWith('00:00') ? \`\${date}T\${clock}\` : new Date(utc).toISOString().slice(0, 19);
  return \`\${seconds}.\${fraction.padEnd(7, '0')}Z\`;
}`,
  },
  timeRange: {
    source: `
const FIRST_SECOND = Date.parse('0001-01-01T00:00:00Z');
const LAST_SECOND = Date.parse('9999-12-31T23:59:59Z');`,
  },
  ticksOf: {
    needs: ['DateTime', 'TimeSpan'],
    source: `
/** Since 1970. */
function ticksOf(time: DateTime): TimeSpan {
  return BigInt(Date.parse(\`\${time.slice(0, 19)}Z\`)) * 10_000n + BigInt(time.slice(20, 27));
}`,
  },
  dateTimeOf: {
    needs: ['DateTime', 'TimeSpan', 'timeRange'],
    source: `
/** Of ticks since 1970; null outside of the years 1 to 9999. */
function dateTimeOf(ticks: TimeSpan): DateTime | null {
  const fraction = ((ticks % 10_000_000n) + 10_000_000n) % 10_000_000n;
  const milliseconds = Number((ticks - fraction) / 10_000n);
  if (milliseconds < FIRST_SECOND || milliseconds > LAST_SECOND) return null;
  return \`\${new Date(milliseconds).toISOString().slice(0, 19)}.\${String(fraction).padStart(7, '0')}Z\`;
}`,
  },
  boundedTime: {
    needs: ['DateTime', 'TimeSpan', 'dateTimeOf', 'timeRange'],
    source: `
/** Of ticks since 1970; the first or the last second of all where there is no such time. */
function boundedTime(ticks: TimeSpan): DateTime {
  return dateTimeOf(ticks) ?? (ticks < 0n ? '0001-01-01T00:00:00.0000000Z' : '9999-12-31T23:59:59.9999999Z');
}`,
  },
  instant: {
    needs: ['DateTime', 'boundedTime'],
    source: `
/** Of milliseconds since 1970. */
function instant(milliseconds: number): DateTime {
  return boundedTime(BigInt(Math.trunc(milliseconds)) * 10_000n);
}`,
  },
  shift: {
    needs: ['DateTime', 'TimeSpan', 'boundedTime', 'ticksOf'],
    source: `
function shift(time: DateTime, span: TimeSpan): DateTime {
  return boundedTime(ticksOf(time) + span);
}`,
  },
  Interval: {
    needs: ['DateTime'],
    source: `
/** Start inclusive, end exclusive. */
interface Interval {
  readonly start: DateTime;
  readonly end: DateTime;
}`,
  },
  isWithin: {
    needs: ['DateTime', 'Interval'],
    source: `
/** A record without a valid time is in no window. */
function isWithin(window: Interval | null, time: DateTime | null): boolean {
  return window === null || (time !== null && time >= window.start && time < window.end);
}`,
  },
  timeSpanText: {
    needs: ['TimeSpan'],
    source: `
/** \`[-][d.]hh:mm:ss[.fffffff]\`, '' for null. */
function timeSpanText(span: TimeSpan | null): string {
  if (span === null) return '';
  const size = span < 0n ? -span : span;
  const seconds = size / 10_000_000n;
  const days = seconds / 86_400n;
  const clock = [(seconds / 3600n) % 24n, (seconds / 60n) % 60n, seconds % 60n];
  const fraction = size % 10_000_000n;
  return (
    (span < 0n ? '-' : '') +
    (days === 0n ? '' : \`\${days}.\`) +
    clock.map((part) => String(part).padStart(2, '0')).join(':') +
    (fraction === 0n ? '' : \`.\${String(fraction).padStart(7, '0')}\`)
  );
}`,
  },
  spanJson: {
    needs: ['TimeSpan', 'timeSpanText'],
    source: `
function spanJson(span: TimeSpan | null): string | null {
  return span === null ? null : timeSpanText(span);
}`,
  },
} as const;
