import type { CodeTable } from '../diagnostics/code-table.js';

const quoted = (text: string): string => `'${text}'`;
const listed = (values: readonly string[]): string => values.map(quoted).join(', ');
const didYouMean = (suggestion: string | null): string =>
  suggestion === null ? '' : `; did you mean ${quoted(suggestion)}?`;

/**
 * What can be wrong with a rule file. `error`: Sentinel refuses the rule, or Ruleport cannot know what is meant; a rule with
 * one is not ported. `warning`: Sentinel takes it, but not as its author may think, or the rule is over a limit of the
 * service (published rules are) and still says clearly what it detects.
 */
export const RULE_CODES = {
  // The text
  RP1001: { severity: 'error', message: (reason: string) => `the file cannot be read: ${reason}` },
  RP1002: { severity: 'warning', message: (reason: string) => `the YAML is doubtful: ${reason}` },
  RP1003: { severity: 'error', message: () => 'a key must be plain text, not a list or a mapping' },
  RP1004: {
    severity: 'error',
    message: (key: string) => `the key ${quoted(key)} is there twice; the first one counts, remove the other`,
  },
  RP1005: { severity: 'error', message: () => "merge keys ('<<') are not read; write the keys out" },
  RP1006: {
    severity: 'error',
    message: (name: string) => `the alias '*${name}' stands inside the value that it names; write the value out`,
  },
  RP1007: {
    severity: 'error',
    message: (megabytes: number) => `the file is larger than ${megabytes} million characters, which no rule file is`,
  },
  RP1008: { severity: 'error', message: () => 'the file holds no rule' },
  RP1009: {
    severity: 'error',
    message: (found: string) => `a rule must be a mapping of keys to values, found ${found}`,
  },

  // Keys and values
  RP1010: {
    severity: 'warning',
    message: (key: string, suggestion: string | null) =>
      `unknown key ${quoted(key)} is ignored${didYouMean(suggestion)}`,
  },
  RP1011: {
    severity: 'error',
    message: (key: string, what: string) => `the key ${quoted(key)} is missing: add ${what}`,
  },
  RP1012: {
    severity: 'error',
    message: (key: string, expected: string, found: string) => `${quoted(key)} must be ${expected}, found ${found}`,
  },
  RP1013: {
    severity: 'error',
    message: (key: string, value: string, suggestion: string | null, allowed: readonly string[]) =>
      `${quoted(key)} cannot be ${quoted(value)}${didYouMean(suggestion)}${suggestion === null ? `; it is one of ${listed(allowed)}` : ''}`,
  },
  RP1014: {
    severity: 'warning',
    message: (value: string, canonical: string) => `${quoted(value)} is read as ${quoted(canonical)}; write it so`,
  },
  RP1015: {
    severity: 'warning',
    message: (key: string, length: number, limit: number) =>
      `${quoted(key)} has ${length} characters, Sentinel takes at most ${limit}; shorten it`,
  },
  RP1016: {
    severity: 'warning',
    message: (what: string, count: number, limit: number) => `${count} ${what}, Sentinel takes at most ${limit}`,
  },
  RP1017: {
    severity: 'warning',
    message: (key: string, kind: string) => `${quoted(key)} means nothing in a rule of kind ${kind}; remove it`,
  },
  RP1018: { severity: 'warning', message: (key: string, effect: string) => `${quoted(key)} is not ported: ${effect}` },
  RP1019: { severity: 'error', message: (key: string) => `${quoted(key)} is empty; fill it in` },

  // Schedule, trigger, suppression, grouping
  RP1020: {
    severity: 'error',
    message: (key: string, value: string) =>
      `${quoted(key)} cannot be read as a duration: ${quoted(value)}; write it as 5m, 1h, 14d or, as in ARM templates, PT5M, PT1H, P14D`,
  },
  RP1021: {
    severity: 'error',
    message: (key: string, lowest: string, highest: string) =>
      `${quoted(key)} must be between ${lowest} and ${highest}`,
  },
  RP1022: {
    severity: 'error',
    message: () =>
      "'queryPeriod' is shorter than 'queryFrequency', so events between two runs would never be seen; make it at least as long",
  },
  RP1023: {
    severity: 'error',
    message: () => "a 'queryPeriod' of 2 days or more needs a 'queryFrequency' of at least 1 hour",
  },
  RP1024: {
    severity: 'error',
    message: (key: string, lowest: number, highest: number) =>
      `${quoted(key)} must be a whole number between ${lowest} and ${highest}`,
  },

  // Identity and ATT&CK
  RP1030: {
    severity: 'warning',
    message: (value: string) =>
      `the id ${quoted(value)} is no GUID; Sentinel needs one such as 21702832-aff3-4bd6-a8e1-663b6818503d`,
  },
  RP1031: {
    severity: 'warning',
    message: (value: string, suggestion: string | null) =>
      `Sentinel knows no tactic ${quoted(value)}${didYouMean(suggestion)}`,
  },
  RP1032: {
    severity: 'warning',
    message: (value: string) => `${quoted(value)} is no ATT&CK technique such as T1651 or T1098.001`,
  },
  RP1033: { severity: 'warning', message: (value: string) => `the version ${quoted(value)} is not of the form 1.0.0` },
  RP1034: {
    severity: 'warning',
    message: (fallback: string) => `the rule has no id; ${quoted(fallback)} stands for it`,
  },
  RP1035: {
    severity: 'warning',
    message: (kind: string) => `the rule has no kind; it has a schedule, so it is read as ${quoted(kind)}`,
  },
  RP1036: { severity: 'warning', message: (count: number) => `${count} more unknown keys are ignored` },
  RP1037: {
    severity: 'error',
    message: (count: number, limit: number) =>
      `the file holds ${count} rules; only the first ${limit} are read, split the file`,
  },

  // Entities and alert details
  RP1040: {
    severity: 'error',
    message: (type: string, suggestion: string | null) =>
      `Sentinel knows no entity type ${quoted(type)}${didYouMean(suggestion)}`,
  },
  RP1041: {
    severity: 'error',
    message: (identifier: string, type: string, suggestion: string | null) =>
      `the entity ${type} has no identifier ${quoted(identifier)}${didYouMean(suggestion)}`,
  },
  RP1042: {
    severity: 'warning',
    message: (type: string, needed: readonly string[]) =>
      `nothing here identifies the entity ${type}; map at least ${listed(needed)}`,
  },
  RP1043: {
    severity: 'error',
    message: (name: string) =>
      `the custom detail's name ${quoted(name)} must begin with a letter and hold only letters, digits and underscores`,
  },
  RP1044: { severity: 'error', message: (name: string) => `${quoted(name)} is no name of a column` },
  RP1045: {
    severity: 'warning',
    message: (what: string, column: string, suggestion: string | null) =>
      `${what} names the column ${quoted(column)}, which the query does not return${didYouMean(suggestion)}`,
  },

  // ARM templates, the query's text
  RP1050: {
    severity: 'warning',
    message: (kind: string) => `rules of kind ${quoted(kind)} hold no KQL query; this one is left out`,
  },
  RP1051: {
    severity: 'error',
    message: (key: string, expression: string) =>
      `${quoted(key)} is the template expression ${expression}, whose value is not in the file; write the value itself`,
  },
  RP1052: {
    severity: 'warning',
    message: () =>
      "YAML folds this query into fewer lines, so the comment that begins here swallows what follows it; begin the query with 'query: |'",
  },
} as const satisfies CodeTable;

export type RuleCode = keyof typeof RULE_CODES;
