import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../src/functions/registry.js';
import type { Expression } from '../../src/ir/expression.js';
import { expressionsOf } from '../../src/ir/traverse.js';
import { childrenOf } from '../../src/ir/walk-expression.js';
import type { Json } from '../../src/target/engine.js';
import { lowered, rowsOf, valueOf } from '../support/kql.js';
import type { Cases } from './cases/cases.js';
import { CONVERSIONS } from './cases/conversions.js';
import { DYNAMIC } from './cases/dynamic.js';
import { IP } from './cases/ip.js';
import { NUMBERS } from './cases/numbers.js';
import { OPERATORS } from './cases/operators.js';
import { SERIES } from './cases/series.js';
import { STRINGS } from './cases/strings.js';
import { TIME } from './cases/time.js';

/** Every function of the registry needs a line. */
const CASES: Cases = [...OPERATORS, ...CONVERSIONS, ...STRINGS, ...DYNAMIC, ...NUMBERS, ...SERIES, ...TIME, ...IP];

/** Calls that are refused with a reason: nothing is guessed. */
const REFUSED: Cases = [
  ['parse_command_line("a", "linux")', "RP2004 the parser 'linux' is not supported yet; rewrite the query without it"],
  [
    'convert_mass(1, "Pound", "Elephant")',
    "RP2004 the unit 'Elephant' is not supported yet; rewrite the query without it",
  ],
  ['format_datetime(now(), "dd MMM")', "RP2004 the format 'dd MMM' is not supported yet; rewrite the query without it"],
  ['rand()', "RP2003 the function or operator 'rand' is not supported yet; rewrite the query without it"],
  ['"a" matches regex "("', 'RP2007 the regular expression is not valid: error: unclosed group'],
  [
    'extract(tostring(1), 0, "a")',
    'RP2004 a regular expression that is no constant text is not supported yet; rewrite the query without it',
  ],
  ['countof("a", "(", "regex")', 'RP2007 the regular expression is not valid: error: unclosed group'],
  ['trim("(?x)a#", "a")', 'RP2007 the regular expression is not valid: error: unclosed group'],
];

describe('scalar functions', async () => {
  const values = await valuesOf(CASES.map(([expression]) => expression));

  it.each(CASES.map(([expression, expected], index) => [expression, expected, index] as const))(
    '%s',
    (_, expected, index) => {
      expect(values[index]).toEqual(expected);
    },
  );

  it.each(REFUSED)('%s is refused', async (expression, message) => {
    await expect(valueOf(expression)).rejects.toThrow(message as string);
  });

  it('covers every function of the registry', async () => {
    const called = new Set<string>();
    const collect = (expression: Expression): void => {
      if (expression.kind === 'call') called.add(expression.fn);
      childrenOf(expression).forEach(collect);
    };
    for (const query of batches(CASES.map(([expression]) => expression))) {
      expressionsOf(await lowered(printing(query))).forEach(collect);
    }
    expect([...FUNCTIONS.keys()].filter((name) => !called.has(name))).toEqual([]);
  });

  it('names a page for every function', () => {
    for (const { page } of FUNCTIONS.values()) expect(page).toMatch(/^[a-z0-9-]+$/);
  });
});

const BATCH = 40;

const batches = (expressions: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(expressions.length / BATCH) }, (_, index) =>
    expressions.slice(index * BATCH, (index + 1) * BATCH),
  );

const printing = (expressions: readonly string[]): string =>
  `print ${expressions.map((expression, index) => `x${index} = ${expression}`).join(', ')}`;

/** Many expressions in one query, for Kusto's binder takes longest to begin; one by one where a query has a fault. */
async function valuesOf(expressions: readonly string[]): Promise<Json[]> {
  const rows = await Promise.all(
    batches(expressions).map((batch) =>
      rowsOf(printing(batch)).then(
        ([row]) => row ?? [],
        () => Promise.all(batch.map((expression) => valueOf(expression).catch((fault: Error) => fault.message))),
      ),
    ),
  );
  return rows.flat();
}
