/**
 * AWS - Call by an attack tool
 *
 * Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a13, version 1.0.0, ported by Ruleport: flags the same
 * events (exact). Edit the rule, not this file.
 * The period, in milliseconds, is how far back the rule looks.
 */
export const rule = {
  id: '3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a13',
  name: 'AWS - Call by an attack tool',
  severity: 'Medium',
  period: 3_600_000
} as const;

/** A record matters only if its text has all literals of at least one of these alternatives. */
export const literals: readonly (readonly string[])[] = [[]];

/** The fields of a CloudTrail record that the rule reads. Logs are not trusted to have any of them. */
export interface CloudTrailRecord {
  readonly userAgent?: unknown;
  readonly eventTime?: unknown;
  readonly eventID?: unknown;
  readonly eventName?: unknown;
  readonly userIdentity?: {
    readonly userName?: unknown;
    readonly arn?: unknown;
  } | null;
  readonly sourceIPAddress?: unknown;
}

/** A row of the query. Names are the query's own. */
export interface Row {
  readonly TimeGenerated: DateTime | null;
  readonly AwsEventId: string;
  readonly EventName: string;
  readonly UserName: string;
  readonly Tool: string;
  readonly SourceIpAddress: string;
}

/** A row and the IDs of the events that caused it. */
export interface Match {
  readonly row: Row;
  readonly evidence: readonly string[];
}

/**
 * Times in milliseconds since 1970.
 * window: only records of this time count, start inclusive, end exclusive; all records when left out
 */
export interface Options {
  readonly window?: {
    readonly start: number;
    readonly end: number;
  };
}

/** The matches of the rule in some records. */
export function detect(records: Iterable<unknown>, options: Options = {}): Match[] {
  const detector = new Detector(options);
  for (const record of records) {
    detector.push(record);
  }
  return detector.finish();
}

/**
 * Finds the rule's matches in CloudTrail records, one record at a time. Only rows that may still be part of a
 * match are kept.
 */
export class Detector {
  readonly #window: Interval | null;
  readonly #rows2: Row2[] = [];

  constructor(options: Options = {}) {
    const window = options.window;
    this.#window = window === undefined ? null : {
      start: instant(window.start),
      end: instant(window.end)
    };
  }

  /** Takes one record of the log; records may come in any order. */
  push(record: unknown): void {
    if (!isRecord(record)) return;
    // where UserAgent matches regex "(?i)(pacu|prowler|scoutsuite|cloudmapper|trufflehog)" or UserAgent has_any ("k…
    const userAgent = text(record.userAgent);
    if (!PATTERN.test(userAgent) && !hasAnyTerm(lowerAscii(userAgent), TERMS)) return;
    const timeGenerated = dateTime(record.eventTime);
    if (!isWithin(this.#window, timeGenerated)) return;
    const awsEventId = text(record.eventID);
    const userName: string = text(record.userIdentity?.userName) || (text(record.userIdentity?.arn).split('/').at(-1) ?? '') || 'unknown';
    this.#rows2.push({
      timeGenerated,
      awsEventId,
      eventName: text(record.eventName),
      userName,
      tool: userAgent.toLowerCase(),
      sourceIpAddress: text(record.sourceIPAddress)
    });
  }

  /**
   * Takes one record as JSON text.
   * @throws SyntaxError for text that is no JSON
   */
  pushText(json: string): void {
    this.push(JSON.parse(json));
  }

  /** The matches among all records so far. */
  finish(): Match[] {
    const matches: Match[] = [];
    // order by TimeGenerated desc
    for (const row of [...this.#rows2].sort(compareRow2s)) {
      matches.push({
        row: {
          TimeGenerated: row.timeGenerated,
          AwsEventId: row.awsEventId,
          EventName: row.eventName,
          UserName: row.userName,
          Tool: row.tool,
          SourceIpAddress: row.sourceIpAddress
        },
        evidence: eventIds(row.awsEventId)
      });
    }
    return matches;
  }
}

/** A row that waits to be put in order. */
interface Row2 {
  readonly timeGenerated: DateTime | null;
  readonly awsEventId: string;
  readonly eventName: string;
  readonly userName: string;
  readonly tool: string;
  readonly sourceIpAddress: string;
}

const PATTERN = /(?:pacu|prowler|scoutsuite|cloudmapper|trufflehog)/iu;

const TERMS = ['kali', 'parrot', 'pentoo'];

/** The order of the rows: order by TimeGenerated desc */
function compareRow2s(a: Row2, b: Row2): number {
  return compareCells(b.timeGenerated, a.timeGenerated);
}

// KQL's own ways, where JavaScript has others.

