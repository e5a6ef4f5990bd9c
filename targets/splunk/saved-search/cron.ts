const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** A cron schedule and how often it really runs, in milliseconds. */
export interface Cron {
  readonly expression: string;
  readonly every: number;
}

/**
 * The cron schedule of a frequency. Cron repeats within an hour, a day or a week only (savedsearches.conf, cron_schedule), so
 * another frequency gets the longest shorter one that cron has: runs too often look twice, runs too seldom miss events.
 */
export function cronOf(frequency: number): Cron {
  if (frequency >= WEEK) return { expression: '0 0 * * 0', every: WEEK };
  if (frequency >= DAY) return { expression: '0 0 * * *', every: DAY };
  if (frequency >= HOUR) {
    const hours = divisor(24, Math.floor(frequency / HOUR));
    return { expression: hours === 1 ? '0 * * * *' : `0 */${hours} * * *`, every: hours * HOUR };
  }
  const minutes = divisor(60, Math.max(1, Math.floor(frequency / MINUTE)));
  return { expression: minutes === 1 ? '* * * * *' : `*/${minutes} * * * *`, every: minutes * MINUTE };
}

/** The greatest divisor of `of` that is at most `atMost`. */
function divisor(of: number, atMost: number): number {
  let candidate = Math.min(atMost, of);
  while (of % candidate !== 0) candidate--;
  return candidate;
}

/** A span of time as a modifier takes it, in its largest whole unit: hours rather than days, which a clock change bends. */
export function span(milliseconds: number): string {
  if (milliseconds % HOUR === 0) return `${milliseconds / HOUR}h`;
  if (milliseconds % MINUTE === 0) return `${milliseconds / MINUTE}m`;
  return `${Math.ceil(milliseconds / 1000)}s`;
}
