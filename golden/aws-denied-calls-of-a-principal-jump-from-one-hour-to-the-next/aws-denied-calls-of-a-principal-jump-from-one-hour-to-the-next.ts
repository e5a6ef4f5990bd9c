/**
 * AWS - Denied calls of a principal jump from one hour to the next
 *
 * Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a07, version 1.0.0, ported by Ruleport: flags the same
 * events (exact). Edit the rule, not this file.
 * The period, in milliseconds, is how far back the rule looks.
 */
export const rule = {
  id: '3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a07',
  name: 'AWS - Denied calls of a principal jump from one hour to the next',
  severity: 'Medium',
  period: 21_600_000
} as const;

/** A record matters only if its text has all literals of at least one of these alternatives. */
export const literals: readonly (readonly string[])[] = [[]];

/** The fields of a CloudTrail record that the rule reads. Logs are not trusted to have any of them. */
export interface CloudTrailRecord {
  readonly errorCode?: unknown;
  readonly eventTime?: unknown;
  readonly userIdentity?: {
    readonly principalId?: unknown;
  } | null;
  readonly eventName?: unknown;
  readonly eventID?: unknown;
}

/** A row of the query. Names are the query's own. */
export interface Row {
  readonly UserIdentityPrincipalid: string;
  readonly Hour: DateTime | null;
  readonly Denied: number;
  readonly Before: number | null;
  readonly Calls: readonly string[];
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
    // where ErrorCode has_any ("AccessDenied", "UnauthorizedOperation")
    if (!hasAnyTerm(lowerAscii(text(record.errorCode)), TERMS)) return;
    const timeGenerated = dateTime(record.eventTime);
    if (!isWithin(this.#window, timeGenerated)) return;
    const userIdentityPrincipalid = text(record.userIdentity?.principalId);
    const hour = binTime(timeGenerated, 36000000000n);
    const eventName = text(record.eventName);
    const awsEventId = text(record.eventID);
    const group = groupOf(this.#groups, JSON.stringify([userIdentityPrincipalid, hour]), () => ({
      userIdentityPrincipalid,
      hour,
      denied: 0,
      calls: new Set<string>(),
      events: new Set<string>()
    }));
    group.denied++;
    group.calls.add(eventName);
    group.events.add(awsEventId);
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
    const rows2: Row2[] = [];
    const rows3: Row3[] = [];
    // summarize Denied = count(), Calls = make_set(EventName, 20) by UserIdentityPrincipalid, Hour = bin(TimeGenera…
    for (const group of this.#groups.values()) {
      rows3.push({
        userIdentityPrincipalid: group.userIdentityPrincipalid,
        hour: group.hour,
        denied: group.denied,
        calls: sortedTexts(group.calls).slice(0, 20),
        events: sortedTexts(group.events)
      });
    }
    // extend SamePrincipal = prev(UserIdentityPrincipalid) == UserIdentityPrincipalid and prev(Hour) == Hour - 1h
    const inOrder = [...rows3].sort(compareRow3s);
    for (const [index, row] of inOrder.entries()) {
      const window2: string = inOrder[index - 1]?.userIdentityPrincipalid ?? '';
      const window1: DateTime | null = inOrder[index - 1]?.hour ?? null;
      const samePrincipal = and(window2 === row.userIdentityPrincipalid, equal(window1, lift(row.hour, 36000000000n, (x, y) => dateTimeOf(ticksOf(x) - y))));
      rows2.push({
        userIdentityPrincipalid: row.userIdentityPrincipalid,
        hour: row.hour,
        denied: row.denied,
        calls: row.calls,
        samePrincipal,
        events: row.events,
        sort: row.userIdentityPrincipalid,
        sort1: row.hour,
        key: row.userIdentityPrincipalid,
        key1: row.hour
      });
    }
    // extend Before = iff(SamePrincipal, prev(Denied), 0)
    const inOrder2 = [...rows2].sort(compareRow2s);
    for (const [index, row] of inOrder2.entries()) {
      // where Denied >= 10 and Denied > 3 * Before
      if (!(row.denied >= 10)) continue;
      const window2: number | null = inOrder2[index - 1]?.denied ?? null;
      const before: number | null = row.samePrincipal === true ? window2 : 0;
      if (lift(row.denied, lift(3, before, (x, y) => x * y), (x, y) => x > y) !== true) continue;
      matches.push({
        row: {
          UserIdentityPrincipalid: row.userIdentityPrincipalid,
          Hour: row.hour,
          Denied: row.denied,
          Before: before,
          Calls: row.calls
        },
        evidence: eventIds(...row.events)
      });
    }
    return matches;
  }
}

/**
 * What rows add up to: summarize Denied = count(), Calls = make_set(EventName, 20) by UserIdentityPrincipalid,
 * Hour = bin(TimeGenerated, 1h)
 */
interface Group {
  readonly userIdentityPrincipalid: string;
  readonly hour: DateTime | null;
  denied: number;
  readonly calls: Set<string>;
  readonly events: Set<string>;
}

/** A row that waits to be put in order. */
interface Row3 {
  readonly userIdentityPrincipalid: string;
  readonly hour: DateTime | null;
  readonly denied: number;
  readonly calls: readonly string[];
  readonly events: readonly string[];
}

/** A row that waits to be put in order. */
interface Row2 {
  readonly userIdentityPrincipalid: string;
  readonly hour: DateTime | null;
  readonly denied: number;
  readonly calls: readonly string[];
  readonly samePrincipal: boolean | null;
  readonly events: readonly string[];
  readonly sort: string;
  readonly sort1: DateTime | null;
  readonly key: string;
  readonly key1: DateTime | null;
}

const TERMS = ['accessdenied', 'unauthorizedoperation'];

/**
 * The order of the rows: extend SamePrincipal = prev(UserIdentityPrincipalid) == UserIdentityPrincipalid and
 * prev(Hour) == Hour - 1h
 */
function compareRow3s(a: Row3, b: Row3): number {
  return compareText(a.userIdentityPrincipalid, b.userIdentityPrincipalid) || compareCells(a.hour, b.hour) || compareText(a.userIdentityPrincipalid, b.userIdentityPrincipalid) || compareCells(a.hour, b.hour);
}

/** The order of the rows: extend Before = iff(SamePrincipal, prev(Denied), 0) */
function compareRow2s(a: Row2, b: Row2): number {
  return compareText(a.sort, b.sort) || compareCells(a.sort1, b.sort1) || compareText(a.key, b.key) || compareCells(a.key1, b.key1);
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

/** Equality by value; arrays and objects by their JSON text. */
function same(left: Dynamic | bigint, right: Dynamic | bigint): boolean {
  if (typeof left === 'object' && left !== null && typeof right === 'object' && right !== null) {
    return toText(left) === toText(right);
  }
  const areNumbers = (typeof left === 'number' && typeof right === 'bigint') || (typeof left === 'bigint' && typeof right === 'number');
  return areNumbers ? left == right : left === right;
}

/** KQL's ==: null when both sides are. */
function equal(left: Dynamic | bigint, right: Dynamic | bigint): boolean | null {
  return left === null && right === null ? null : same(left, right);
}

function and(left: boolean | null, right: boolean | null): boolean | null {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

/** Applies an operation to two values that may be null: then the result is. */
function lift<Left, Right, Result>(
  left: Left | null,
  right: Right | null,
  apply: (left: Left, right: Right) => Result,
): Result | null {
  return left === null || right === null ? null : apply(left, right);
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

/** A set's texts by code point. */
function sortedTexts(texts: ReadonlySet<string>): string[] {
  return [...texts].sort(compareText);
}
