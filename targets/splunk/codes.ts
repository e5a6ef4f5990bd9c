import type { CodeTable } from '../../src/diagnostics/code-table.js';
import type { Span } from '../../src/diagnostics/diagnostic.js';
import type { Reason } from '../../src/target/target.js';

/** Why a rule has no exact search, and what exactness rests on: RP31xx. One line a code. */
// prettier-ignore
export const SPLUNK_CODES = {
  RP3101: { severity: 'error', message: (operator: string) => `SPL has no exact form of the operator '${operator}' here` },
  RP3102: { severity: 'error', message: (name: string) => `the function '${name}' is not in the SPL target's table` },
  RP3103: { severity: 'error', message: (name: string, what: string) => `'${name}' needs ${what} to be written in SPL` },
  RP3104: { severity: 'error', message: (type: string, use: string) => `a value of type ${type} has no exact ${use} in SPL` },
  RP3105: { severity: 'error', message: (what: string) => `Splunk's regular expressions (PCRE) read ${what} in another way` },
  RP3106: { severity: 'error', message: (key: string) => `the key ${JSON.stringify(key)} cannot be written in a JSON path of SPL` },
  RP3107: { severity: 'error', message: (name: string) => `the column name ${JSON.stringify(name)} cannot be a field name of SPL` },
  RP3108: { severity: 'error', message: (what: string) => `mv-expand: ${what}` },
  RP3109: { severity: 'error', message: (what: string) => `join: ${what}` },
  RP3110: { severity: 'error', message: (fn: string, why: string) => `the aggregate '${fn}' has no exact form in SPL: ${why}` },
  RP3111: { severity: 'error', message: (name: string, known: string) => `the splunk target has no setting '${name}'; it knows ${known}` },
  RP3112: { severity: 'error', message: (name: string, value: string) => `the setting '${name}' cannot be ${JSON.stringify(value)}` },
  RP3113: { severity: 'error', message: (table: string) => `the table '${table}' has no Splunk source` },
  RP3114: { severity: 'error', message: (what: string) => `${what} would have to stand in an SPL string, which takes one line and no backtick` },
  RP3116: { severity: 'info', message: (name: string, wanted: string, used: string) => `'${name}' runs every ${used} in the app instead of every ${wanted}, for Splunk Cloud takes at most twelve runs an hour` },
  RP3117: { severity: 'info', message: (path: string) => `fill in before use: ${path} has only its header` },
  RP3150: { severity: 'info', message: (source: string) => `events are CloudTrail records as AWS writes them, one an event, ${source}, with _time taken from eventTime, which has whole seconds` },
  RP3151: { severity: 'info', message: () => `_raw holds the record's JSON without added spaces, so that objects keep the text that the table has` },
  RP3152: { severity: 'info', message: (field: string) => `${field} is extracted automatically: AWS writes it before requestParameters, within [spath] extraction_cutoff` },
  RP3153: { severity: 'info', message: () => `resources is a list of objects, as the CloudTrail User Guide documents it` },
  RP3154: { severity: 'info', message: (command: string) => `the rows of one run fit ${command} (limits.conf: max_mem_usage_mb)` },
  RP3155: { severity: 'info', message: (name: string) => `${name} changes letters beyond ASCII as KQL does; Splunk documents no rule` },
  RP3157: { severity: 'info', message: (column: string) => `${column} is written as AWS does, in UTC and either always or never with milliseconds: yyyy-mm-ddThh:mm:ss[.fff]Z` },
  RP3158: { severity: 'info', message: (what: string) => `no text in ${what} is itself written as a JSON array or object` },
  RP3159: { severity: 'info', message: (side: string) => `append runs ${side} to its end: the manual stops it by default after 60 seconds and at 10,000 rows (Search Reference, append)` },
  RP3160: { severity: 'info', message: (column: string) => `the values that ${column} collects are all of one JSON type, and no arrays or objects inside of others` },
  RP3161: { severity: 'info', message: (file: string, columns: string) => `the lookup file ${file} is there, with the columns ${columns}` },
  RP3162: { severity: 'info', message: (name: string) => `the text that '${name}' looks for holds no \\E, which would end its quoting` },
  RP3163: { severity: 'info', message: (name: string) => `the numbers that '${name}' reads have at most 15 digits and no exponent, and none is hexadecimal` },
  RP3164: { severity: 'info', message: () => `no text among the dynamic values that bag_pack packs is itself written as JSON` },
  RP3165: { severity: 'info', message: (source: string) => `events are GuardDuty findings as AWS exports them, without EventBridge's envelope, one an event, ${source}, with _time taken from updatedAt` },
  RP3166: { severity: 'info', message: (column: string) => `${column} is a number, as GuardDuty documents it` },
  RP3167: { severity: 'info', message: (name: string) => `the whole numbers that '${name}' makes here have at most 15 digits` },
  RP3168: { severity: 'info', message: (name: string) => `no two texts that '${name}' compares differ by the case of a letter beyond ASCII` },
  RP3156: { severity: 'info', message: (wanted: string, used: string) => `cron cannot repeat every ${wanted}; the saved search runs every ${used}` },
} as const satisfies CodeTable;

export type SplunkCode = keyof typeof SPLUNK_CODES;

export function reason<Code extends SplunkCode>(
  code: Code,
  span: Span,
  ...values: Parameters<(typeof SPLUNK_CODES)[Code]['message']>
): Reason {
  const message: (...values: never[]) => string = SPLUNK_CODES[code].message;
  return { code, message: message(...(values as never[])), span };
}
