import type { SortKey } from '../spl/command.js';
import type { FieldBinding } from './scope.js';

/** The values of the field that tells a row's side. In this order: innerunique wants the left row of a key first. */
export const LEFT = 'left';
export const RIGHT = 'right';

export type SideName = typeof LEFT | typeof RIGHT;

export const other = (side: SideName): SideName => (side === LEFT ? RIGHT : LEFT);

/** The rows of both sides, one below the other, each marked with its side. */
export interface Sides {
  readonly marker: string;
  readonly left: ReadonlyMap<string, FieldBinding>;
  readonly right: ReadonlyMap<string, FieldBinding>;
  /** Both sides are rows of one search: a side's fields may have values on the other side's rows too. */
  readonly shared: boolean;
  /** The field with a key of both sides, or null where each has its own; by the position of the key. */
  readonly keys: readonly (string | null)[];
  /** What puts the left rows of an innerunique join in order. */
  readonly order: readonly SortKey[];
}
