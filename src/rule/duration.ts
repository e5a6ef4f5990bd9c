export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * Milliseconds of a duration in one of the three forms that Sentinel's tools take: `10m`, `24h`, `14d` in the YAML of rules;
 * ISO 8601 without years and months (`PT1H`, `P2DT1H30M`) in ARM; .NET's TimeSpan (`[d.]hh:mm[:ss[.fffffff]]`) in both.
 * Null for any other text. https://learn.microsoft.com/dotnet/standard/base-types/standard-timespan-format-strings
 */
export function parseDuration(text: string): number | null {
  return shortForm(text) ?? iso8601(text) ?? timeSpan(text);
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['m', MINUTE],
  ['h', HOUR],
  ['d', DAY],
]);

function shortForm(text: string): number | null {
  const match = /^(\d{1,6})([mhd])$/.exec(text);
  return match === null ? null : Number(match[1]) * (UNITS.get(match[2] ?? '') ?? 0);
}

function iso8601(text: string): number | null {
  const match = /^P(?=.)(?:(\d{1,6})D)?(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6}(?:\.\d{1,7})?)S)?)?$/.exec(
    text,
  );
  return match === null ? null : milliseconds(match[1], match[2], match[3], match[4]);
}

function timeSpan(text: string): number | null {
  const match = /^(?:(\d{1,6})\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2}(?:\.\d{1,7})?))?$/.exec(text);
  if (match === null || Number(match[2]) > 23 || Number(match[3]) > 59 || Number(match[4] ?? 0) >= 60) return null;
  return milliseconds(match[1], match[2], match[3], match[4]);
}

const milliseconds = (days?: string, hours?: string, minutes?: string, seconds?: string): number =>
  Number(days ?? 0) * DAY + Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE + Number(seconds ?? 0) * 1000;

/** `14d`, `5m`: the largest unit that divides it, for messages. */
export function formatDuration(duration: number): string {
  for (const [unit, length] of [
    ['d', DAY],
    ['h', HOUR],
  ] as const) {
    if (duration % length === 0) return `${duration / length}${unit}`;
  }
  return `${duration / MINUTE}m`;
}
