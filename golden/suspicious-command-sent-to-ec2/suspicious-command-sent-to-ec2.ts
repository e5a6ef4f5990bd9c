/**
 * AWSCloudTrail - Suspicious command sent to EC2
 *
 * Microsoft Sentinel rule 21702832-aff3-4bd6-a8e1-663b6818503d, version 1.0.2, ported by Ruleport: flags the same
 * events (exact). Edit the rule, not this file.
 * The period, in milliseconds, is how far back the rule looks.
 */
export const rule = {
  id: '21702832-aff3-4bd6-a8e1-663b6818503d',
  name: 'AWSCloudTrail - Suspicious command sent to EC2',
  severity: 'High',
  period: 86_400_000
} as const;

/** A record matters only if its text has all literals of at least one of these alternatives. */
export const literals: readonly (readonly string[])[] = [['PutObject'], ['SendCommand'], ['CreateAssociation']];

/** The fields of a CloudTrail record that the rule reads. Logs are not trusted to have any of them. */
export interface CloudTrailRecord {
  readonly eventName?: unknown;
  readonly errorCode?: unknown;
  readonly errorMessage?: unknown;
  readonly eventTime?: unknown;
  readonly resources?: unknown;
  readonly recipientAccountId?: unknown;
  readonly requestParameters?: unknown;
  readonly awsRegion?: unknown;
  readonly sourceIPAddress?: unknown;
  readonly userIdentity?: {
    readonly arn?: unknown;
    readonly principalId?: unknown;
    readonly userName?: unknown;
  } | null;
  readonly eventID?: unknown;
  readonly responseElements?: unknown;
}

/** A row of the query. Names are the query's own. */
export interface Row {
  readonly AWSRegion: string;
  readonly RecipientAccountId: string;
  readonly Resources: Dynamic;
  readonly SourceIpAddress: string;
  readonly TimeGenerated: DateTime | null;
  readonly UserIdentityArn: string;
  readonly s3bucket: string;
  readonly accountId: string;
  readonly UserIdentityUserName1: string;
  readonly params: string;
  readonly s3bucketCommand: string;
  readonly s3bucketAssociation: string;
  readonly commandId: string;
  readonly associationId: string;
  readonly executionId: string;
  readonly s3bucket1: string;
  readonly UserName: string;
  readonly AccountName: string;
  readonly AccountUPNSuffix: string;
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
  readonly #leftRows = new Map<string, LeftRow>();
  readonly #commandExecuted: CommandExecutedRow[] = [];

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
    this.#pushLeft(record);
    this.#pushCommandExecuted(record);
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
    // join kind=innerunique on s3bucket
    for (const right of this.#commandExecuted) {
      const left = this.#leftRows.get(right.s3bucket);
      if (left === undefined) continue;
      const userIdentityArn: string = left.userIdentityArn === ''
        ? toText(member(element(left.resources, 0), 'ARN'))
        : left.userIdentityArn;
      const userName: string = userIdentityArn.split('/').at(-1) ?? '';
      const accountName: string = left.userIdentityPrincipalid === 'Anonymous'
        ? 'Anonymous'
        : left.userIdentityUserName === ''
        ? userName
        : left.userIdentityUserName;
      const accountName2: string = accountName.includes('@') ? pick(accountName.split('@'), 0)[0] ?? '' : accountName;
      const accountUPNSuffix: string = accountName.includes('@') ? pick(accountName.split('@'), 1)[0] ?? '' : '';
      matches.push({
        row: {
          AWSRegion: left.awsRegion,
          RecipientAccountId: left.recipientAccountId,
          Resources: left.resources,
          SourceIpAddress: left.sourceIpAddress,
          TimeGenerated: left.timeGenerated,
          UserIdentityArn: userIdentityArn,
          s3bucket: left.s3bucket,
          accountId: left.accountId,
          UserIdentityUserName1: right.userIdentityUserName,
          params: right.params,
          s3bucketCommand: right.s3bucketCommand,
          s3bucketAssociation: right.s3bucketAssociation,
          commandId: right.commandId,
          associationId: right.associationId,
          executionId: right.executionId,
          s3bucket1: right.s3bucket,
          UserName: userName,
          AccountName: accountName2,
          AccountUPNSuffix: accountUPNSuffix
        },
        evidence: eventIds(left.awsEventId, right.awsEventId)
      });
    }
    return matches;
  }

  #pushLeft(record: CloudTrailRecord): void {
    // where EventName == "PutObject" and isempty(ErrorCode) and isempty(ErrorMessage)
    if (record.eventName !== 'PutObject') return;
    if (text(record.errorCode) !== '') return;
    if (text(record.errorMessage) !== '') return;
    const timeGenerated = dateTime(record.eventTime);
    if (!isWithin(this.#window, timeGenerated)) return;
    // mv-expand todynamic(Resources)
    for (const [item, resources] of expand(parseJson(text(record.resources))).entries()) {
      // where Resources contains "accountId" and accountId <> RecipientAccountId
      if (!lowerAscii(toText(resources)).includes('accountid')) continue;
      const accountId = toText(member(resources, 'accountId'));
      const recipientAccountId = text(record.recipientAccountId);
      if (accountId === recipientAccountId) continue;
      const s3bucket = toText(member(parseJson(text(record.requestParameters)), 'bucketName'));
      const awsEventId = text(record.eventID);
      keepFirst(this.#leftRows, s3bucket, {
        awsRegion: text(record.awsRegion),
        recipientAccountId,
        resources,
        sourceIpAddress: text(record.sourceIPAddress),
        timeGenerated,
        userIdentityArn: text(record.userIdentity?.arn),
        userIdentityPrincipalid: text(record.userIdentity?.principalId),
        userIdentityUserName: text(record.userIdentity?.userName),
        s3bucket,
        accountId,
        awsEventId,
        item
      }, compareLeftRows);
    }
  }

  #pushCommandExecuted(record: CloudTrailRecord): void {
    // where EventName in ("SendCommand","CreateAssociation") and isempty(ErrorCode) and isempty(ErrorMessage)
    if (record.eventName !== 'SendCommand' && record.eventName !== 'CreateAssociation') return;
    if (text(record.errorCode) !== '') return;
    if (text(record.errorMessage) !== '') return;
    if (!isWithin(this.#window, dateTime(record.eventTime))) return;
    // where isnotempty(params)
    const requestParametersJson = parseJson(text(record.requestParameters));
    const params = toText(member(requestParametersJson, 'parameters'));
    if (params === '') return;
    const s3bucketCommand = toText(member(requestParametersJson, 'outputS3BucketName'));
    const s3bucketAssociation = toText(member(requestParametersJson, 'outputLocation', 's3Location', 'outputS3BucketName'));
    const s3bucket: string = s3bucketCommand !== '' ? s3bucketCommand : s3bucketAssociation;
    const userIdentityUserName = text(record.userIdentity?.userName);
    const userIdentityUserName2: string = userIdentityUserName !== ''
      ? userIdentityUserName
      : text(record.userIdentity?.arn).split('/').at(-1) ?? '';
    const responseElementsJson = parseJson(text(record.responseElements));
    const commandId = toText(member(responseElementsJson, 'command', 'commandId'));
    const associationId = toText(member(responseElementsJson, 'associationDescription', 'associationId'));
    this.#commandExecuted.push({
      userIdentityUserName: userIdentityUserName2,
      params,
      s3bucketCommand,
      s3bucketAssociation,
      commandId,
      associationId,
      executionId: commandId !== '' ? commandId : associationId,
      s3bucket,
      awsEventId: text(record.eventID)
    });
  }
}

