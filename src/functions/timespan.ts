/**
 * Timespan text to and from ticks of 100 ns.
 * https://learn.microsoft.com/kusto/query/scalar-data-types/timespan
 */

const UNITS: readonly (readonly [bigint, ...string[]])[] = [
  [864_000_000_000n, 'd', 'day', 'days'],
  [36_000_000_000n, 'h', 'hr', 'hrs', 'hour', 'hours'],
  [600_000_000n, 'm', 'min', 'minute', 'minutes'],
  [10_000_000n, 's', 'sec', 'second', 'seconds'],
  [10_000n, 'ms', 'milli', 'millis', 'millisec', 'millisecond', 'milliseconds'],
  [10n, 'micro', 'micros', 'microsec', 'microsecond', 'microseconds'],
  [1n, 'tick', 'ticks'],
];

const TICKS: ReadonlyMap<string, bigint> = new Map(
  UNITS.flatMap(([ticks, ...names]) => names.map((name) => [name, ticks] as const)),
);

const CLOCK = /^(-)?(?:(\d{1,10})\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/;
const AMOUNT = /^(-)?(\d{1,30})(?:\.(\d{1,30}))?([a-z]+)$/i;

/** Ticks of `1.5h`, `100ms`, `2` (days), `1.02:03:04.5`; null for any other text. */
export function parseTimeSpan(text: string): bigint | null {
  if (/^-?\d{1,30}$/.test(text)) return BigInt(text) * 864_000_000_000n;
  const amount = AMOUNT.exec(text);
  const unit = amount === null ? undefined : TICKS.get((amount[4] ?? '').toLowerCase());
  if (amount !== null && unit !== undefined) {
    const fraction = amount[3] ?? '';
    const digits = BigInt((amount[2] ?? '0') + fraction);
    const ticks = (digits * unit) / 10n ** BigInt(fraction.length);
    return amount[1] === '-' ? -ticks : ticks;
  }
  const clock = CLOCK.exec(text);
  if (clock === null) return null;
  const [days, hours, minutes, seconds] = [clock[2], clock[3], clock[4], clock[5]].map((n) => BigInt(n ?? 0));
  if (hours! > 23n || minutes! > 59n || seconds! > 59n) return null;
  const whole = ((days! * 24n + hours!) * 60n + minutes!) * 60n + seconds!;
  const ticks = whole * 10_000_000n + BigInt((clock[6] ?? '').padEnd(7, '0'));
  return clock[1] === '-' ? -ticks : ticks;
}

/** `[-][d.]hh:mm:ss[.fffffff]`, as Kusto prints a timespan. */
export function formatTimeSpan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const fraction = size % 10_000_000n;
  const seconds = size / 10_000_000n;
  const two = (n: bigint): string => String(n).padStart(2, '0');
  const days = seconds / 86_400n;
  const clock = [(seconds / 3600n) % 24n, (seconds / 60n) % 60n, seconds % 60n].map(two).join(':');
  const tail = fraction === 0n ? '' : `.${String(fraction).padStart(7, '0')}`;
  return `${ticks < 0n ? '-' : ''}${days === 0n ? '' : `${days}.`}${clock}${tail}`;
}