/** Any of these fields makes an object a CloudTrail record. */
function isRecord(value: unknown): value is CloudTrailRecord {
  if (!isObject(value)) return false;
  const has = (field: string): boolean => Object.hasOwn(value, field);
  return has('eventName') || has('eventSource') || has('eventTime') || has('eventID');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A raw value as a text column has it: missing is '', and what is no string is its JSON text. */
function text(raw: unknown): string {
  if (typeof raw === 'string') return raw;
  return raw === undefined || raw === null ? '' : JSON.stringify(raw);
}

/** The distinct event IDs behind a row, in order. */
function eventIds(...ids: readonly string[]): string[] {
  return [...new Set(ids)].filter((id) => id !== '').sort(compareText);
}

/** By code point. JavaScript's own order puts surrogate pairs before U+E000. */
function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a === b) continue;
    const surrogates = Number(a >= 0xd800 && a <= 0xdfff) - Number(b >= 0xd800 && b <= 0xdfff);
    return surrogates !== 0 ? surrogates : a - b;
  }
  return left.length - right.length;
}

/** Ascending, nulls first. */
function compareCells<Cell extends number | bigint | boolean | string>(left: Cell | null, right: Cell | null): number {
  if (left === right) return 0;
  return left === null || (right !== null && left < right) ? -1 : 1;
}

/** KQL ignores case for ASCII letters only. */
function lowerAscii(value: string): string {
  return value.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Whether `term` stands in `value` with no ASCII letter or digit next to its own at either end. */
function hasTerm(value: string, term: string): boolean {
  const startsAlphanumeric = isAlphanumeric(term.charCodeAt(0));
  const endsAlphanumeric = isAlphanumeric(term.charCodeAt(term.length - 1));
  for (let at = value.indexOf(term); at >= 0; at = value.indexOf(term, at + 1)) {
    const before = startsAlphanumeric && isAlphanumeric(value.charCodeAt(at - 1));
    const after = endsAlphanumeric && isAlphanumeric(value.charCodeAt(at + term.length));
    if (!before && !after) return true;
  }
  return false;
}

function hasAnyTerm(value: string, terms: readonly string[]): boolean {
  return terms.some((term) => hasTerm(value, term));
}

/** Of a character code; NaN, beyond the ends of a text, is none. */
function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** UTC to 100 ns, `yyyy-MM-ddTHH:mm:ss.fffffffZ`: the text sorts as the time does. */
export type DateTime = string;

/** Ticks of 100 ns. */
export type TimeSpan = bigint;

/** ISO 8601 text as a datetime; no offset is UTC. Null for what no calendar has. */
function dateTime(raw: unknown): DateTime | null {
  const match =
    typeof raw === 'string'
      ? /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,7}))?(?:Z|([+-]\d{2}:\d{2}))?)?$/.exec(raw)
      : null;
  if (match === null) return null;
  const [, date = '', clock = '00:00:00', fraction = '', offset = '+00:00'] = match;
  const local = Date.parse(`${date}T${clock}Z`);
  // Date.parse turns 30 February into March and knows an hour 24.
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 19) !== `${date}T${clock}`) return null;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4));
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return null;
  const utc = local - Number(`${offset.charAt(0)}1`) * (hours * 60 + minutes) * 60_000;
  if (utc < FIRST_SECOND || utc > LAST_SECOND) return null;
  const seconds = offset.endsWith('00:00') ? `${date}T${clock}` : new Date(utc).toISOString().slice(0, 19);
  return `${seconds}.${fraction.padEnd(7, '0')}Z`;
}

const FIRST_SECOND = Date.parse('0001-01-01T00:00:00Z');
const LAST_SECOND = Date.parse('9999-12-31T23:59:59Z');

/** Of ticks since 1970; null outside of the years 1 to 9999. */
function dateTimeOf(ticks: TimeSpan): DateTime | null {
  const fraction = ((ticks % 10_000_000n) + 10_000_000n) % 10_000_000n;
  const milliseconds = Number((ticks - fraction) / 10_000n);
  if (milliseconds < FIRST_SECOND || milliseconds > LAST_SECOND) return null;
  return `${new Date(milliseconds).toISOString().slice(0, 19)}.${String(fraction).padStart(7, '0')}Z`;
}

/** Of ticks since 1970; the first or the last second of all where there is no such time. */
function boundedTime(ticks: TimeSpan): DateTime {
  return dateTimeOf(ticks) ?? (ticks < 0n ? '0001-01-01T00:00:00.0000000Z' : '9999-12-31T23:59:59.9999999Z');
}

/** Of milliseconds since 1970. */
function instant(milliseconds: number): DateTime {
  return boundedTime(BigInt(Math.trunc(milliseconds)) * 10_000n);
}

/** Start inclusive, end exclusive. */
interface Interval {
  readonly start: DateTime;
  readonly end: DateTime;
}

/** A record without a valid time is in no window. */
function isWithin(window: Interval | null, time: DateTime | null): boolean {
  return window === null || (time !== null && time >= window.start && time < window.end);
}
