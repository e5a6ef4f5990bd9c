import type { CodeTable } from '../../../src/diagnostics/code-table.js';

/** What can be wrong with a bare Athena query text. */
export const ATHENA_QUERY_CODES = {
  RP5301: { severity: 'error', message: () => 'one SELECT statement is expected' },
  RP5302: {
    severity: 'error',
    message: (detail: string) =>
      `the embedded engine, DuckDB with Trino's common functions, cannot run this query: ${detail}`,
  },
} as const satisfies CodeTable;
