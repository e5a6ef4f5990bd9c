/**
 * AWS - Many denied S3 reads from one address
 *
 * Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a01, version 1.0.0, ported by Ruleport: flags the same
 * events (exact). Edit the rule, not this file.
 * The period, in milliseconds, is how far back the rule looks.
 */
export const rule = {
  id: '3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a01',
  name: 'AWS - Many denied S3 reads from one address',
  severity: 'Medium',
  period: 3_600_000
} as const;

/** A record matters only if its text has all literals of at least one of these alternatives. */
export const literals: readonly (readonly string[])[] = [['s3.amazonaws.com', 'GetObject', 'AccessDenied'], ['s3.amazonaws.com', 'GetObject', 'NoSuchKey'], ['s3.amazonaws.com', 'HeadObject', 'AccessDenied'], ['s3.amazonaws.com', 'HeadObject', 'NoSuchKey']];

/** The fields of a CloudTrail record that the rule reads. Logs are not trusted to have any of them. */
export interface CloudTrailRecord {
  readonly eventSource?: unknown;
  readonly eventName?: unknown;
  readonly errorCode?: unknown;
  readonly eventTime?: unknown;
  readonly requestParameters?: unknown;
  readonly sourceIPAddress?: unknown;
  readonly eventID?: unknown;
}

/** A row of the query. Names are the query's own. */
export interface Row {
  readonly SourceIpAddress: string;
  readonly Bucket: string;
  readonly TimeGenerated: DateTime | null;
  readonly Denied: number;
  readonly Keys: number;
  readonly FirstSeen: DateTime | null;
  readonly LastSeen: DateTime | null;
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
  readonly #groups = new Map<string, Group>();

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
    // where EventSource == "s3.amazonaws.com" and EventName in ("GetObject", "HeadObject") and ErrorCode in ("Acces…
    if (record.eventSource !== 's3.amazonaws.com') return;
    if (record.eventName !== 'GetObject' && record.eventName !== 'HeadObject') return;
    if (record.errorCode !== 'AccessDenied' && record.errorCode !== 'NoSuchKey') return;
    const timeGenerated = dateTime(record.eventTime);
    if (!isWithin(this.#window, timeGenerated)) return;
    // where isnotempty(Bucket)
    const requestParametersJson = parseJson(text(record.requestParameters));
    const bucket = toText(member(requestParametersJson, 'bucketName'));
    if (bucket === '') return;
    const sourceIpAddress = text(record.sourceIPAddress);
    const timeGenerated2 = binTime(timeGenerated, 9000000000n);
    const keys = toText(member(requestParametersJson, 'key'));
    const awsEventId = text(record.eventID);
    const group = groupOf(this.#groups, JSON.stringify([sourceIpAddress, bucket, timeGenerated2]), () => ({
      sourceIpAddress,
      bucket,
      timeGenerated: timeGenerated2,
      denied: 0,
      keys: new Set<string>(),
      firstSeen: null,
      lastSeen: null,
      events: new Set<string>()
    }));
    group.denied++;
    group.keys.add(keys);
    group.firstSeen = least(group.firstSeen, timeGenerated);
    group.lastSeen = greatest(group.lastSeen, timeGenerated);
    group.events.add(awsEventId);
  }

  /**
   * Takes one record as JSON text. Text that cannot match is not parsed.
   * @throws SyntaxError for other text that is no JSON
   */
  pushText(json: string): void {
    if (mayMatch(json)) this.push(JSON.parse(json));
  }

  /** The matches among all records so far. */
  finish(): Match[] {
    const matches: Match[] = [];
    // summarize Denied = count(), Keys = dcount(tostring(parse_json(RequestParameters).key)), FirstSeen = min(TimeG…
    for (const group of this.#groups.values()) {
      // where Denied > 20
      if (!(group.denied > 20)) continue;
      matches.push({
        row: {
          SourceIpAddress: group.sourceIpAddress,
          Bucket: group.bucket,
          TimeGenerated: group.timeGenerated,
          Denied: group.denied,
          Keys: group.keys.size,
          FirstSeen: group.firstSeen,
          LastSeen: group.lastSeen
        },
        evidence: eventIds(...sortedTexts(group.events))
      });
    }
    return matches;
  }
}

/**
 * What rows add up to: summarize Denied = count(), Keys = dcount(tostring(parse_json(RequestParameters).key)),
 * FirstSeen = min(TimeGenerated), LastSeen = max(TimeGenerated) by SourceIpAddress, Bucket, bin(TimeGenerated,
 * 15m)
 */
interface Group {
  readonly sourceIpAddress: string;
  readonly bucket: string;
  readonly timeGenerated: DateTime | null;
  denied: number;
  readonly keys: Set<string>;
  firstSeen: DateTime | null;
  lastSeen: DateTime | null;
  readonly events: Set<string>;
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

/** Whether a record's text has the literals of an alternative, or an escape that may hide one. */
function mayMatch(json: string): boolean {
  if (literals.some((all) => all.every((literal) => json.includes(literal)))) return true;
  return json.includes('\\u') || json.includes('\\/');
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

/** What is no JSON stays a string; '' is null. */
function parseJson(json: string): Dynamic {
  if (json === '') return null;
  if (isTooDeep(json)) return json;
  try {
    return JSON.parse(json) as Dynamic;
  } catch {
    return json;
  }
}

/** More levels of arrays and objects than can safely be walked. A text too short to have them is not looked at. */
function isTooDeep(json: string, limit = 512): boolean {
  if (json.length <= 2 * limit) return false;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === 34) inString = !inString;
    else if (inString) at += code === 92 ? 1 : 0;
    else if (code === 91 || code === 123) depth++;
    else if (code === 93 || code === 125) depth--;
    if (depth > limit) return true;
  }
  return false;
}

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

/** Since 1970. */
function ticksOf(time: DateTime): TimeSpan {
  return BigInt(Date.parse(`${time.slice(0, 19)}Z`)) * 10_000n + BigInt(time.slice(20, 27));
}

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

/** Bins of a datetime count from 0001-01-01. */
function binTime(time: DateTime | null, size: TimeSpan | null, origin: DateTime | null = '0001-01-01T00:00:00.0000000Z'): DateTime | null {
  if (time === null || size === null || origin === null || size <= 0n) return null;
  const start = ticksOf(origin);
  const above = ticksOf(time) - start;
  return dateTimeOf(start + above - (((above % size) + size) % size));
}

/** The group of a key, a new one for a new key. */
function groupOf<Group>(groups: Map<string, Group>, key: string, create: () => Group): Group {
  const known = groups.get(key);
  if (known !== undefined) return known;
  const group = create();
  groups.set(key, group);
  return group;
}

/** The smaller of two values; a null is none. */
function least<Value extends number | bigint | boolean | string>(known: Value | null, value: Value | null): Value | null {
  if (known === null || value === null) return known ?? value;
  return value < known ? value : known;
}

/** The larger of two values; a null is none. */
function greatest<Value extends number | bigint | boolean | string>(
  known: Value | null,
  value: Value | null,
): Value | null {
  if (known === null || value === null) return known ?? value;
  return value > known ? value : known;
}

/** A set's texts by code point. */
function sortedTexts(texts: ReadonlySet<string>): string[] {
  return [...texts].sort(compareText);
}
