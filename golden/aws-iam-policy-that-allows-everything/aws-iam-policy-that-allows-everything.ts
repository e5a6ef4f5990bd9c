/**
 * AWS - IAM policy that allows everything
 *
 * Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a04, version 1.0.0, ported by Ruleport: flags the same
 * events (exact). Edit the rule, not this file.
 * The period, in milliseconds, is how far back the rule looks.
 */
export const rule = {
  id: '3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a04',
  name: 'AWS - IAM policy that allows everything',
  severity: 'High',
  period: 3_600_000
} as const;

/** A record matters only if its text has all literals of at least one of these alternatives. */
export const literals: readonly (readonly string[])[] = [['iam.amazonaws.com', 'CreatePolicy'], ['iam.amazonaws.com', 'CreatePolicyVersion'], ['iam.amazonaws.com', 'PutUserPolicy'], ['iam.amazonaws.com', 'PutRolePolicy'], ['iam.amazonaws.com', 'PutGroupPolicy']];

/** The fields of a CloudTrail record that the rule reads. Logs are not trusted to have any of them. */
export interface CloudTrailRecord {
  readonly eventSource?: unknown;
  readonly errorCode?: unknown;
  readonly eventName?: unknown;
  readonly eventTime?: unknown;
  readonly requestParameters?: unknown;
  readonly eventID?: unknown;
  readonly userIdentity?: {
    readonly arn?: unknown;
  } | null;
  readonly sourceIPAddress?: unknown;
}

/** A row of the query. Names are the query's own. */
export interface Row {
  readonly TimeGenerated: DateTime | null;
  readonly AwsEventId: string;
  readonly EventName: string;
  readonly PolicyName: string;
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
    if (!isRecord(record)) return;
    // where EventSource == "iam.amazonaws.com" and isempty(ErrorCode) and EventName in ("CreatePolicy", "CreatePoli…
    if (record.eventSource !== 'iam.amazonaws.com') return;
    if (text(record.errorCode) !== '') return;
    if (!EVENT_NAME_S.has(record.eventName)) return;
    const timeGenerated = dateTime(record.eventTime);
    if (!isWithin(this.#window, timeGenerated)) return;
    // mv-expand Statement
    const parameters = parseJson(text(record.requestParameters));
    const statement = member(parseJson(toText(member(parameters, 'policyDocument'))), 'Statement');
    for (const statement2 of expand(statement)) {
      // where tostring(Statement.Effect) == "Allow" and isempty(tostring(Statement.Condition))
      if (toText(member(statement2, 'Effect')) !== 'Allow') continue;
      if (toText(member(statement2, 'Condition')) !== '') continue;
      // where set_has_element(Actions, "*") and set_has_element(Resources, "*")
      const actions: Dynamic = lift(arrayLength(member(statement2, 'Action')), 0, (x, y) => x > y) === true
        ? member(statement2, 'Action')
        : [toText(member(statement2, 'Action'))];
      if (setHasElement(actions, '*') !== true) continue;
      const resources: Dynamic = lift(arrayLength(member(statement2, 'Resource')), 0, (x, y) => x > y) === true
        ? member(statement2, 'Resource')
        : [toText(member(statement2, 'Resource'))];
      if (setHasElement(resources, '*') !== true) continue;
      const awsEventId = text(record.eventID);
      const policyName: string = toText(member(parameters, 'policyName')) || (toText(member(parameters, 'policyArn')).split('/').at(-1) ?? '');
      this.#matches.push({
        row: {
          TimeGenerated: timeGenerated,
          AwsEventId: awsEventId,
          EventName: text(record.eventName),
          PolicyName: policyName,
          UserIdentityArn: text(record.userIdentity?.arn),
          SourceIpAddress: text(record.sourceIPAddress)
        },
        evidence: eventIds(awsEventId)
      });
    }
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
    return [...this.#matches];
  }
}

const EVENT_NAME_S = new Set<unknown>(['CreatePolicy', 'CreatePolicyVersion', 'PutUserPolicy', 'PutRolePolicy', 'PutGroupPolicy']);

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

function arrayLength(value: Dynamic): number | null {
  return Array.isArray(value) ? value.length : null;
}

/** Equality by value; arrays and objects by their JSON text. */
function same(left: Dynamic | bigint, right: Dynamic | bigint): boolean {
  if (typeof left === 'object' && left !== null && typeof right === 'object' && right !== null) {
    return toText(left) === toText(right);
  }
  const areNumbers = (typeof left === 'number' && typeof right === 'bigint') || (typeof left === 'bigint' && typeof right === 'number');
  return areNumbers ? left == right : left === right;
}

/** Null when the set is no array. */
function setHasElement(set: Dynamic, value: Dynamic): boolean | null {
  return Array.isArray(set) ? (set as readonly Dynamic[]).some((element) => same(element, value)) : null;
}

/** The rows of an mv-expand: the elements of an array, the entries of an object, else the value itself, also null. */
function expand(value: Dynamic): readonly Dynamic[] {
  if (Array.isArray(value)) return value as readonly Dynamic[];
  if (typeof value !== 'object' || value === null) return [value];
  return Object.entries(value).map((entry) => Object.fromEntries([entry]));
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
