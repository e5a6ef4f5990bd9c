/**
 * AWS - Security group left open to the world
 *
 * Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a09, version 1.0.0, ported by Ruleport: flags the same
 * events (exact). Edit the rule, not this file.
 * The period, in milliseconds, is how far back the rule looks.
 */
export const rule = {
  id: '3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a09',
  name: 'AWS - Security group left open to the world',
  severity: 'Medium',
  period: 3_600_000
} as const;

/** A record matters only if its text has all literals of at least one of these alternatives. */
export const literals: readonly (readonly string[])[] = [['ec2.amazonaws.com', 'AuthorizeSecurityGroupIngress'], ['ec2.amazonaws.com', 'RevokeSecurityGroupIngress']];

/** The fields of a CloudTrail record that the rule reads. Logs are not trusted to have any of them. */
export interface CloudTrailRecord {
  readonly eventSource?: unknown;
  readonly errorCode?: unknown;
  readonly eventName?: unknown;
  readonly eventTime?: unknown;
  readonly requestParameters?: unknown;
  readonly userIdentity?: {
    readonly arn?: unknown;
  } | null;
  readonly sourceIPAddress?: unknown;
  readonly eventID?: unknown;
}

/** A row of the query. Names are the query's own. */
export interface Row {
  readonly GroupId: string;
  readonly TimeGenerated: DateTime | null;
  readonly EventName: string;
  readonly RequestParameters: string;
  readonly UserIdentityArn: string;
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
    // where EventSource == "ec2.amazonaws.com" and isempty(ErrorCode) and EventName in ("AuthorizeSecurityGroupIngr…
    if (record.eventSource !== 'ec2.amazonaws.com') return;
    if (text(record.errorCode) !== '') return;
    if (record.eventName !== 'AuthorizeSecurityGroupIngress' && record.eventName !== 'RevokeSecurityGroupIngress') return;
    const timeGenerated = dateTime(record.eventTime);
    if (!isWithin(this.#window, timeGenerated)) return;
    // where isnotempty(GroupId)
    const requestParameters = text(record.requestParameters);
    const groupId = toText(member(parseJson(requestParameters), 'groupId'));
    if (groupId === '') return;
    const eventName = text(record.eventName);
    const userIdentityArn = text(record.userIdentity?.arn);
    const sourceIpAddress = text(record.sourceIPAddress);
    const awsEventId = text(record.eventID);
    const group = groupOf(this.#groups, groupId, () => ({
      groupId,
      argMax: null,
      events: new Set<string>()
    }));
    group.argMax = firstOf(group.argMax, {
      timeGenerated,
      eventName,
      requestParameters,
      userIdentityArn,
      sourceIpAddress,
      timeGenerated2: timeGenerated,
      awsEventId
    }, compareArgMaxRows);
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
    // summarize arg_max(TimeGenerated, EventName, RequestParameters, UserIdentityArn, SourceIpAddress) by GroupId
    for (const group of this.#groups.values()) {
      // where EventName == "AuthorizeSecurityGroupIngress" and RequestParameters has_cs "0.0.0.0/0" or RequestParamet…
      const eventName: string = group.argMax?.eventName ?? '';
      if (eventName !== 'AuthorizeSecurityGroupIngress') continue;
      const requestParameters: string = group.argMax?.requestParameters ?? '';
      if (!hasTerm(requestParameters, '0.0.0.0/0') && !hasTerm(requestParameters, '::/0')) continue;
      matches.push({
        row: {
          GroupId: group.groupId,
          TimeGenerated: group.argMax?.timeGenerated ?? null,
          EventName: eventName,
          RequestParameters: requestParameters,
          UserIdentityArn: group.argMax?.userIdentityArn ?? '',
          SourceIpAddress: group.argMax?.sourceIpAddress ?? ''
        },
        evidence: eventIds(...sortedTexts(group.events))
      });
    }
    return matches;
  }
}

/** What arg_max keeps of a row. */
interface ArgMaxRow {
  readonly timeGenerated: DateTime | null;
  readonly eventName: string;
  readonly requestParameters: string;
  readonly userIdentityArn: string;
  readonly sourceIpAddress: string;
  readonly timeGenerated2: DateTime | null;
  readonly awsEventId: string;
}

/**
 * What rows add up to: summarize arg_max(TimeGenerated, EventName, RequestParameters, UserIdentityArn,
 * SourceIpAddress) by GroupId
 */
interface Group {
  readonly groupId: string;
  argMax: ArgMaxRow | null;
  readonly events: Set<string>;
}

/** arg_max keeps the first row in this order. */
function compareArgMaxRows(a: ArgMaxRow, b: ArgMaxRow): number {
  return compareCells(b.timeGenerated, a.timeGenerated) || compareCells(a.timeGenerated2, b.timeGenerated2) || compareText(a.awsEventId, b.awsEventId);
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

/** Ascending, nulls first. */
function compareCells<Cell extends number | bigint | boolean | string>(left: Cell | null, right: Cell | null): number {
  if (left === right) return 0;
  return left === null || (right !== null && left < right) ? -1 : 1;
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

/** Of a character code; NaN, beyond the ends of a text, is none. */
function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
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

/** The group of a key, a new one for a new key. */
function groupOf<Group>(groups: Map<string, Group>, key: string, create: () => Group): Group {
  const known = groups.get(key);
  if (known !== undefined) return known;
  const group = create();
  groups.set(key, group);
  return group;
}

/** The first of two rows in an order; the one before in time where they tie. */
function firstOf<Row>(known: Row | null, row: Row, compare: (a: Row, b: Row) => number): Row {
  return known === null || compare(row, known) < 0 ? row : known;
}

/** A set's texts by code point. */
function sortedTexts(texts: ReadonlySet<string>): string[] {
  return [...texts].sort(compareText);
}
