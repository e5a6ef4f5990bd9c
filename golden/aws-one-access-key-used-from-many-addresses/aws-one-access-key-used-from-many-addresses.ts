/**
 * AWS - One access key used from many addresses
 *
 * Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a08, version 1.0.0, ported by Ruleport: flags the same
 * events (exact). Edit the rule, not this file.
 * The period, in milliseconds, is how far back the rule looks.
 */
export const rule = {
  id: '3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a08',
  name: 'AWS - One access key used from many addresses',
  severity: 'Medium',
  period: 3_600_000
} as const;

/** A record matters only if its text has all literals of at least one of these alternatives. */
export const literals: readonly (readonly string[])[] = [['AKIA']];

/** The fields of a CloudTrail record that the rule reads. Logs are not trusted to have any of them. */
export interface CloudTrailRecord {
  readonly userIdentity?: {
    readonly accessKeyId?: unknown;
    readonly userName?: unknown;
  } | null;
  readonly sourceIPAddress?: unknown;
  readonly eventTime?: unknown;
  readonly eventID?: unknown;
  readonly errorCode?: unknown;
}

/** A row of the query. Names are the query's own. */
export interface Row {
  readonly UserIdentityAccessKeyId: string;
  readonly UserIdentityUserName: string;
  readonly Addresses: number;
  readonly SourceIpAddress: string;
  readonly AddressList: readonly string[];
  readonly Failed: number;
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
    // where isnotempty(UserIdentityAccessKeyId) and UserIdentityAccessKeyId startswith_cs "AKIA" and ipv4_is_privat…
    const userIdentityAccessKeyId = text(record.userIdentity?.accessKeyId);
    if (userIdentityAccessKeyId === '') return;
    if (!userIdentityAccessKeyId.startsWith('AKIA')) return;
    const sourceIpAddress = text(record.sourceIPAddress);
    if (isPrivate4(sourceIpAddress) !== false) return;
    const timeGenerated = dateTime(record.eventTime);
    if (!isWithin(this.#window, timeGenerated)) return;
    const userIdentityUserName = text(record.userIdentity?.userName);
    const awsEventId = text(record.eventID);
    const failedIf: boolean = text(record.errorCode) !== '';
    const group = groupOf(this.#groups, JSON.stringify([userIdentityAccessKeyId, userIdentityUserName]), () => ({
      userIdentityAccessKeyId,
      userIdentityUserName,
      addresses: new Set<string>(),
      takeAny: null,
      addressList: new Set<string>(),
      failed: 0,
      events: new Set<string>()
    }));
    group.addresses.add(sourceIpAddress);
    group.takeAny = firstOf(group.takeAny, {
      sourceIpAddress,
      timeGenerated,
      awsEventId
    }, compareTakeAnyRows);
    group.addressList.add(sourceIpAddress);
    if (failedIf) group.failed++;
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
    // summarize Addresses = dcount(SourceIpAddress), SourceIpAddress = take_any(SourceIpAddress), AddressList = mak…
    for (const group of this.#groups.values()) {
      // where Addresses > 4
      const addresses: number = group.addresses.size;
      if (!(addresses > 4)) continue;
      matches.push({
        row: {
          UserIdentityAccessKeyId: group.userIdentityAccessKeyId,
          UserIdentityUserName: group.userIdentityUserName,
          Addresses: addresses,
          SourceIpAddress: group.takeAny?.sourceIpAddress ?? '',
          AddressList: sortedTexts(group.addressList).slice(0, 50),
          Failed: group.failed
        },
        evidence: eventIds(...sortedTexts(group.events))
      });
    }
    return matches;
  }
}

/** What take_any keeps of a row. */
interface TakeAnyRow {
  readonly sourceIpAddress: string;
  readonly timeGenerated: DateTime | null;
  readonly awsEventId: string;
}

/**
 * What rows add up to: summarize Addresses = dcount(SourceIpAddress), SourceIpAddress = take_any(SourceIpAddress),
 * AddressList = make_set(SourceIpAddress, 50), Failed = countif(isnotempty(ErrorCode)) by UserIdentityAccessKeyId,
 * UserIdentityUserName
 */
interface Group {
  readonly userIdentityAccessKeyId: string;
  readonly userIdentityUserName: string;
  readonly addresses: Set<string>;
  takeAny: TakeAnyRow | null;
  readonly addressList: Set<string>;
  failed: number;
  readonly events: Set<string>;
}

/** take_any keeps the first row in this order. */
function compareTakeAnyRows(a: TakeAnyRow, b: TakeAnyRow): number {
  return compareCells(a.sourceIpAddress === '', b.sourceIpAddress === '') || compareCells(a.timeGenerated, b.timeGenerated) || compareText(a.awsEventId, b.awsEventId);
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

/** An address, its host bits kept, and how many leading bits name its network. */
interface Network {
  readonly address: bigint;
  readonly prefix: number;
}

/** `10.1.2.3`, `10.1.2.3/8`. */
function network4(text: string): Network | null {
  const match = /^([^/]{7,15})(?:\/(\d{1,3}))?$/.exec(text);
  const address = match === null ? null : address4(match[1]!);
  const prefix = Number(match?.[2] ?? 32);
  return address === null || prefix > 32 ? null : { address, prefix };
}

/** Four octets without leading zeros. */
function address4(text: string): bigint | null {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^(?:0|[1-9]\d{0,2})$/.test(octet) && Number(octet) < 256)) return null;
  return octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
}

/** The address with all bits behind the first `prefix` cleared. */
function masked(address: bigint, prefix: number, width: 32 | 128): bigint {
  const host = BigInt(width - prefix);
  return (address >> host) << host;
}

/** Null when one of the two is no address. */
function isInRange4(address: string, range: string): boolean | null {
  const [host, network] = [network4(address), network4(range)];
  if (host === null || network === null) return null;
  return masked(host.address, network.prefix, 32) === masked(network.address, network.prefix, 32);
}

/** The ranges of RFC 1918; null for what is no address. */
function isPrivate4(address: string): boolean | null {
  const results = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((range) => isInRange4(address, range));
  return results.includes(null) ? null : results.includes(true);
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
