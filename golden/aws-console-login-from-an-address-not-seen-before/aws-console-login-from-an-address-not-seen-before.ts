/**
 * AWS - Console login from an address not seen before
 *
 * Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a02, version 1.0.0, ported by Ruleport: flags the same
 * events (exact). Edit the rule, not this file.
 * The period, in milliseconds, is how far back the rule looks.
 */
export const rule = {
  id: '3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a02',
  name: 'AWS - Console login from an address not seen before',
  severity: 'Low',
  period: 1_209_600_000
} as const;

/** A record matters only if its text has all literals of at least one of these alternatives. */
export const literals: readonly (readonly string[])[] = [['ConsoleLogin']];

/** The fields of a CloudTrail record that the rule reads. Logs are not trusted to have any of them. */
export interface CloudTrailRecord {
  readonly eventName?: unknown;
  readonly eventTime?: unknown;
  readonly responseElements?: unknown;
  readonly userIdentity?: {
    readonly arn?: unknown;
  } | null;
  readonly sourceIPAddress?: unknown;
  readonly userAgent?: unknown;
  readonly eventID?: unknown;
}

/** A row of the query. Names are the query's own. */
export interface Row {
  readonly TimeGenerated: DateTime | null;
  readonly UserIdentityArn: string;
  readonly SourceIpAddress: string;
  readonly UserAgent: string;
}

/** A row and the IDs of the events that caused it. */
export interface Match {
  readonly row: Row;
  readonly evidence: readonly string[];
}

/**
 * Times in milliseconds since 1970.
 * window: only records of this time count, start inclusive, end exclusive; all records when left out
 * now: the clock of now() and ago(); the time of construction when left out
 */
export interface Options {
  readonly window?: {
    readonly start: number;
    readonly end: number;
  };
  readonly now?: number;
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
  readonly #now: DateTime;
  readonly #ago: DateTime;
  readonly #ago2: DateTime;
  readonly #logins: LoginsRow[] = [];
  readonly #loginsGroups = new Map<string, LoginsGroup>();

  constructor(options: Options = {}) {
    const window = options.window;
    this.#window = window === undefined ? null : {
      start: instant(window.start),
      end: instant(window.end)
    };
    this.#now = instant(options.now ?? Date.now());
    this.#ago = shift(this.#now, -864000000000n);
    this.#ago2 = shift(this.#now, -864000000000n);
  }

  /** Takes one record of the log; records may come in any order. */
  push(record: unknown): void {
    if (!isRecord(record)) return;
    this.#pushLogins(record);
    this.#pushLogins2(record);
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
    const logins2: LoginsRow2[] = [];
    // distinct UserIdentityArn, SourceIpAddress
    for (const group of this.#loginsGroups.values()) {
      const key = joinKey(group.userIdentityArn, group.sourceIpAddress);
      if (key === null) continue;
      logins2.push({
        key
      });
    }
    // join kind=leftanti on UserIdentityArn, SourceIpAddress
    for (const left of antiJoin(this.#logins, logins2)) {
      matches.push({
        row: {
          TimeGenerated: left.timeGenerated,
          UserIdentityArn: left.userIdentityArn,
          SourceIpAddress: left.sourceIpAddress,
          UserAgent: left.userAgent
        },
        evidence: eventIds(left.awsEventId)
      });
    }
    return matches;
  }

  #pushLogins(record: CloudTrailRecord): void {
    // where EventName == "ConsoleLogin"
    if (record.eventName !== 'ConsoleLogin') return;
    const timeGenerated = dateTime(record.eventTime);
    if (!isWithin(this.#window, timeGenerated)) return;
    // where tostring(parse_json(ResponseElements).ConsoleLogin) == "Success"
    if (toText(member(parseJson(text(record.responseElements)), 'ConsoleLogin')) !== 'Success') return;
    // where TimeGenerated >= ago(1d)
    if (timeGenerated === null || !(timeGenerated >= this.#ago)) return;
    const userIdentityArn = text(record.userIdentity?.arn);
    const sourceIpAddress = text(record.sourceIPAddress);
    const key = joinKey(userIdentityArn, sourceIpAddress);
    this.#logins.push({
      key,
      timeGenerated,
      userIdentityArn,
      sourceIpAddress,
      userAgent: text(record.userAgent),
      awsEventId: text(record.eventID)
    });
  }

  #pushLogins2(record: CloudTrailRecord): void {
    // where EventName == "ConsoleLogin"
    if (record.eventName !== 'ConsoleLogin') return;
    const timeGenerated = dateTime(record.eventTime);
    if (!isWithin(this.#window, timeGenerated)) return;
    // where tostring(parse_json(ResponseElements).ConsoleLogin) == "Success"
    if (toText(member(parseJson(text(record.responseElements)), 'ConsoleLogin')) !== 'Success') return;
    // where TimeGenerated < ago(1d)
    if (timeGenerated === null || !(timeGenerated < this.#ago2)) return;
    const userIdentityArn = text(record.userIdentity?.arn);
    const sourceIpAddress = text(record.sourceIPAddress);
    groupOf(this.#loginsGroups, JSON.stringify([userIdentityArn, sourceIpAddress]), () => ({
      userIdentityArn,
      sourceIpAddress
    }));
  }
}

/** What the leftanti join keeps of a row. */
interface LoginsRow {
  readonly timeGenerated: DateTime | null;
  readonly userIdentityArn: string;
  readonly sourceIpAddress: string;
  readonly userAgent: string;
  readonly awsEventId: string;
  readonly key: string | null;
}

/** What rows add up to: distinct UserIdentityArn, SourceIpAddress */
interface LoginsGroup {
  readonly userIdentityArn: string;
  readonly sourceIpAddress: string;
}

/** What the leftanti join keeps of a row. */
interface LoginsRow2 {
  readonly key: string;
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

function shift(time: DateTime, span: TimeSpan): DateTime {
  return boundedTime(ticksOf(time) + span);
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

interface Keyed {
  readonly key: string | null;
}

/** A text that is the same exactly for equal keys; null when a part is null. */
function joinKey(...parts: readonly (string | number | bigint | boolean | null)[]): string | null {
  return parts.includes(null) ? null : JSON.stringify(parts.map(String));
}

function byKey<Row extends Keyed>(rows: readonly Row[]): ReadonlyMap<string | null, readonly Row[]> {
  const groups = new Map<string | null, Row[]>();
  for (const row of rows) {
    if (row.key === null) continue;
    const group = groups.get(row.key);
    if (group === undefined) groups.set(row.key, [row]);
    else group.push(row);
  }
  return groups;
}

/** The rows whose key no other has. */
function antiJoin<Row extends Keyed>(rows: readonly Row[], others: readonly Keyed[]): Row[] {
  const groups = byKey(others);
  return rows.filter(({ key }) => !groups.has(key));
}

/** The group of a key, a new one for a new key. */
function groupOf<Group>(groups: Map<string, Group>, key: string, create: () => Group): Group {
  const known = groups.get(key);
  if (known !== undefined) return known;
  const group = create();
  groups.set(key, group);
  return group;
}
