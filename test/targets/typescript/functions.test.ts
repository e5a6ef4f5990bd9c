import { expect, test } from 'vitest';
import { FUNCTION_CALLS, VALUES } from './function-queries.js';
import { runBoth } from './run.js';

/** The columns that differ, each with the first row in which it does. */
test.each(FUNCTION_CALLS.map((calls) => ({ calls })))(
  'every function gives what the reference gives: %#',
  async ({ calls }) => {
    const columns = calls.map((call, index) => `c${index} = ${call}`);
    const { emitted, reference } = await runBoth(`${VALUES} | project ${columns.join(', ')}`);
    expect(reference.rows.length).toBeGreaterThan(5);
    const differences = calls.flatMap((call, column) => {
      const row = reference.rows.findIndex(({ values }, index) => {
        return JSON.stringify(values[column]) !== JSON.stringify(emitted.rows[index]?.values[column]);
      });
      if (row < 0) return [];
      return [
        `${call}: ${JSON.stringify([emitted, reference].map(({ rows }) => rows[row]?.values[column]))} in row ${row}`,
      ];
    });
    expect(differences).toEqual([]);
  },
);