/** What the innerunique join keeps of a row. */
interface LeftRow {
  readonly awsRegion: string;
  readonly recipientAccountId: string;
  readonly resources: Dynamic;
  readonly sourceIpAddress: string;
  readonly timeGenerated: DateTime | null;
  readonly userIdentityArn: string;
  readonly userIdentityPrincipalid: string;
  readonly userIdentityUserName: string;
  readonly s3bucket: string;
  readonly accountId: string;
  readonly awsEventId: string;
  readonly item: number;
}

/** What the innerunique join keeps of a row. */
interface CommandExecutedRow {
  readonly userIdentityUserName: string;
  readonly params: string;
  readonly s3bucketCommand: string;
  readonly s3bucketAssociation: string;
  readonly commandId: string;
  readonly associationId: string;
  readonly executionId: string;
  readonly s3bucket: string;
  readonly awsEventId: string;
}

/** Of several rows with the same key the join keeps the first in this order. */
function compareLeftRows(a: LeftRow, b: LeftRow): number {
  return compareCells(a.timeGenerated, b.timeGenerated) || compareText(a.awsEventId, b.awsEventId) || a.item - b.item;
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

/** KQL ignores case for ASCII letters only. */
function lowerAscii(value: string): string {
  return value.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The one part at a position, as an array; none when there is no such part. */
function pick(parts: readonly string[], position: number | null): string[] {
  const part = position === null || position < 0 ? undefined : parts[position];
  return part === undefined ? [] : [part];
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

/** The element at a position of an array, from the end when negative; null where there is none. */
function element(value: Dynamic, position: number | null): Dynamic {
  return Array.isArray(value) && position !== null ? ((value as readonly Dynamic[]).at(position) ?? null) : null;
}

/** The rows of an mv-expand: the elements of an array, the entries of an object, else the value itself, also null. */
function expand(value: Dynamic): readonly Dynamic[] {
  if (Array.isArray(value)) return value as readonly Dynamic[];
  if (typeof value !== 'object' || value === null) return [value];
  return Object.entries(value).map((entry) => Object.fromEntries([entry]));
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

/** Keeps one row a key: the first in the order of `compare`. */
function keepFirst<Row>(rows: Map<string, Row>, key: string, row: Row, compare: (a: Row, b: Row) => number): void {
  const known = rows.get(key);
  if (known === undefined || compare(row, known) < 0) rows.set(key, row);
}
