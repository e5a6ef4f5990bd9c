/**
 * AWS - GuardDuty finding of high severity
 *
 * Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a15, version 1.0.0, ported by Ruleport: flags the same
 * events (exact). Edit the rule, not this file.
 * The period, in milliseconds, is how far back the rule looks.
 */
export const rule = {
  id: '3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a15',
  name: 'AWS - GuardDuty finding of high severity',
  severity: 'High',
  period: 18_000_000
} as const;

/** A record matters only if its text has all literals of at least one of these alternatives. */
export const literals: readonly (readonly string[])[] = [[]];

/** The fields of a GuardDuty finding that the rule reads. Logs are not trusted to have any of them. */
export interface GuardDutyFinding {
  readonly severity?: unknown;
  readonly updatedAt?: unknown;
  readonly id?: unknown;
  readonly title?: unknown;
  readonly type?: unknown;
  readonly resource?: unknown;
  readonly accountId?: unknown;
  readonly region?: unknown;
  readonly service?: unknown;
}

/** A row of the query. Names are the query's own. */
export interface Row {
  readonly TimeGenerated: DateTime | null;
  readonly Id: string;
  readonly Title: string;
  readonly Severity: number | null;
  readonly Purpose: string;
  readonly Resource: string;
  readonly AccountId: string;
  readonly Region: string;
  readonly Caller: string;
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
 * Finds the rule's matches in records of logs, one record at a time. Only rows that may still be part of a match
 * are kept.
 */
export class Detector {
  readonly #window: Interval | null;
  readonly #matches: Match[] = [];

  constructor(options: Options = {}) {
    const window = options.window;
    this.#window = window === undefined ? null : {
      start: instant(window.start),
      end: instant(window.end)
    };
  }

  /** Takes one record of the log; records may come in any order. */
  push(record: unknown): void {
    if (!isFinding(record)) return;
    // where Severity >= 7
    const severity = whole(record.severity);
    if (severity === null || !(severity >= 7)) return;
    const timeGenerated = dateTime(record.updatedAt);
    if (!isWithin(this.#window, timeGenerated)) return;
    const id = text(record.id);
    this.#matches.push({
      row: {
        TimeGenerated: timeGenerated,
        Id: id,
        Title: text(record.title),
        Severity: severity,
        Purpose: text(record.type).split(':')[0] ?? '',
        Resource: toText(member(dynamicValue(record.resource), 'resourceType')),
        AccountId: text(record.accountId),
        Region: text(record.region),
        Caller: toText(member(dynamicValue(record.service), 'action', 'awsApiCallAction', 'remoteIpDetails', 'ipAddressV4'))
      },
      evidence: eventIds(id)
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
    return [...this.#matches];
  }
}

// KQL's own ways, where JavaScript has others.

/** A GuardDuty finding has these fields and none of a CloudTrail record. */
function isFinding(value: unknown): value is GuardDutyFinding {
  if (!isObject(value)) return false;
  const has = (field: string): boolean => Object.hasOwn(value, field);
  if (has('eventName') || has('eventSource') || has('eventTime') || has('eventID')) return false;
  return has('schemaVersion') && has('service');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A raw value as a text column has it: missing is '', and what is no string is its JSON text. */
function text(raw: unknown): string {
  if (typeof raw === 'string') return raw;
  return raw === undefined || raw === null ? '' : JSON.stringify(raw);
}

/** A raw number without its fraction; anything else is null. */
function whole(raw: unknown): number | null {
  return typeof raw === 'number' && Number.isFinite(raw) ? Math.trunc(raw) + 0 : null;
}

/** A raw value as a dynamic column has it. */
function dynamicValue(raw: unknown): Dynamic {
  return (raw ?? null) as Dynamic;
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

/** A dynamic value of KQL: any JSON value. */
export type Dynamic =
  null | boolean | number | string | readonly Dynamic[] | { readonly [key: string]: Dynamic };

/** As tostring() gives it: a string as it is, null as '', arrays and objects as compact JSON. */
function toText(value: Dynamic): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return scalarText(value);
  // 1e999 is JSON and becomes Infinity, for which JSON has no word.
  const written = (_: string, item: unknown): unknown =>
    typeof item === 'number' && !Number.isFinite(item) ? String(item) : item;
  return JSON.stringify(value, written);
}

function scalarText(value: null | boolean | number | bigint): string {
  return value === null ? '' : String(value);
}

/** The value under a key of an object, key by key; null where there is none. */
function member(value: Dynamic, ...keys: readonly string[]): Dynamic {
  let found = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null || Array.isArray(found) || !Object.hasOwn(found, key)) return null;
    found = (found as Readonly<Record<string, Dynamic>>)[key] ?? null;
  }
  return found;
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
