import type { LogRecord } from '../../../../src/events/event-source.js';
import { addOnField, ADD_ON_FIELDS } from './add-on.js';
import { eachLeaf, leavesNamed } from './json.js';
import type { FieldSource } from './row.js';
import { epochTextToTicks, isoToEpochText } from '../time/epoch.js';
import { type FieldValue, simplest } from './values.js';

/**
 * How records become events. CloudTrail's are taken for the sourcetype `aws:cloudtrail` with the props that the Splunk
 * Add-on for AWS gives it: `KV_MODE = json`, `_time` from eventTime. GuardDuty's findings are `aws:cloudwatch:guardduty`, with
 * `_time` from updatedAt.
 *
 * Modelled: dotted names with `{}` for arrays, several values for arrays, JSON null as the text `null`, an empty string as
 * an empty value, numbers and booleans as their JSON text, the default fields and the `date_*` fields.
 * Not modelled: the limits of automatic extraction ([kv] maxchars and limit, [spath] extraction_cutoff of 5000 characters in
 * limits.conf; here a record has all of its fields), TRUNCATE, event types, tags, lookups, `linecount` and `punct`; a record
 * without a valid eventTime has no `_time`, where Splunk would take the time of indexing.
 */
export interface LoadOptions {
  /** Adds the aliases and the computed errorCode of the Splunk Add-on for AWS. */
  readonly addOn: boolean;
  readonly index: string;
  readonly source: string;
  readonly host: string;
}

/** What the add-on calls the events of a source, and the member that it takes their time from. */
interface SourceType {
  readonly sourcetype: string;
  readonly time: string;
}
const CLOUDTRAIL: SourceType = { sourcetype: 'aws:cloudtrail', time: 'eventTime' };
const GUARDDUTY: SourceType = { sourcetype: 'aws:cloudwatch:guardduty', time: 'updatedAt' };

/** Amazon GuardDuty User Guide, "Finding details": members of every finding and of no CloudTrail record. */
const isFinding = (record: LogRecord): boolean =>
  ['schemaVersion', 'service'].every((name) => Object.hasOwn(record, name)) &&
  !['eventName', 'eventSource', 'eventTime', 'eventID'].some((name) => Object.hasOwn(record, name));

const DATE_FIELDS: Readonly<Record<string, (date: Date) => string>> = {
  date_hour: (date) => String(date.getUTCHours()),
  date_mday: (date) => String(date.getUTCDate()),
  date_minute: (date) => String(date.getUTCMinutes()),
  date_month: (date) => MONTHS[date.getUTCMonth()]!,
  date_second: (date) => String(date.getUTCSeconds()),
  date_wday: (date) => WEEKDAYS[date.getUTCDay()]!,
  date_year: (date) => String(date.getUTCFullYear()),
  date_zone: () => '0',
};
const MONTHS = [
  'january', 'february', 'march', 'april', 'may', 'june',
  'july', 'august', 'september', 'october', 'november', 'december',
]; // prettier-ignore
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** An event: nothing is extracted before a command asks for it. */
export class SplunkEvent implements FieldSource {
  /** Seconds since 1970 as decimal text with the digits that the record has; null without a valid eventTime. */
  readonly time: string | null;
  /** The same in ticks of 100 ns, for comparing. */
  readonly ticks: bigint | null;
  private readonly source: SourceType;

  constructor(
    readonly record: LogRecord,
    private readonly options: LoadOptions,
  ) {
    this.source = isFinding(record) ? GUARDDUTY : CLOUDTRAIL;
    const written = Object.hasOwn(record, this.source.time) ? record[this.source.time] : undefined;
    this.time = typeof written === 'string' ? isoToEpochText(written) : null;
    this.ticks = this.time === null ? null : epochTextToTicks(this.time);
  }

  get(name: string): FieldValue | undefined {
    const defaults = this.defaultField(name);
    if (defaults !== undefined) return defaults;
    if (this.options.addOn && this.source === CLOUDTRAIL) {
      const computed = addOnField(name, (field) => simplest(leavesNamed(this.record, field)));
      if (computed !== undefined) return computed;
    }
    return simplest(leavesNamed(this.record, name));
  }

  names(): readonly string[] {
    const names = new Set<string>(['_raw', 'host', 'index', 'source', 'sourcetype']);
    if (this.time !== null) for (const name of ['_time', ...Object.keys(DATE_FIELDS)]) names.add(name);
    eachLeaf(this.record, '', (name) => names.add(name));
    if (this.options.addOn && this.source === CLOUDTRAIL)
      for (const name of ADD_ON_FIELDS) if (this.get(name) !== undefined) names.add(name);
    return [...names];
  }

  private defaultField(name: string): string | undefined {
    switch (name) {
      case '_raw':
        return rawText(this.record);
      case '_time':
        return this.time ?? undefined;
      case 'sourcetype':
        return this.source.sourcetype;
      case 'index':
        return this.options.index;
      case 'source':
        return this.options.source;
      case 'host':
        return this.options.host;
      default:
        if (this.time === null || !Object.hasOwn(DATE_FIELDS, name)) return undefined;
        return DATE_FIELDS[name]!(new Date(Number(this.time) * 1000));
    }
  }
}

/** The text of the event asked for last; kept for one event only, since all of them would fill the memory. */
let latest: { record: LogRecord; text: string } | null = null;

function rawText(record: LogRecord): string {
  if (latest?.record !== record) latest = { record, text: JSON.stringify(record) };
  return latest.text;
}
