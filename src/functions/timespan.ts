/**
 * Timespan text to and from ticks of 100 ns.
 * https://learn.microsoft.com/kusto/query/scalar-data-types/timespan
 */

const TICKS: Readonly<Record<string, bigint>> = {
  d: 864_000_000_000n,
  day: 864_000_000_000n,
  days: 864_000_000_000n,
  h: 36_000_000_000n,
  hr: 36_000_000_000n,
  hrs: 36_000_000_000n,
  hour: 36_000_000_000n,
  hours: 36_000_000_000n,
  m: 600_000_000n,
  min: 600_000_000n,
  minute: 600_000_000n,
  minutes: 600_000_000n,
  s: 10_000_000n,
  sec: 10_000_000n,
  second: 10_000_000n,
  seconds: 10_000_000n,
  ms: 10_000n,
  milli: 10_000n,
  millis: 10_000n,
  millisec: 10_000n,
  millisecond: 10_000n,
  milliseconds: 10_000n,
  micro: 10n,
  micros: 10n,
  microsec: 10n,
  microsecond: 10n,
  microseconds: 10n,
  tick: 1n,
  ticks: 1n,
};

const CLOCK = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/;
const AMOUNT = /^(-)?(\d+)(?:\.(\d+))?([a-z]+)$/i;

/** Ticks of `1.5h`, `100ms`, `2` (days), `1.02:03:04.5`; null for any other text. */
export function parseTimeSpan(text: string): bigint | null {
  if (/^-?\d+$/.test(text)) return BigInt(text) * 864_000_000_000n;
  const amount = AMOUNT.exec(text);
  const unit = amount === null ? undefined : TICKS[(amount[4] ?? '').toLowerCase()];
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
