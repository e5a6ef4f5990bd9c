import { describe, expect, it } from 'vitest';
import { lowerQuery } from '../../src/ir/lowering/lower-query.js';
import { valueToJson } from '../../src/ir/to-json.js';
import { run } from '../../src/interpreter/run.js';
import { ticksOfUnixMilliseconds } from '../../src/schema/datetime-text.js';
import { examples, hasExamples, multiset, rounded, type Example } from './examples.js';

/** Refused by name: outside of what Ruleport claims. Every other outcome must be the documented one. */
const OUT_OF_SCOPE = ['RP2002', 'RP2003', 'RP2004', 'RP2006'];

describe.skipIf(!hasExamples)('documented KQL examples (skipped without the examples)', async () => {
  const claimed: Example[] = [];
  const refused: string[] = [];
  for (const example of examples()) {
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
