import { describe, expect, test } from 'vitest';
import { NO_SPAN } from '../../../../src/diagnostics/diagnostic.js';
import {
  all,
  any,
  atom,
  bounded,
  conjuncts,
  FALSE,
  not,
  TRUE,
  type Formula,
  type Loss,
} from '../../../../targets/sigma/logic/formula.js';
import { widen } from '../../../../targets/sigma/logic/widen.js';

const is = (field: string, stream = 1): Formula => atom(stream, field, [], { kind: 'pattern', parts: [{ text: 'x' }] });
const [a, b, c] = [is('a'), is('b'), is('c')];
const loss = (code: string, more: Partial<Loss> = {}): Loss => ({
  reason: { code, message: code, span: NO_SPAN },
  ...more,
});
const unknown = (serial: number): Formula => bounded(serial, TRUE, FALSE, loss(`U${serial}`));
const about = (serial: number, element: number, upper: Formula): Formula =>
  bounded(serial, upper, FALSE, loss(`E${serial}`, { element }));
const notEmpty = (serial: number, element: number): Formula =>
  bounded(serial, TRUE, FALSE, loss(`L${serial}`, { element, emptyList: true }));

describe('simplification', () => {
  test.each<[string, Formula, Formula]>([
    ['and of nothing', all([]), TRUE],
    ['or of nothing', any([]), FALSE],
    ['neutral operands', all([TRUE, a]), a],
    ['absorbing operands', any([a, TRUE]), TRUE],
    ['repetition', all([a, b, a]), all([a, b])],
    ['nesting', all([a, all([b, c])]), all([a, b, c])],
    ['double negation', not(not(a)), a],
    ['x and not x', all([a, b, not(a)]), FALSE],
    ['x or not x', any([a, b, not(a)]), TRUE],
    ['x and (x or y)', all([a, any([a, b])]), a],
    ['x or (x and y)', any([all([a, b]), a]), a],
    ['x and (not x or y)', all([a, any([not(a), b])]), all([a, b])],
    ['x and not (x and y)', all([a, not(all([a, b]))]), all([a, not(b)])],
    ['not x and (x or y)', all([not(a), any([a, b])]), all([not(a), b])],
    ['what all alternatives share', any([all([a, c]), all([b, c])]), all([c, any([a, b])])],
    ['an alternative that is shared whole', any([all([a, b]), all([a, b, c])]), all([a, b])],
  ])('%s', (_title, found, expected) => {
    expect(found.key).toBe(expected.key);
  });

  test('conjuncts part by stream, and keep an exclusion whole where they can', () => {
    expect(conjuncts(all([a, not(any([b, c]))])).map(({ key }) => key)).toEqual([a.key, not(any([b, c])).key]);
    const other = is('b', 2);
    expect(conjuncts(not(any([a, other]))).map(({ key }) => key)).toEqual([not(a).key, not(other).key]);
    expect(conjuncts(TRUE)).toEqual([]);
  });
});

describe('widen', () => {
  test.each<[string, Formula, Formula, string[]]>([
    ['nothing unknown', all([a, not(b)]), all([a, not(b)]), []],
    ['unknown in an and', all([a, unknown(1)]), a, ['U1']],
    ['unknown under a not', all([a, not(unknown(1))]), a, ['U1']],
    ['unknown in an or', any([a, unknown(1)]), TRUE, ['U1']],
    ['unknown in an excluded or', not(any([a, unknown(1)])), not(a), ['U1']],
    ['unknown in an excluded and', not(all([a, unknown(1)])), TRUE, ['U1']],
    ['unknown that does not matter', all([a, any([a, unknown(1)])]), a, []],
    ['unknown and its own negation', all([a, any([unknown(1), not(unknown(1))])]), a, []],
    ['upper bound', all([a, bounded(1, b, c, loss('B'))]), all([a, b]), ['B']],
    ['lower bound', all([a, not(bounded(1, b, c, loss('B')))]), all([a, not(c)]), ['B']],
    ['one test of an element', all([a, about(1, 7, b)]), all([a, b]), []],
    ['two tests of an element', all([about(1, 7, b), about(2, 7, c)]), all([b, c]), ['E1', 'E2']],
    ['one of two tests of an element', any([about(1, 7, b), about(2, 7, c)]), any([b, c]), []],
    ['tests of two elements', all([about(1, 7, b), about(2, 8, c)]), all([b, c]), []],
    ['an excluded element', all([a, not(about(1, 7, b))]), a, ['E1']],
    ['an empty list, excluded by a test', all([notEmpty(1, 7), about(2, 7, b)]), b, []],
    ['an empty list, nothing tested', all([notEmpty(1, 7), a]), a, ['L1']],
    ['an empty list, tested in one case only', all([notEmpty(1, 7), any([a, about(2, 7, b)])]), any([a, b]), ['L1']],
  ])('%s', (_title, formula, expected, codes) => {
    const { formula: found, reasons } = widen(formula);
    expect(found.key).toBe(expected.key);
    expect(reasons.map(({ code }) => code)).toEqual(codes);
  });
});
