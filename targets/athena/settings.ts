import { NO_SPAN } from '../../src/diagnostics/diagnostic.js';
import type { Reason } from '../../src/target/target.js';
import { reason } from './codes.js';

/** How the table's folders become partition columns: AWS's two documented forms, or none. */
export const PARTITION_LAYOUTS = ['timestamp', 'year-month-day', 'none'] as const;
export type PartitionLayout = (typeof PARTITION_LAYOUTS)[number];

export interface AthenaSettings {
  readonly database: string | null;
  readonly table: string;
  /** The table of GuardDuty's findings. */
  readonly findings: string;
  readonly partition: PartitionLayout;
  /** Where the logs lie: the folder of the accounts, `s3://bucket/prefix/AWSLogs` (an organisation's: `…/AWSLogs/o-exampleorgid`). */
  readonly location: string;
  /** The accounts and regions whose folders belong to the table. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** The first day of the table, `yyyy-MM-dd`. */
  readonly from: string;
  /** Where GuardDuty exports its findings: the folder above that of the region, `s3://bucket/AWSLogs/account/GuardDuty`. */
  readonly findingsLocation: string;
  /** Where the rows of inputs from outside lie, a folder each: `s3://bucket/prefix`. */
  readonly inputs: string;
}

/**
 * AWS's documented table with partition projection: one string column `timestamp`, `yyyy/MM/dd`. Where the logs lie nobody can
 * guess: AWS's own placeholders stand for it. The regions are those that every account has enabled.
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
export const DEFAULT_SETTINGS: AthenaSettings = {
  database: null,
  table: 'cloudtrail_logs_pp',
  findings: 'gd_logs',
  partition: 'timestamp',
  location: 's3://amzn-s3-demo-bucket/AWSLogs',
  accounts: ['111122223333'],
  regions: (
    'us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1 ' +
    'ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2'
  ).split(' '),
  from: '2020-01-01',
  findingsLocation: 's3://amzn-s3-demo-bucket/AWSLogs/111122223333/GuardDuty',
  inputs: 's3://amzn-s3-demo-bucket/ruleport-inputs',
};

/** What each setting takes: the value, or null where it is none. */
const READERS: { readonly [Name in keyof AthenaSettings]: Reader<AthenaSettings[Name]> } = {
  database: { allowed: 'a name of 1 to 255 letters, digits, _ . - $ @ or blanks', read: name },
  table: { allowed: 'a name of 1 to 255 letters, digits, _ . - $ @ or blanks', read: name },
  findings: { allowed: 'a name of 1 to 255 letters, digits, _ . - $ @ or blanks', read: name },
  partition: {
    allowed: `one of ${PARTITION_LAYOUTS.join(', ')}`,
    read: (value) => PARTITION_LAYOUTS.find((layout) => layout === value) ?? null,
  },
  location: { allowed: 'a folder of S3 such as s3://bucket/AWSLogs', read: folder },
  accounts: { allowed: 'account IDs of 12 digits with commas between', read: listOf(/^\d{12}$/) },
  regions: {
    allowed: 'regions such as eu-west-1 with commas between',
    read: listOf(/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/),
  },
  from: { allowed: 'a day such as 2020-01-01', read: day },
  findingsLocation: { allowed: 'a folder of S3 such as s3://bucket/AWSLogs/111122223333/GuardDuty', read: folder },
  inputs: { allowed: 'a folder of S3 such as s3://bucket/inputs', read: folder },
};

interface Reader<Value> {
  readonly allowed: string;
  read(value: string): Value | null;
}

/** Reads `TargetOptions.settings`; unknown names and impossible values are reasons, not guesses. */
export function readSettings(given: Readonly<Record<string, string>>): { settings: AthenaSettings; faults: Reason[] } {
  const faults: Reason[] = [];
  let settings = DEFAULT_SETTINGS;
  for (const [setting, value] of Object.entries(given)) {
    if (!isSetting(setting)) {
      faults.push(reason('RP3220', [setting, Object.keys(READERS).join(', ')], NO_SPAN));
      continue;
    }
    const { allowed, read } = READERS[setting];
    const found = read(value);
    if (found === null) faults.push(reason('RP3221', [setting, value, allowed], NO_SPAN));
    else settings = { ...settings, [setting]: found };
  }
  return { settings, faults };
}

/** What is wrong with the settings, for who must know before there is a rule to convert; or null. */
export const faultOfSettings = (given: Readonly<Record<string, string>>): string | null =>
  readSettings(given)
    .faults.map(({ message }) => message)
    .join('; ') || null;

const isSetting = (setting: string): setting is keyof AthenaSettings => Object.hasOwn(READERS, setting);

function name(value: string): string | null {
  return /^[\p{L}\p{N}_.$@ -]{1,255}$/u.test(value) ? value : null;
}

function folder(value: string): string | null {
  const isFolder = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[\w!.()@=+-]+)*\/?$/.test(value);
  return isFolder ? value.replace(/\/$/, '') : null;
}

function listOf(shape: RegExp): (value: string) => readonly string[] | null {
  return (value) => {
    const items = [...new Set(value.split(',').map((item) => item.trim()))];
    return items.every((item) => shape.test(item)) ? items : null;
  };
}

function day(value: string): string | null {
  const time = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(time) || !new Date(time).toISOString().startsWith(value) ? null : value;
}
