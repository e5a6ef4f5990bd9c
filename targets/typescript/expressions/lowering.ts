import type * as t from '@babel/types';
import type { Call, Expression } from '../../../src/ir/expression.js';
import type { Refuse } from '../reasons.js';
import type { HelperName } from '../runtime/helpers.js';
import type { Lowered } from './lowered.js';

/** What the lowering of a function may ask for. */
export interface Lowering {
  readonly refuse: Refuse;
  value(expression: Expression): Lowered;
  /** As `tostring` gives it. */
  text(expression: Expression): t.Expression;
  /** A call of a runtime helper, which the module then contains. */
  helper(name: HelperName, ...args: t.Expression[]): t.Expression;
  /**
   * `node === literal`, or a call that says the same where TypeScript knows from a comparison before that the two differ
   * (`where a == "x"`, then `iff(a == "y", …)`) and would take the comparison for a mistake.
   */
  sameLiteral(node: t.Expression, literal: t.Expression): t.Expression;
  /** Lowers something that only runs when these tests have come out true. */
  after<T>(tests: readonly t.Expression[], lower: () => T): T;
  /** The run's clock as a datetime. */
  now(): t.Expression;
  /** A value that is the same for a whole run, computed once. */
  once(label: string, type: t.TSType, value: t.Expression): t.Expression;
  /** A constant of the module. */
  constant(label: string, value: t.Expression): t.Expression;
  /** A set of literals, as a constant of the module. */
  literalSet(values: readonly string[], label: Expression): t.Expression;
  /**
   * The raw JSON value behind a text column, where comparing it equals comparing the column: only for texts that no JSON
   * number, object or array is written as.
   */
  rawText(expression: Expression): t.Expression | null;
}

export type LowerCall = (call: Call, x: Lowering) => Lowered;
