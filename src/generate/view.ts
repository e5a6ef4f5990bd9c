import type { Expression } from '../ir/expression.js';
import type { Value } from '../ir/value.js';
import type { Scope } from '../interpreter/evaluate.js';

/** One change of the store that may bring a wanted value about. */
export type Move = () => void;

/**
 * One row of an operator's output that is being made: it can be read, and a column can be asked to have a value, which is handed
 * down to the raw fields that the column is computed from.
 */
export interface View {
  readonly scope: Scope;
  value(name: string): Value;
  /** Ways to give a column a value, the likeliest first. None of them need work: whoever moves looks at the outcome. */
  assign(name: string, value: Value): Iterable<Move>;
  /** The raw field that a column is, unchanged, or null. */
  origin(name: string): Origin | null;
}

/** A column of a record (or of a row from outside) as it stands there. */
export interface Origin {
  readonly leaf: Leaf;
  readonly column: string;
}

/** What a row needs to be there: a predicate that must hold on a view. */
export interface Constraint {
  readonly view: View;
  readonly test: Expression;
  /** `join`: the two sides of a pair meet. */
  readonly source: 'where' | 'join' | 'filter' | 'group';
  /** How many groups of rows there were below it: with some, it may be about how many rows there are. */
  readonly groups: number;
}

/** A record of a log, or a row of an input from outside. */
export interface Leaf {
  /** The table or the external's name. */
  readonly name: string;
  readonly kind: 'record' | 'external';
  /** The record as JSON, or the row's values by column. */
  content: unknown;
}
