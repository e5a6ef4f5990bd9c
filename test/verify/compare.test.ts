import { describe, expect, it } from 'vitest';
import type { KqlType } from '../../src/ir/types.js';
import type { Json, RowSet } from '../../src/target/engine.js';
import { compareRows } from '../../src/verify/compare.js';

const rowsOf = (type: KqlType, values: readonly Json[], name = 'x'): RowSet => ({
  columns: [{ name, type }],
  rows: values.map((value) => ({ values: [value], evidence: ['e'] })),
});

describe('compareRows', () => {
  it.each<[KqlType, readonly Json[], readonly Json[], string, typeless?: boolean]>([
    ['long', [1, 2], [2, 1], 'equal'],
    ['long', [1, 1], [1], 'subset'],
    ['long', [1], [1, 1], 'superset'],
    ['long', [1], [2], 'different'],
    ['long', [900719925474099], [900719925474098], 'different'],
    ['real', [0.3], [0.1 + 0.2], 'equal'],
    ['real', [0.1, 0.2], [0.2, 0.1], 'equal'],
    ['real', [0.3, 0.3], [0.1 + 0.2], 'subset'],
    ['real', [0.3, 7], [0.1 + 0.2, 8], 'different'],
    ['real', [0.3], [0.300001], 'different'],
    ['real', [0], [1e-300], 'different'],
    ['real', [null], [0], 'different'],
    ['real', ['NaN'], ['NaN'], 'equal'],
    ['real', ['Infinity'], [1e308], 'different'],
    ['string', ['[1]'], ['[1.0]'], 'different'],
    ['dynamic', [{ a: 1, b: 2 }], [{ b: 2, a: 1 }], 'equal'],
    ['dynamic', ['[1]'], [[1]], 'different'],
    ['dynamic', ['[1]'], [[1]], 'equal', true],
    ['dynamic', [[{ a: 1 }]], [['{"a":"1"}']], 'equal', true],
    ['dynamic', [[1, true]], [['1', 'true']], 'equal', true],
    ['dynamic', [{ a: [1] }], [{ a: '[1]' }], 'different', true],
  ])('%s %j against %j is %s', (type, expected, actual, relationship, typeless = false) => {
    expect(compareRows(rowsOf(type, expected), rowsOf(type, actual), { typeless }).relationship).toBe(relationship);
  });

  it('compares a column that is called evidence', () => {
    const [one, two] = [rowsOf('long', [1], 'evidence'), rowsOf('long', [2], 'evidence')];
    expect(compareRows(one, two, { typeless: false }).relationship).toBe('different');
  });
});
