import type { CodeTable } from '../../../src/diagnostics/code-table.js';

/**
 * Why the engine refuses a Sigma text: RP520x the YAML and its documents, RP521x detections, RP522x modifiers and values,
 * RP523x conditions, RP524x correlations.
 */
export const SIGMA_ENGINE_CODES = {
  RP5201: { severity: 'error', message: (reason: string) => `not valid YAML: ${reason}` },
  RP5202: { severity: 'error', message: (what: string, expected: string) => `${what}: expected ${expected}` },
  RP5203: { severity: 'error', message: (what: string, key: string) => `${what} lacks \`${key}\`` },
  RP5204: {
    severity: 'error',
    message: () => 'the document is neither a rule (`detection`) nor a correlation (`correlation`)',
  },
  RP5205: { severity: 'error', message: (feature: string) => `${feature} is not supported` },
  RP5206: { severity: 'error', message: () => 'the text holds no Sigma document' },
  RP5207: { severity: 'error', message: () => 'the text is too large once its YAML aliases are followed' },
  RP5208: {
    severity: 'error',
    message: (logSource: string) =>
      `log source ${logSource}: the events here are AWS CloudTrail records and GuardDuty findings (product aws, service cloudtrail or guardduty)`,
  },
  RP5209: { severity: 'error', message: (name: string) => `two rules are called ${name}` },
  RP5211: { severity: 'error', message: (name: string) => `${name}: nothing to search for` },
  RP5212: {
    severity: 'error',
    message: (what: string) => `${what}: null must stand alone; write a second selection and \`1 of\``,
  },
  RP5213: { severity: 'error', message: (field: string) => `${field}: a map cannot be a value` },
  RP5214: { severity: 'error', message: (limit: number) => `a field name has more than ${limit} parts` },
  RP5215: {
    severity: 'error',
    message: (text: string) => `${text}: YAML versions disagree about numbers with leading zeros; put it in quotes`,
  },
  RP5216: { severity: 'error', message: (limit: number) => `a value has more than ${limit} wildcards` },
  RP5217: {
    severity: 'error',
    message: (name: string) => `no values are given for the placeholder %${name}%`,
  },
  RP5218: {
    severity: 'error',
    message: (limit: number) => `a value with placeholders stands for more than ${limit} texts`,
  },
  RP5220: { severity: 'error', message: (name: string) => `unknown modifier ${name}` },
  RP5221: { severity: 'error', message: (name: string) => `modifier ${name} is given twice` },
  RP5222: { severity: 'error', message: (name: string, before: string) => `modifier ${name} cannot follow ${before}` },
  RP5223: {
    severity: 'error',
    message: (name: string, other: string) => `modifier ${name} cannot be combined with ${other}`,
  },
  RP5224: { severity: 'error', message: (name: string) => `modifier ${name} belongs behind \`re\`` },
  RP5225: { severity: 'error', message: () => 'modifier all needs more than one value' },
  RP5226: { severity: 'error', message: (name: string, expected: string) => `modifier ${name} takes ${expected}` },
  RP5227: { severity: 'error', message: (name: string) => `modifier ${name} needs a field` },
  RP5228: {
    severity: 'error',
    message: (name: string) => `modifier ${name} cannot encode a value with wildcards; escape them`,
  },
  RP5229: { severity: 'error', message: (reason: string) => `regular expression: ${reason}` },
  RP5230: { severity: 'error', message: (reason: string) => `condition: ${reason}` },
  RP5231: { severity: 'error', message: (name: string) => `condition: no search identifier is called ${name}` },
  RP5232: { severity: 'error', message: (pattern: string) => `condition: no search identifier fits ${pattern}` },
  RP5233: { severity: 'error', message: (limit: number) => `condition: nested deeper than ${limit} levels` },
  RP5241: {
    severity: 'error',
    message: (name: string) => `correlation: no rule of this text has the name or id ${name}`,
  },
  RP5242: { severity: 'error', message: (title: string) => `correlation ${title} refers to itself` },
  RP5243: { severity: 'error', message: (name: string) => `aliases: ${name} is not among the correlation's rules` },
  RP5244: {
    severity: 'error',
    message: (alias: string, rule: string) => `aliases: ${alias} names no field of rule ${rule}`,
  },
  RP5245: { severity: 'error', message: (type: string, key: string) => `correlation type ${type} needs \`${key}\`` },
  RP5246: { severity: 'error', message: (type: string, key: string) => `correlation type ${type} takes no \`${key}\`` },
} as const satisfies CodeTable;

export type SigmaEngineCode = keyof typeof SIGMA_ENGINE_CODES;
