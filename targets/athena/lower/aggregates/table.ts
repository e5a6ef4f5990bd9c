import type { Aggregate } from '../../../../src/ir/relation.js';
import { COLLECTIONS } from './collections.js';
import type { LowerAggregate } from './entry.js';
import { NUMBERS } from './numbers.js';
import { ROWS } from './rows.js';

/** Every aggregate that has an exact form in Athena SQL, by the IR's name for it. */
export const AGGREGATES: ReadonlyMap<string, LowerAggregate> = new Map(
  Object.entries({ ...NUMBERS, ...ROWS, ...COLLECTIONS }),
);

/** What a row is chosen by: the first argument, or for null the order of the rows alone. */
export interface Rank {
  readonly direction: 'asc' | 'desc' | null;
}

const RANKS: Readonly<Record<string, Rank>> = {
  arg_max: { direction: 'desc' },
  arg_min: { direction: 'asc' },
  take_any: { direction: null },
};

/** Whether an aggregate takes several values of one row, which must be found first. */
export const isRanked = ({ fn, outputs }: Aggregate): boolean =>
  fn === 'arg_max' || fn === 'arg_min' || (fn === 'take_any' && outputs.length > 1);

export function rankOf({ fn }: Aggregate): Rank {
  const rank = RANKS[fn];
  if (rank === undefined) throw new Error(`${fn} takes no row`);
  return rank;
}
