import type { KqlType } from '../../ir/types.js';
import type { Value } from '../../ir/value.js';

/** Operands to change, by position: after it the function may have the outcome that was asked for. */
export type Proposal = readonly (readonly [index: number, value: Value])[];

export interface Question {
  /** The value, or for a predicate the truth value, that is wanted. */
  readonly wanted: Value;
  /** What the operands are now, their static types, and which of them are constants. */
  readonly args: readonly Value[];
  readonly types: readonly KqlType[];
  readonly fixed: readonly boolean[];
}

/** Proposals cost little and may be wrong: the reference implementation judges each. The likeliest come first. */
export type Propose = (question: Question) => Iterable<Proposal>;

export const each = (index: number, values: readonly Value[]): Proposal[] => values.map((value) => [[index, value]]);
