import type { CodeTable } from '../../src/diagnostics/code-table.js';
import type { Span } from '../../src/diagnostics/diagnostic.js';
import type { Reason } from '../../src/target/target.js';

/**
 * Why a Sigma rule flags more than its query (RP300x about tests, RP301x about joins and the schedule, RP302x and RP304x about
 * tests of what a row is not alone in), why there is none (RP303x), and what a translation rests on (RP305x).
 */
export const SIGMA_CODES = {
  RP3001: {
    severity: 'warning',
    message: (text: string) => `Sigma cannot compute ${text}; the test is taken as met`,
  },
  RP3002: {
    severity: 'warning',
    message: (field: string, effect: string) =>
      `mv-expand looks at one element of ${field} at a time, Sigma at any of them: ${effect}`,
  },
  RP3003: {
    severity: 'warning',
    message: (field: string) =>
      `Sigma has no positions in a list: any element of ${field} may fit, not only the one named`,
  },
  RP3004: {
    severity: 'warning',
    message: (text: string, field: string) =>
      `Sigma cannot take ${text} apart: the text may stand anywhere in ${field}, and a test that it is absent is taken as met`,
  },
  RP3005: {
    severity: 'warning',
    message: (left: string, right: string) =>
      `fieldref compares ${left} and ${right} without regard to case; a test that they differ is taken as met`,
  },
  RP3006: {
    severity: 'warning',
    message: (text: string) => `a Sigma rule does not look at the clock; ${text} is taken as met`,
  },
  RP3007: {
    severity: 'warning',
    message: (text: string) => `Sigma cannot test two events against each other; ${text} is taken as met`,
  },
  RP3008: {
    severity: 'warning',
    message: (pattern: string, construct: string) =>
      `the regular expression ${pattern} uses ${construct}, which Sigma's syntax lacks; the test is taken as met`,
  },
  RP3009: {
    severity: 'warning',
    message: (key: string) => `no Sigma field name can hold the key ${key}; the test is taken as met`,
  },
  RP3010: {
    severity: 'warning',
    message: (timespan: string) =>
      `the correlation's ${timespan} slide over all events, where the query joins only events of one scheduled window`,
  },
  RP3011: {
    severity: 'warning',
    message: () => 'innerunique joins only the first left-hand event of a key; the correlation flags them all',
  },
  RP3012: {
    severity: 'warning',
    message: (kind: string, effect: string) => `Sigma has no ${kind} join: ${effect}`,
  },
  RP3013: {
    severity: 'warning',
    message: (column: string) =>
      `the join key ${column} is computed, and Sigma groups by fields only; events pair without it`,
  },
  RP3015: {
    severity: 'warning',
    message: () => 'more than two events are joined: each pair that a join compares is correlated by itself',
  },
  RP3016: {
    severity: 'warning',
    message: (condition: string) =>
      `Sentinel raises an alert only when the query returns ${condition} rows; the Sigma rule flags each event`,
  },
  RP3017: {
    severity: 'warning',
    message: () => 'a text with half a surrogate pair cannot be written in YAML; the test is taken as met',
  },
  RP3018: {
    severity: 'warning',
    message: (text: string) => `${text} unfolds into too large a condition; the test is taken as met`,
  },
  RP3019: {
    severity: 'warning',
    message: (field: string) =>
      `Sigma leaves open how text is searched in a list of objects such as ${field}; the test is taken as met`,
  },
  RP3020: {
    severity: 'warning',
    message: (text: string) => `letters outside ASCII in ${text} may match in either case, where KQL folds ASCII only`,
  },
  RP3021: {
    severity: 'warning',
    message: (text: string) =>
      `in ${text} KQL tells a text from a number or boolean that reads the same; Sigma does not`,
  },
  RP3022: {
    severity: 'warning',
    message: (field: string) =>
      `the test reads ${field} as the JSON text of a list or object, which Sigma leaves open; it is taken as met`,
  },
  RP3023: {
    severity: 'warning',
    message: (count: string) => `take keeps ${count} rows; Sigma flags the events of all`,
  },
  RP3024: {
    severity: 'warning',
    message: (text: string) => `Sigma does not look at neighbouring rows; a test of ${text} is taken as met`,
  },
  RP3025: {
    severity: 'warning',
    message: (key: string) => `${key} is computed, and Sigma groups by fields only; events are grouped without it`,
  },
  RP3026: {
    severity: 'warning',
    message: (name: string, text: string) => `Sigma has no ${text} of a group; a test of ${name} is taken as met`,
  },
  RP3027: {
    severity: 'warning',
    message: (text: string) => `a correlation finds many events, not few; ${text} is taken as met`,
  },
  RP3028: {
    severity: 'warning',
    message: (text: string) =>
      `${text} counts rows that are joined or united, which a correlation does not; it is taken as met`,
  },
  RP3029: {
    severity: 'warning',
    message: (text: string) =>
      `one event may give several rows, so that ${text} is no number of events; it is taken as met`,
  },
  RP3030: {
    severity: 'warning',
    message: () => 'no test is left that Sigma can express, and a rule that flags every event is of no use',
  },
  RP3031: { severity: 'warning', message: () => 'the query can never return a row' },
  RP3032: { severity: 'warning', message: (table: string) => `no Sigma log source is known for ${table}` },
  RP3033: { severity: 'warning', message: (operator: string) => `Sigma has no counterpart of ${operator}` },
  RP3034: {
    severity: 'warning',
    message: () =>
      'a correlation needs a timespan, and the rule has no query period: events are flagged by themselves (the setting sigma.timespan gives one)',
  },
  RP3035: {
    severity: 'warning',
    message: (setting: string, expected: string) => `setting ${setting}: expected ${expected}`,
  },
  RP3036: { severity: 'warning', message: () => 'the query reads too many tables for rules that anyone could follow' },
  RP3040: {
    severity: 'warning',
    message: (text: string) => `${text} counts some rows of a group, the correlation all of its events`,
  },
  RP3041: {
    severity: 'warning',
    message: (text: string) => `${text} asks for exactly so many, the correlation for at least so many`,
  },
  RP3042: {
    severity: 'warning',
    message: (text: string, counted: string) => `what ${text} counts is computed; the correlation counts ${counted}`,
  },
  RP3043: {
    severity: 'warning',
    message: (text: string) =>
      `a correlation has one threshold and cannot count what another found; ${text} is taken as met`,
  },
  RP3044: {
    severity: 'warning',
    message: (bins: string) => `the correlation's window slides over all events, where the query counts within ${bins}`,
  },
  RP3045: {
    severity: 'warning',
    message: () =>
      'a rule knows lists of values and no rows: a key may be found in another row, or in one that the query leaves out',
  },
  RP3046: {
    severity: 'warning',
    message: (field: string) =>
      `Sigma does not read the JSON text in ${field} but searches it: values may stand elsewhere in it, one with escapes is taken to hold them, and tests that one is absent are taken as met`,
  },
  RP3047: {
    severity: 'warning',
    message: (field: string) => `cidr reads no address with a prefix length; one in ${field} is taken as met`,
  },
  RP3062: {
    severity: 'warning',
    message: (fields: string) => `Sigma looks into lists on the way to a field, KQL does not: ${fields}`,
  },
  RP3063: {
    severity: 'warning',
    message: (fields: string) =>
      `Sigma compares whatever reads as a number, KQL gives null for some of it (texts, fractions in texts, what is out of range): ${fields}`,
  },
  RP3065: {
    severity: 'warning',
    message: (list: string, field: string, effect: string) =>
      `an empty value in ${list} is equal to a missing ${field} in KQL: ${effect}`,
  },
  RP3051: {
    severity: 'info',
    message: (fields: string) => `as documented, each holds a single value and no list: ${fields}`,
  },
  RP3052: {
    severity: 'info',
    message: (fields: string) =>
      `each holds a single value where a test asks that it is empty or another, or for brackets, quotes or a pattern, or events are grouped by it (of a list Sigma takes the elements, KQL the JSON text), and an object counts as present: ${fields}`,
  },
  RP3053: {
    severity: 'info',
    message: () =>
      'text without |cased is compared without regard to the case of ASCII letters; an engine that folds all of Unicode also takes U+212A for k and U+017F for s',
  },
  RP3055: {
    severity: 'info',
    message: (columns: string) => `Sigma computes no columns: ${columns} have to be read from the fields of the event`,
  },
  RP3056: { severity: 'info', message: () => 'a Sigma rule holds no instants: the window is set where the rule runs' },
  RP3057: {
    severity: 'info',
    message: (fields: string) =>
      `a number or boolean of the event is compared by its JSON text, and one in a text is written as in JSON: ${fields}`,
  },
  RP3058: {
    severity: 'info',
    message: (fields: string) => `a search in an object reads its compact JSON text: ${fields}`,
  },
  RP3059: { severity: 'info', message: (fields: string) => `account numbers are digits: ${fields}` },
  RP3064: {
    severity: 'info',
    message: (fields: string) => `each is a number, and no text or boolean that reads as one: ${fields}`,
  },
  RP3061: { severity: 'info', message: (fields: string) => `as documented, every record has: ${fields}` },
  RP3060: {
    severity: 'info',
    message: () => 'group-by compares values with their case; an engine that folds it groups more events',
  },
} as const satisfies CodeTable;

export type SigmaCode = keyof typeof SIGMA_CODES;

/** A reason of the table: `reason('RP3001', ['strcat(A, B)'], span)`. */
export const reason = <Code extends SigmaCode>(
  code: Code,
  values: Parameters<(typeof SIGMA_CODES)[Code]['message']>,
  span: Span,
): Reason => ({
  code,
  message: (SIGMA_CODES[code].message as (...texts: readonly string[]) => string)(...values),
  span,
});
