/**
 * AWS - Logging weakened in several services
 *
 * Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a12, version 1.0.0, ported by Ruleport: flags the same
 * events (exact). Edit the rule, not this file.
 * The period, in milliseconds, is how far back the rule looks.
 */
export const rule = {
  id: '3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a12',
  name: 'AWS - Logging weakened in several services',
  severity: 'High',
  period: 3_600_000
} as const;

/** A record matters only if its text has all literals of at least one of these alternatives. */
export const literals: readonly (readonly string[])[] = [['guardduty.amazonaws.com'], ['config.amazonaws.com'], ['cloudtrail.amazonaws.com', 'StopLogging'], ['cloudtrail.amazonaws.com', 'DeleteTrail'], ['cloudtrail.amazonaws.com', 'PutEventSelectors'], ['ec2.amazonaws.com', 'DeleteFlowLogs']];

/** The fields of a CloudTrail record that the rule reads. Logs are not trusted to have any of them. */
export interface CloudTrailRecord {
  readonly eventSource?: unknown;
  readonly eventName?: unknown;
  readonly eventTime?: unknown;
  readonly errorCode?: unknown;
  readonly recipientAccountId?: unknown;
  readonly userIdentity?: {
    readonly arn?: unknown;
  } | null;
  readonly eventID?: unknown;
}

/** A row of the query. Names are the query's own. */
export interface Row {
  readonly UserIdentityArn: string;
  readonly RecipientAccountId: string;
  readonly Kinds: number;
  readonly KindList: readonly string[];
  readonly Calls: number;
  readonly StartTime: DateTime | null;
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
  readonly #unionRows: UnionRow[] = [];

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
    this.#pushTrails(record);
    this.#pushFlows(record);
    this.#pushDetectors(record);
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
    const groups = new Map<string, Group>();
    // union trails, flows, detectors
    for (const row of this.#unionRows) {
      // where isempty(ErrorCode)
      if (row.errorCode !== '') continue;
      const group = groupOf(groups, JSON.stringify([row.userIdentityArn, row.recipientAccountId]), () => ({
        userIdentityArn: row.userIdentityArn,
        recipientAccountId: row.recipientAccountId,
        kinds: new Set<string>(),
        kindList: new Set<string>(),
        calls: 0,
        startTime: null,
        events: new Set<string>()
      }));
      group.kinds.add(row.kind);
      group.kindList.add(row.kind);
      group.calls++;
      group.startTime = least(group.startTime, row.timeGenerated);
      group.events.add(row.eventId);
    }
    // summarize Kinds = dcount(Kind), KindList = make_set(Kind), Calls = count(), StartTime = min(TimeGenerated) by…
    for (const group of groups.values()) {
      // where Kinds >= 2
      const kinds: number = group.kinds.size;
      if (!(kinds >= 2)) continue;
      matches.push({
        row: {
          UserIdentityArn: group.userIdentityArn,
          RecipientAccountId: group.recipientAccountId,
          Kinds: kinds,
          KindList: sortedTexts(group.kindList),
          Calls: group.calls,
          StartTime: group.startTime
        },
        evidence: eventIds(...sortedTexts(group.events))
      });
    }
    return matches;
  }

  #pushTrails(record: CloudTrailRecord): void {
    // where EventSource == "cloudtrail.amazonaws.com" and EventName in ("StopLogging", "DeleteTrail", "PutEventSele…
    if (record.eventSource !== 'cloudtrail.amazonaws.com') return;
    if (record.eventName !== 'StopLogging' && record.eventName !== 'DeleteTrail' && record.eventName !== 'PutEventSelectors') return;
    const timeGenerated = dateTime(record.eventTime);
    if (!isWithin(this.#window, timeGenerated)) return;
    this.#unionRows.push({
      errorCode: text(record.errorCode),
      recipientAccountId: text(record.recipientAccountId),
      timeGenerated,
      userIdentityArn: text(record.userIdentity?.arn),
      kind: 'trail',
      eventId: text(record.eventID)
    });
  }

  #pushFlows(record: CloudTrailRecord): void {
    // where EventSource == "ec2.amazonaws.com" and EventName == "DeleteFlowLogs"
    if (record.eventSource !== 'ec2.amazonaws.com') return;
    if (record.eventName !== 'DeleteFlowLogs') return;
    const timeGenerated = dateTime(record.eventTime);
    if (!isWithin(this.#window, timeGenerated)) return;
    this.#unionRows.push({
      errorCode: text(record.errorCode),
      recipientAccountId: text(record.recipientAccountId),
      timeGenerated,
      userIdentityArn: text(record.userIdentity?.arn),
      kind: 'flow logs',
      eventId: text(record.eventID)
    });
  }

  #pushDetectors(record: CloudTrailRecord): void {
    // where EventSource in ("guardduty.amazonaws.com", "config.amazonaws.com") and EventName matches regex "^(Delet…
    if (record.eventSource !== 'guardduty.amazonaws.com' && record.eventSource !== 'config.amazonaws.com') return;
    if (!PATTERN.test(text(record.eventName))) return;
    const timeGenerated = dateTime(record.eventTime);
    if (!isWithin(this.#window, timeGenerated)) return;
    this.#unionRows.push({
      errorCode: text(record.errorCode),
      recipientAccountId: text(record.recipientAccountId),
      timeGenerated,
      userIdentityArn: text(record.userIdentity?.arn),
      kind: text(record.eventSource).split('.')[0] ?? '',
      eventId: text(record.eventID)
    });
  }
}

/** A row of the union. */
interface UnionRow {
  readonly errorCode: string;
  readonly recipientAccountId: string;
  readonly timeGenerated: DateTime | null;
  readonly userIdentityArn: string;
  readonly kind: string;
  readonly eventId: string;
}

/**
 * What rows add up to: summarize Kinds = dcount(Kind), KindList = make_set(Kind), Calls = count(), StartTime =
 * min(TimeGenerated) by UserIdentityArn, RecipientAccountId
 */
interface Group {
  readonly userIdentityArn: string;
  readonly recipientAccountId: string;
  readonly kinds: Set<string>;
  readonly kindList: Set<string>;
  calls: number;
  startTime: DateTime | null;
  readonly events: Set<string>;
}

const PATTERN = /^(?:Delete|Stop|Disable)/u;

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

/** The smaller of two values; a null is none. */
function least<Value extends number | bigint | boolean | string>(known: Value | null, value: Value | null): Value | null {
  if (known === null || value === null) return known ?? value;
  return value < known ? value : known;
}

/** A set's texts by code point. */
function sortedTexts(texts: ReadonlySet<string>): string[] {
  return [...texts].sort(compareText);
}
