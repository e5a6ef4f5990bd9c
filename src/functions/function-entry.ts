import type { KqlType } from '../ir/types.js';
import type { Value } from '../ir/value.js';

/**
 * When the result is null:
 * - `never`: whatever the arguments (predicates on text, everything that returns a string)
 * - `strict`: exactly when an argument is null; the reference implementation is not called for null arguments
 * - `arguments`: only when an argument is null, though not always then (`and`, `case`)
 * - `own`: by a rule of its own, which the implementation spells out; perhaps without a null argument
 */
export type NullRule = 'never' | 'strict' | 'arguments' | 'own';

export interface EvaluationContext {
  /** The clock of the run, in ticks. */
  readonly now: bigint;
  /** The static types of the arguments and of the result, where a rule depends on them. */
  readonly types: readonly KqlType[];
  readonly result: KqlType;
}

/** Another name with other places: its argument `order[i]` is argument i of the function (`replace(regex, rewrite, text)`). */
export interface ReorderedAlias {
  readonly name: string;
  readonly order: readonly number[];
}

/** One KQL scalar function or operator: everything that is true of it on every target. */
export interface FunctionEntry {
  /** The one name that the IR uses. */
  readonly name: string;
  /** Other names that mean the same. */
  readonly aliases?: readonly (string | ReorderedAlias)[];
  /** Names that mean its plain negation: lowering writes `not` around it (`isnotempty`, `!has`). */
  readonly negated?: readonly string[];
  /** Its value depends on the clock of the run, so it is no constant even of constants. */
  readonly readsClock?: true;
  /** The argument that is a regular expression, always or for one value of another; only a constant one is taken. */
  readonly pattern?: number | { readonly at: number; readonly ifArgument: number; readonly is: string };
  /** The documentation page, below https://learn.microsoft.com/kusto/query/ */
  readonly page: string;
  readonly nulls: NullRule;
  /**
   * Why a call with these constants is not supported (undefined: no constant), in words that follow `… is not supported yet`;
   * null when it is.
   */
  readonly fault?: (constants: readonly (Value | undefined)[]) => string | null;
  /** Ruleport's choice where the page is silent. Every engine follows it. */
  readonly choice?: string;
  /** The reference implementation: plain and slow rather than clever. Arguments arrive evaluated. */
  readonly evaluate: (args: readonly Value[], context: EvaluationContext) => Value;
}

/** Declares entries; a helper only so that tables of functions are checked where they stand. */
export const functions = (...entries: readonly FunctionEntry[]): readonly FunctionEntry[] => entries;
