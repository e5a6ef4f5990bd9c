import { expect, test } from 'vitest';
import { flagged } from './support.js';

/** Four flags; the record is named by those that it has. */
const SELECTIONS = `sel_a:
  a: 1
sel_b:
  b: 1
filter_c:
  c: 1
_d:
  d: 1
`;

const NAMES = ['', 'a', 'b', 'c', 'd', 'ab', 'ac', 'abc', 'bc', 'abcd'] as const;
const RECORDS = NAMES.map((name) => Object.fromEntries([...name].map((flag) => [flag, 1])));

// https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html ("Condition")
const CASES: readonly (readonly [condition: string, flags: string])[] = [
  ['sel_a', 'a ab ac abc abcd'],
  ['sel_a and sel_b', 'ab abc abcd'],
  ['sel_a or sel_b', 'a b ab ac abc bc abcd'],
  ['not sel_a', ' b c d bc'],
  ['not not sel_a', 'a ab ac abc abcd'],
  ['sel_a and not filter_c', 'a ab'],
  ['sel_a or sel_b and filter_c', 'a ab ac abc bc abcd'],
  ['(sel_a or sel_b) and filter_c', 'ac abc bc abcd'],
  ['not sel_a and sel_b', 'b bc'],
  ['not (sel_a and sel_b)', ' a b c d ac bc'],
  ['1 of sel_*', 'a b ab ac abc bc abcd'],
  ['all of sel_*', 'ab abc abcd'],
  ['all of sel_* and not 1 of filter*', 'ab'],
  ['not 1 of sel*', ' c d'],
  ['not all of sel*', ' a b c d ac bc'],
  ['1 of *_a', 'a ab ac abc abcd'],
  ['1 of s*_*a', 'a ab ac abc abcd'],
  ['1 of sel_a', 'a ab ac abc abcd'],
  ['1 of them', 'a b c ab ac abc bc abcd'],
  ['all of them', 'abc abcd'],
  ['1 of *', 'a b c ab ac abc bc abcd'],
  ['1 of _*', 'd abcd'],
  ['_d', 'd abcd'],
  ['(((sel_a)))and(not(sel_b))', 'a ac'],
  ['[sel_a and sel_b, filter_c]', 'c ab ac abc bc abcd'],
];

test.each(CASES)('%s', async (condition, flags) => {
  const result = await flagged(`${SELECTIONS}condition: ${condition}`, RECORDS);
  expect(result.map((index) => NAMES[index])).toEqual(flags.split(' '));
});

test('over several lines', async () => {
  const condition = `condition: >-\n  sel_a\n  and\n  sel_b`;
  expect(await flagged(SELECTIONS + condition, RECORDS)).toEqual([5, 7, 9]);
});
