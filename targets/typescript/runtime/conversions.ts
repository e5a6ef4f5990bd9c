/** Texts and numbers as values of other types: what is none is null. */
export const CONVERSION_HELPERS = {
  liftOne: {
    source: `
/** Applies an operation to a value that may be null: then the result is. */
function liftOne<Value, Result>(value: Value | null, apply: (value: Value) => Result): Result | null {
  return value === null ? null : apply(value);
}`,
  },
  asInt: {
    source: `
/** A whole number beyond 32 bits is null. */
function asInt(value: bigint | number | null): number | null {
  if (value === null) return null;
  const whole = Number(value);
  return whole >= -(2 ** 31) && whole < 2 ** 31 ? whole : null;
}`,
  },
  wholeIn: {
    needs: ['Dynamic'],
    source: `
/** Digits with an optional sign, or hexadecimal after 0x; a number without its fraction. */
function wholeIn(value: Dynamic): bigint | null {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number') return Number.isFinite(value) ? BigInt(Math.trunc(value)) : null;
  if (typeof value !== 'string') return null;
  if (/^0x[\\da-f]{1,16}$/i.test(value)) return BigInt.asIntN(64, BigInt(value));
  return /^[+-]?\\d{1,40}$/.test(value) ? BigInt(value.replace('+', '')) : null;
}`,
  },
  longOf: {
    needs: ['Dynamic', 'asLong', 'wholeIn'],
    source: `
function longOf(value: Dynamic): bigint | null {
  const whole = wholeIn(value);
  return whole === null ? null : asLong(whole);
}`,
  },
  intOf: {
    needs: ['Dynamic', 'asInt', 'wholeIn'],
    source: `
function intOf(value: Dynamic): number | null {
  return asInt(wholeIn(value));
}`,
  },
  realOf: {
    needs: ['Dynamic'],
    source: `
/** A decimal number, perhaps with an exponent. */
function realOf(value: Dynamic): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' && /^[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?$/i.test(value) ? Number(value) : null;
}`,
  },
  boolOf: {
    needs: ['Dynamic'],
    source: `
function boolOf(value: Dynamic): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  return word === 'true' || word === '1' ? true : word === 'false' || word === '0' ? false : null;
}`,
  },
  guidIn: {
    needs: ['Dynamic'],
    source: `
/** 32 hexadecimal digits, hyphens where a guid has them or not; what follows is ignored. */
function guidIn(value: Dynamic): string | null {
  const pattern = /^([\\da-f]{8})-?([\\da-f]{4})-?([\\da-f]{4})-?([\\da-f]{4})-?([\\da-f]{12})/i;
  const parts = typeof value === 'string' ? pattern.exec(value) : null;
  return parts === null ? null : parts.slice(1).join('-').toLowerCase();
}`,
  },
  dateTimeIn: {
    needs: ['DateTime', 'Dynamic', 'dateTimeOf', 'dateIn', 'clockIn', 'offsetIn'],
    source: `
/** ISO 8601, RFC 822 and 850, month/day/year; no offset is UTC; a whole number is ticks since the year 1. */
function dateTimeIn(value: Dynamic): DateTime | null {
  if (Number.isSafeInteger(value)) return dateTimeOf(BigInt(Number(value)) - 621_355_968_000_000_000n);
  const date = typeof value === 'string' ? dateIn(value) : null;
  if (date === null) return null;
  const clock = date.rest === '' ? { ticks: 0n, rest: '' } : clockIn(date.rest);
  const offset = clock === null ? null : clock.rest === '' ? 0 : offsetIn(clock.rest);
  if (clock === null || offset === null) return null;
  return dateTimeOf(BigInt(date.milliseconds - offset * 60_000) * 10_000n + clock.ticks);
}`,
  },
  dateIn: {
    source: `
/** The date at the start of a text, in milliseconds since 1970, and what follows it. */
function dateIn(text: string): { milliseconds: number; rest: string } | null {
  const first = /^(?<year>\\d{4})([-/.])(?<month>\\d{1,2})\\2(?<day>\\d{1,2})(?<rest>.*)$/s.exec(text);
  const second = /^(?<month>\\d{1,2})([-/.])(?<day>\\d{1,2})\\2(?<year>\\d{4})(?<rest>.*)$/s.exec(text);
  const named =
    /^(?:[a-z]{3,9}, ?)?(?<day>\\d{1,2})([- ])(?<month>[a-z]{3})\\2(?<year>\\d{4}|\\d{2})(?<rest>.*)$/is.exec(text);
  const { year = '', month = '', day = '', rest = '' } = (first ?? second ?? named)?.groups ?? {};
  const names = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
  const number = /^\\d/.test(month) ? Number(month) : names.indexOf(month.toLowerCase()) + 1;
  const full = year.length === 2 ? (Number(year) <= 49 ? 2000 : 1900) + Number(year) : Number(year);
  const iso = [String(full).padStart(4, '0'), ...[number, Number(day)].map((part) => String(part).padStart(2, '0'))].join('-');
  const milliseconds = full < 1 ? NaN : Date.parse(\`\${iso}T00:00:00Z\`);
  // Date.parse turns 30 February into March.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== iso) return null;
  return { milliseconds, rest };
}`,
  },
  clockIn: {
    source: `
/** The time of day at the start of a text, in ticks, and what follows it. */
function clockIn(text: string): { ticks: bigint; rest: string } | null {
  const match = /^(?:T| +)(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,30}))?)?(.*)$/is.exec(text);
  if (match === null) return null;
  const [, hour, minute, second = '0', fraction = '', rest = ''] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const seconds = BigInt(Number(hour) * 3600 + Number(minute) * 60 + Number(second));
  return { ticks: seconds * 10_000_000n + BigInt(fraction.slice(0, 7).padEnd(7, '0')), rest };
}`,
  },
  offsetIn: {
    source: `
/** Minutes east of Greenwich. */
function offsetIn(text: string): number | null {
  const match = /^ ?(?:Z|GMT|UTC|([+-])(\\d{2}):?(\\d{2})?)$/i.exec(text);
  if (match === null) return null;
  const [, sign, hours = '0', minutes = '0'] = match;
  const size = Number(hours) * 60 + Number(minutes);
  return Number(minutes) > 59 || size > 14 * 60 ? null : sign === '-' ? -size : size;
}`,
  },
  timeSpanIn: {
    needs: ['Dynamic', 'TimeSpan', 'asLong', 'spanUnits'],
    source: `
/** \`1.5h\`, \`100ms\`, \`2\` (days), \`1.02:03:04.5\`; a whole number is ticks. */
function timeSpanIn(value: Dynamic): TimeSpan | null {
  if (Number.isSafeInteger(value)) return BigInt(Number(value));
  if (typeof value !== 'string') return null;
  if (/^-?\\d{1,30}$/.test(value)) return asLong(BigInt(value) * 864_000_000_000n);
  const amount = /^(-)?(\\d{1,30})(?:\\.(\\d{1,30}))?([a-z]+)$/i.exec(value);
  const unit = SPAN_UNITS.find(([, names]) => names.includes((amount?.[4] ?? '').toLowerCase()));
  if (amount !== null && unit !== undefined) {
    const fraction = amount[3] ?? '';
    const ticks = (BigInt(\`\${amount[2]}\${fraction}\`) * unit[0]) / 10n ** BigInt(fraction.length);
    return asLong(amount[1] === '-' ? -ticks : ticks);
  }
  const clock = /^(-)?(?:(\\d{1,10})\\.)?(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,7}))?)?$/.exec(value);
  if (clock === null) return null;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = clock;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const ticks = whole * 10_000_000n + BigInt(fraction.padEnd(7, '0'));
  return asLong(sign === '-' ? -ticks : ticks);
}`,
  },
  spanUnits: {
    source: `
const SPAN_UNITS: readonly (readonly [bigint, readonly string[]])[] = [
  [864_000_000_000n, ['d', 'day', 'days']],
  [36_000_000_000n, ['h', 'hr', 'hrs', 'hour', 'hours']],
  [600_000_000n, ['m', 'min', 'minute', 'minutes']],
  [10_000_000n, ['s', 'sec', 'second', 'seconds']],
  [10_000n, ['ms', 'milli', 'millis', 'millisec', 'millisecond', 'milliseconds']],
  [10n, ['micro', 'micros', 'microsec', 'microsecond', 'microseconds']],
  [1n, ['tick', 'ticks']],
];`,
  },
} as const;
