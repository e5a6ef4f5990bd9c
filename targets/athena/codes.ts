import { diagnose, type CodeTable } from '../../src/diagnostics/code-table.js';
import type { Span } from '../../src/diagnostics/diagnostic.js';
import type { Reason } from '../../src/target/target.js';

/** Why something cannot be said in Athena SQL (RP320x, RP321x), what to know of a package (RP323x), and on what a conversion rests (RP325x). */
export const ATHENA_CODES = {
  RP3201: { severity: 'error', message: (name: string) => `${name} has no exact form in Athena SQL yet` },
  RP3202: {
    severity: 'error',
    message: (name: string, what: string) => `${name} of ${what} has no exact form in Athena SQL yet`,
  },
  RP3203: {
    severity: 'error',
    message: (column: string) => `the documented CloudTrail table of Athena has no column for ${column}`,
  },
  RP3204: { severity: 'error', message: (kind: string) => `join kind=${kind} has no exact form in Athena SQL yet` },
  RP3205: { severity: 'error', message: (what: string) => `mv-expand of ${what} has no exact form in Athena SQL yet` },
  RP3206: {
    severity: 'error',
    message: (construct: string) =>
      `the regular expression uses ${construct}, which Trino's engine reads otherwise or not at all`,
  },
  RP3207: {
    severity: 'error',
    message: (name: string) => `${name} needs a constant here: Athena SQL has no exact form for a computed one`,
  },
  RP3208: {
    severity: 'error',
    message: () =>
      'the text of Resources, or of a bag that is packed, depends on the order of its keys, which Athena does not keep; only a search for a word in it is exact',
  },
  RP3209: { severity: 'error', message: () => 'the text holds a lone surrogate, which no SQL text can contain' },
  RP3210: { severity: 'error', message: () => "the instant or span is finer than a millisecond, Athena's precision" },
  RP3211: { severity: 'error', message: (limit: number) => `the query is nested more than ${limit} levels deep` },
  RP3212: {
    severity: 'error',
    message: (size: number, limit: number) => `the query text has ${size} bytes, Athena takes ${limit}`,
  },
  RP3213: { severity: 'error', message: (table: string) => `the table ${table} is not one that Athena knows` },
  RP3220: { severity: 'error', message: (name: string, known: string) => `unknown setting ${name}; known: ${known}` },
  RP3221: {
    severity: 'error',
    message: (name: string, value: string, allowed: string) =>
      `setting ${name} cannot be ${JSON.stringify(value)}: ${allowed}`,
  },
  RP3230: {
    severity: 'info',
    message: (settings: string) => `fill in before use: ${settings} still hold placeholders (--setting NAME=VALUE)`,
  },
  RP3231: {
    severity: 'warning',
    message: (name: string) =>
      `'${name}' is not in the template: its query holds {{resolve:, which CloudFormation would replace`,
  },
  RP3232: {
    severity: 'warning',
    message: (table: string, data: string) => `rules mean several things by the table ${table}: ${data}`,
  },

  RP3250: {
    severity: 'info',
    message: (column: string) =>
      `${column} holds what CloudTrail's records have there, an object or nothing, as compact JSON text: as JSON.stringify writes it, no key twice in one object, and no character beyond U+FFFF inside an object or a list that becomes text`,
  },
  RP3251: {
    severity: 'info',
    message: () =>
      'an entry of resources has no keys but the documented ARN, accountId and type, each with a text, and no entry is null',
  },
  RP3252: {
    severity: 'info',
    message: () =>
      'the times of the logs are ISO 8601 texts in UTC, to the millisecond at most, as CloudTrail and GuardDuty write them',
  },
  RP3253: {
    severity: 'info',
    message: (days: number) =>
      `the rule has no schedule, so the query looks back ${days} day(s); change the bounds of eventtime and of the partition together`,
  },
  RP3254: {
    severity: 'info',
    message: () => "letters change case by the simple mappings of Unicode; KQL's page names none",
  },
  RP3255: {
    severity: 'info',
    message: () =>
      'JSON inside a text is written as JSON.stringify writes it, no key twice in one object, and no character beyond U+FFFF inside an object or a list that becomes text',
  },
  RP3257: {
    severity: 'info',
    message: () =>
      'texts that todatetime reads are ISO 8601 with Z or an offset, to the millisecond at most, or no times at all',
  },
  RP3256: {
    severity: 'info',
    message: () => "a folder of the log is named by the day of delivery, which is the event's day (UTC) or the next",
  },
} as const satisfies CodeTable;

export type AthenaCode = keyof typeof ATHENA_CODES;

export function reason<Code extends AthenaCode>(
  code: Code,
  values: Parameters<(typeof ATHENA_CODES)[Code]['message']>,
  span: Span,
): Reason {
  // The table's union of parameter lists does not narrow by a generic key; the signature above has checked the values.
  const message = diagnose<typeof ATHENA_CODES, AthenaCode>(ATHENA_CODES, code, values as never).message;
  return { code, message, span };
}
