/**
 * AWS - Sensitive call that a principal rarely makes
 *
 * Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a14, version 1.0.0, ported by Ruleport: flags the same
 * events (exact). Edit the rule, not this file.
 * The period, in milliseconds, is how far back the rule looks.
 */
export const rule = {
  id: '3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a14',
  name: 'AWS - Sensitive call that a principal rarely makes',
  severity: 'Medium',
  period: 691_200_000
} as const;

/** A record matters only if its text has all literals of at least one of these alternatives. */
export const literals: readonly (readonly string[])[] = [[]];

/** The fields of a CloudTrail record that the rule reads. Logs are not trusted to have any of them. */
export interface CloudTrailRecord {
  readonly errorCode?: unknown;
  readonly userIdentity?: {
    readonly arn?: unknown;
  } | null;
  readonly eventTime?: unknown;
  readonly eventName?: unknown;
  readonly sourceIPAddress?: unknown;
  readonly eventID?: unknown;
}

/** A row of the query. Names are the query's own. */
export interface Row {
  readonly UserIdentityArn: string;
  readonly Total: number;
  readonly Call: string;
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
  readonly #leftRows: LeftRow[] = [];

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
    // where isempty(ErrorCode) and isnotempty(UserIdentityArn)
    if (text(record.errorCode) !== '') return;
    const userIdentityArn = text(record.userIdentity?.arn);
    if (userIdentityArn === '') return;
    const timeGenerated = dateTime(record.eventTime);
    if (!isWithin(this.#window, timeGenerated)) return;
    const eventName = text(record.eventName);
    this.#leftRows.push({
      key: eventName,
      eventName,
      sourceIpAddress: text(record.sourceIPAddress),
      timeGenerated,
      userIdentityArn,
      awsEventId: text(record.eventID)
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
    const calls: CallsRow[] = [];
    const callsGroups = new Map<string, CallsGroup>();
    const calls2: CallsRow2[] = [];
    const weights: WeightsRow[] = [];
    for (const [eventName, weight, row2] of ROWS) {
      weights.push({
        key: eventName,
        weight,
        row: row2
      });
    }
    // join kind=inner on EventName
    for (const [left, right] of innerJoin(this.#leftRows, weights)) {
      calls2.push({
        eventName: left.eventName,
        sourceIpAddress: left.sourceIpAddress,
        timeGenerated: left.timeGenerated,
        userIdentityArn: left.userIdentityArn,
        weight: right.weight,
        eventTime: left.timeGenerated,
        eventId: left.awsEventId,
        row: right.row
      });
    }
    for (const row of calls2) {
      // where TimeGenerated >= ago(1d)
      if (row.timeGenerated === null || !(row.timeGenerated >= this.#ago)) continue;
      const group = groupOf(callsGroups, row.userIdentityArn, () => ({
        userIdentityArn: row.userIdentityArn,
        total: 0,
        argMax: null,
        events: new Set<string>()
      }));
      group.total += row.weight;
      group.argMax = firstOf(group.argMax, {
        heaviest: row.weight,
        call: row.eventName,
        sourceIpAddress: row.sourceIpAddress,
        eventTime: row.eventTime,
        eventId: row.eventId,
        row: row.row
      }, compareArgMaxRows);
      group.events.add(row.eventId);
    }
    // summarize Total = sum(Weight), (Heaviest, Call, SourceIpAddress) = arg_max(Weight, EventName, SourceIpAddress…
    for (const group of callsGroups.values()) {
      // where Total >= 10
      if (!(group.total >= 10)) continue;
      calls.push({
        key: group.userIdentityArn,
        userIdentityArn: group.userIdentityArn,
        total: group.total,
        call: group.argMax?.call ?? '',
        sourceIpAddress: group.argMax?.sourceIpAddress ?? '',
        events: sortedTexts(group.events)
      });
    }
    const calls3: CallsRow3[] = [];
    const callsGroups2 = new Map<string, CallsGroup2>();
    for (const row of calls2) {
      // where TimeGenerated < ago(1d)
      if (row.timeGenerated === null || !(row.timeGenerated < this.#ago2)) continue;
      const group = groupOf(callsGroups2, row.userIdentityArn, () => ({
        userIdentityArn: row.userIdentityArn,
        earlier: 0,
        events: new Set<string>()
      }));
      group.earlier++;
      group.events.add(row.eventId);
    }
    // summarize Earlier = count() by UserIdentityArn
    for (const group of callsGroups2.values()) {
      calls3.push({
        key: group.userIdentityArn,
        earlier: group.earlier,
        events: sortedTexts(group.events)
      });
    }
    // join kind=leftouter on UserIdentityArn
    for (const [left, right] of leftOuterJoin(calls, calls3)) {
      // where isnull(Earlier)
      if ((right?.earlier ?? null) !== null) continue;
      matches.push({
        row: {
          UserIdentityArn: left.userIdentityArn,
          Total: left.total,
          Call: left.call,
          SourceIpAddress: left.sourceIpAddress
        },
        evidence: eventIds(...left.events, ...(right?.events ?? []))
      });
    }
    return matches;
  }
}

/** What the inner join keeps of a row. */
interface LeftRow {
  readonly eventName: string;
  readonly sourceIpAddress: string;
  readonly timeGenerated: DateTime | null;
  readonly userIdentityArn: string;
  readonly awsEventId: string;
  readonly key: string;
}

/** What the inner join keeps of a row. */
interface WeightsRow {
  readonly weight: number;
  readonly row: number;
  readonly key: string;
}

/** A row that is read again. */
interface CallsRow2 {
  readonly eventName: string;
  readonly sourceIpAddress: string;
  readonly timeGenerated: DateTime | null;
  readonly userIdentityArn: string;
  readonly weight: number;
  readonly eventTime: DateTime | null;
  readonly eventId: string;
  readonly row: number;
}

/** What arg_max keeps of a row. */
interface ArgMaxRow {
  readonly heaviest: number;
  readonly call: string;
  readonly sourceIpAddress: string;
  readonly eventTime: DateTime | null;
  readonly eventId: string;
  readonly row: number;
}

/**
 * What rows add up to: summarize Total = sum(Weight), (Heaviest, Call, SourceIpAddress) = arg_max(Weight,
 * EventName, SourceIpAddress) by UserIdentityArn
 */
interface CallsGroup {
  readonly userIdentityArn: string;
  total: number;
  argMax: ArgMaxRow | null;
  readonly events: Set<string>;
}

/** What the leftouter join keeps of a row. */
interface CallsRow {
  readonly userIdentityArn: string;
  readonly total: number;
  readonly call: string;
  readonly sourceIpAddress: string;
  readonly events: readonly string[];
  readonly key: string;
}

/** What rows add up to: summarize Earlier = count() by UserIdentityArn */
interface CallsGroup2 {
  readonly userIdentityArn: string;
  earlier: number;
  readonly events: Set<string>;
}

/** What the leftouter join keeps of a row. */
interface CallsRow3 {
  readonly earlier: number;
  readonly events: readonly string[];
  readonly key: string;
}

const ROWS: readonly (readonly [string, number, number])[] = [['CreateUser', 3, 0], ['AttachUserPolicy', 5, 1], ['CreateLoginProfile', 4, 2], ['UpdateAssumeRolePolicy', 6, 3], ['PutBucketPolicy', 2, 4]];

/** arg_max keeps the first row in this order. */
function compareArgMaxRows(a: ArgMaxRow, b: ArgMaxRow): number {
  return b.heaviest - a.heaviest || compareCells(a.eventTime, b.eventTime) || compareText(a.eventId, b.eventId) || a.row - b.row;
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

/** Every pair with the same key. */
function* innerJoin<Left extends Keyed, Right extends Keyed>(
  lefts: readonly Left[],
  rights: readonly Right[],
): Generator<readonly [Left, Right]> {
  const groups = byKey(rights);
  for (const left of lefts) for (const right of groups.get(left.key) ?? []) yield [left, right];
}

/** Every pair with the same key, and the left rows that have no other. */
function* leftOuterJoin<Left extends Keyed, Right extends Keyed>(
  lefts: readonly Left[],
  rights: readonly Right[],
): Generator<readonly [Left, Right | null]> {
  const groups = byKey(rights);
  for (const left of lefts) for (const right of groups.get(left.key) ?? [null]) yield [left, right];
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
