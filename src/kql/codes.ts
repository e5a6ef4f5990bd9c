import type { CodeTable } from '../diagnostics/code-table.js';

/** Faults in KQL that Ruleport finds itself; Microsoft's parser reports its own (KS…). */
export const KQL_CODES = {
  RP2001: { severity: 'error', message: (what: string) => what },
  RP2002: {
    severity: 'error',
    message: (name: string) => `the operator '${name}' is not supported yet; rewrite the query without it`,
  },
  RP2003: {
    severity: 'error',
    message: (name: string) => `the function or operator '${name}' is not supported yet; rewrite the query without it`,
  },
  RP2004: {
    severity: 'error',
    message: (what: string) => `${what} is not supported yet; rewrite the query without it`,
  },
  RP2005: {
    severity: 'error',
    message: () => 'the query ends without a tabular expression; nothing would be returned',
  },
  RP2006: {
    severity: 'error',
    message: (name: string, type: string) => `'${name}' cannot be written as a ${type} value`,
  },
  RP2007: { severity: 'error', message: (fault: string) => `the regular expression is not valid: ${fault}` },
} as const satisfies CodeTable;
