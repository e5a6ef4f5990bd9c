import type { Call, Expression } from '../../../src/ir/expression.js';
import { reason } from '../codes.js';
import { FALSE, TRUE } from '../logic/formula.js';
import { snippet, unknown, type Context } from './context.js';
import { readsOf, type Opaque, type Term, type Truth } from './term.js';

/** A row's columns as terms: what the function tables see of the evaluator. */
export interface Scope {
  readonly context: Context;
  term(expression: Expression): Term;
  truth(expression: Expression): Truth;
}

/** One row of the table of scalar functions: the term, or null for one that Sigma cannot say. */
export type ScalarLowering = (call: Call, scope: Scope) => Term | null;

/** One row of the table of predicates: its truth, or null for one that Sigma cannot say. */
export type PredicateLowering = (call: Call, scope: Scope) => Truth | null;

export const ALWAYS: Truth = { isTrue: TRUE, isFalse: FALSE };
export const NEVER: Truth = { isTrue: FALSE, isFalse: TRUE };
export const NULL_TRUTH: Truth = { isTrue: FALSE, isFalse: FALSE };

export const negated = ({ isTrue, isFalse }: Truth): Truth => ({ isTrue: isFalse, isFalse: isTrue });

export function opaque(context: Context, expression: Expression, operands: readonly Term[]): Opaque {
  return {
    kind: 'opaque',
    why: reason('RP3001', [snippet(context, expression.span)], expression.span),
    reads: [...new Set(operands.flatMap(readsOf))],
  };
}

/** Two bounds that know nothing of each other: the predicate may be null. */
export const unknownTruth = (context: Context, { why }: Pick<Opaque, 'why'>): Truth => ({
  isTrue: unknown(context, why),
  isFalse: unknown(context, why),
});
