import { describe, expect, it } from 'vitest';
import { lowerQuery, type LoweredQuery } from '../../src/ir/lowering/lower-query.js';
import { valueToJson } from '../../src/ir/to-json.js';
import type { Relation } from '../../src/ir/relation.js';
import { run } from '../../src/interpreter/run.js';
import { ticksOfUnixMilliseconds } from '../../src/schema/datetime-text.js';
import { examples, hasExamples, multiset, rounded, type Example } from './examples.js';

/** Refused by name: outside of what Ruleport claims. Every other outcome must be the documented one. */
const OUT_OF_SCOPE = ['RP2002', 'RP2003', 'RP2004', 'RP2006'];

/** What came out of an example's query, and what is documented, in one form. */
function outcome(example: Example, relation: Relation): { readonly actual: unknown; readonly expected: unknown } {
  const tables = { rows: () => [], external: () => [] };
  const rows = run(relation, { tables, now: ticksOfUnixMilliseconds(Date.UTC(2024, 0, 1)) });
  const found = rows.map(({ values }) => values.map((value) => rounded(valueToJson(value))));
  const documented = example.rows.map((row) => row.map(rounded));
  const [actual, expected] = example.ordered === true ? [found, documented] : [multiset(found), multiset(documented)];
  return {
    actual: { types: relation.columns.map(({ type }) => type), rows: actual },
    expected: { types: example.columns.map(({ type }) => type), rows: expected },
  };
}

describe.skipIf(!hasExamples)('documented KQL examples (skipped without the examples)', async () => {
  const claimed: { readonly example: Example; readonly lowered: LoweredQuery }[] = [];
  const refused: string[] = [];
  for (const example of examples()) {
    const lowered = await lowerQuery(example.query, []);
    const errors = lowered.faults.filter(({ severity }) => severity === 'error');
    if (errors.length > 0 && errors.every(({ code }) => OUT_OF_SCOPE.includes(code))) refused.push(example.id);
    else claimed.push({ example, lowered });
  }
  const passed: string[] = [];

  it.each(claimed)('$example.id', ({ example, lowered: { relation, faults } }) => {
    expect(faults.filter(({ severity }) => severity === 'error')).toEqual([]);
    const { actual, expected } = outcome(example, relation!);
    expect(actual).toEqual(expected);
    passed.push(example.id);
  });

  it('gives the documented rows of most and refuses the rest by name', () => {
    const wrong = claimed.length - passed.length;
    console.log(
      `documented KQL examples: ${passed.length} as documented, ${wrong} wrong, ${refused.length} refused by name`,
    );
    expect(passed.length).toBeGreaterThanOrEqual(220);
  });
});
