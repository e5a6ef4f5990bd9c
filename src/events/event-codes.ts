import type { CodeTable } from '../diagnostics/code-table.js';

/**
 * What can be wrong with a log. Errors say that events may be missing from the result; warnings, that something was odd or
 * was no event at all. No message repeats content of the log: it may be the attacker's.
 */
export const EVENT_CODES = {
  RP4001: { severity: 'error', message: () => 'no such file or folder' },
  RP4002: { severity: 'error', message: (reason: string) => `cannot be read (${reason})` },
  RP4003: {
    severity: 'error',
    message: (extensions: string) => `the folder holds no log; looked for ${extensions}, each also with .gz`,
  },
  RP4004: { severity: 'warning', message: () => 'the file is empty' },
  RP4005: {
    severity: 'error',
    message: () => 'the gzip data is cut short or damaged; what could be unpacked before that point was read',
  },
  RP4006: { severity: 'error', message: () => 'neither JSON nor gzip but binary data; skipped' },
  RP4007: { severity: 'error', message: () => 'UTF-16 text; convert the file to UTF-8' },
  RP4008: { severity: 'error', message: () => 'the record is not valid JSON; skipped' },
  RP4009: {
    severity: 'error',
    message: () => 'the file ends in the middle of its JSON; the complete records before that point were read',
  },
  RP4010: { severity: 'error', message: () => 'a record must be a JSON object, this value is none; skipped' },
  RP4011: { severity: 'error', message: () => '`Records` must be an array; skipped' },
  RP4012: {
    severity: 'warning',
    message: () =>
      'JSON that is neither a CloudTrail record nor a GuardDuty finding (first one here); all such objects of the file were skipped',
  },
  RP4013: {
    severity: 'info',
    message: (kind: 'digest' | 'Insights') => `a CloudTrail ${kind} file, which holds no API events; skipped`,
  },
  RP4014: { severity: 'error', message: (limit: string) => `the record is larger than ${limit}; skipped` },
  RP4015: {
    severity: 'error',
    message: (limit: number) => `the record is nested deeper than ${limit} levels; skipped`,
  },
  RP4016: { severity: 'warning', message: () => 'invalid UTF-8; the bytes were read as U+FFFD' },
  RP4017: {
    severity: 'error',
    message: () => 'text that is not JSON (first place); skipped to the end of each such line',
  },
  RP4018: { severity: 'error', message: () => 'too much of the file is broken; the rest was not read' },
  RP4019: {
    severity: 'warning',
    message: (shown: number) => `more than ${shown} faults in this file; the others are not listed`,
  },
} as const satisfies CodeTable;

export type EventCode = keyof typeof EVENT_CODES;
