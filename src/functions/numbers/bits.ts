import type { Value } from '../../ir/value.js';
import { functions, type FunctionEntry } from '../function-entry.js';

type Combine = (left: bigint, right: bigint) => bigint | null;

const binary = (name: string, combine: Combine, choice?: string): FunctionEntry => ({
  name,
  page: `${name.replaceAll('_', '-')}-function`,
  nulls: 'strict',
  ...(choice === undefined ? {} : { choice }),
  evaluate: ([left, right]: readonly Value[]) =>
    typeof left === 'bigint' && typeof right === 'bigint' ? combine(left, right) : null,
});

/** By `places` modulo 64; a negative number of places is null. */
const shift =
  (by: (value: bigint, places: bigint) => bigint): Combine =>
  (value, places) =>
    places < 0n ? null : BigInt.asIntN(64, by(value, places % 64n));

function ones(value: bigint): bigint {
  let count = 0n;
  for (let rest = BigInt.asUintN(64, value); rest !== 0n; rest &= rest - 1n) count++;
  return count;
}

export const BITS = functions(
  binary('binary_and', (left, right) => left & right),
  binary('binary_or', (left, right) => left | right),
  binary('binary_xor', (left, right) => left ^ right),
  binary(
    'binary_shift_left',
    shift((value, places) => value << places),
    'bits beyond the 64th are lost',
  ),
  binary(
    'binary_shift_right',
    shift((value, places) => value >> places),
    'the sign is kept',
  ),
  {
    name: 'binary_not',
    page: 'binary-not-function',
    nulls: 'strict',
    evaluate: ([value]) => (typeof value === 'bigint' ? ~value : null),
  },
  {
    name: 'bitset_count_ones',
    page: 'bitset-count-ones-function',
    nulls: 'strict',
    choice: 'of a negative number the 64 bits',
    evaluate: ([value]) => (typeof value === 'bigint' ? ones(value) : null),
  },
);
