import type { CodeTable } from '../../../../src/diagnostics/code-table.js';

/** What the SPL engine reports about a search: RP51xx. One line a code. */
// prettier-ignore
export const SPL_ENGINE_CODES = {
  RP5101: { severity: 'error', message: (what: string) => `SPL syntax: ${what}` },
  RP5102: { severity: 'error', message: (name: string) => `unknown SPL command '${name}'` },
  RP5103: { severity: 'error', message: (name: string) => `unknown SPL function '${name}'` },
  RP5104: { severity: 'error', message: (command: string, option: string) => `'${command}' takes no argument '${option}' in this engine` },
  RP5105: { severity: 'error', message: (what: string, why: string) => `${what} is not run by this engine: ${why}` },
  RP5106: { severity: 'error', message: (what: string, limit: number) => `the search is too large: more than ${limit} ${what}` },
  RP5107: { severity: 'error', message: (name: string, why: string) => `macro \`${name}\`: ${why}` },
  RP5108: { severity: 'error', message: (name: string, wanted: string, given: number) => `${name}() takes ${wanted}, not ${given}` },
  RP5109: { severity: 'error', message: (pattern: string, why: string) => `regular expression "${pattern}": ${why}` },
  RP5110: { severity: 'error', message: (what: string) => `${what}` },
} as const satisfies CodeTable;

export type SplCode = keyof typeof SPL_ENGINE_CODES;
