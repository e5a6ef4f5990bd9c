import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lowerQuery } from '../../src/ir/lowering/lower-query.js';
import { valueToJson } from '../../src/ir/to-json.js';
import { run } from '../../src/interpreter/run.js';
import { ticksOfUnixMilliseconds } from '../../src/schema/datetime-text.js';
import type { Json } from '../../src/target/engine.js';

/**
 * Examples with results from Microsoft's KQL documentation. They are not part of this repository: the test reads them
 * where they lie beside the checkout (or where RULEPORT_SHARED points) and says that it was skipped where they do not.
 */
const shared = process.env['RULEPORT_SHARED'] ?? new URL('../../../shared', import.meta.url).pathname;
const file = `${shared}/conformance/kql-docs.json`;

interface Example {
  readonly id: string;
  readonly query: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly Json[])[];
  readonly ordered?: boolean;
}

/** Refused by name: outside of what Ruleport claims. Every other outcome must be the documented one. */
const OUT_OF_SCOPE = ['RP2002', 'RP2003', 'RP2004', 'RP2006'];

describe.skipIf(!existsSync(file))('documented KQL examples (skipped without the examples)', async () => {
  const examples = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Example[]) : [];
  const claimed: Example[] = [];
  const refused: string[] = [];
  for (const example of examples) {
    const { faults } = await lowerQuery(example.query, []);
    const errors = faults.filter(({ severity }) => severity === 'error');
    if (errors.length > 0 && errors.every(({ code }) => OUT_OF_SCOPE.includes(code))) refused.push(example.id);
    else claimed.push(example);
  }

  it('claims a part of them and refuses the rest by name', () => {
    console.log(`documented KQL examples: ${claimed.length} claimed, ${refused.length} refused by name`);
    expect(claimed.length).toBeGreaterThanOrEqual(20);
  });

  it.each(claimed)('$id', async (example) => {
    const { relation, faults } = await lowerQuery(example.query, []);
    expect(faults.filter(({ severity }) => severity === 'error')).toEqual([]);
    const tables = { rows: () => [], external: () => [] };
    const rows = run(relation!, { tables, now: ticksOfUnixMilliseconds(Date.UTC(2024, 0, 1)) });
    const actual = rows.map(({ values }) => values.map((value) => rounded(valueToJson(value))));
    const expected = example.rows.map((row) => row.map(rounded));
    expect(relation!.columns.map(({ type }) => type)).toEqual(example.columns.map(({ type }) => type));
    if (example.ordered === true) expect(actual).toEqual(expected);
    else expect(multiset(actual)).toEqual(multiset(expected));
  });
});

const multiset = (rows: readonly unknown[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

/** Reals agree to nine digits. */
function rounded(value: Json): Json {
  if (typeof value === 'number') return Number(value.toPrecision(9));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort()
        .map(([key, item]) => [key, rounded(item)]),
    );
  }
  return value;
}
