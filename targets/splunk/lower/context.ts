import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { Call, Expression } from '../../../src/ir/expression.js';
import type { SPLUNK_CODES, SplunkCode } from '../codes.js';
import type { Condition, Value } from '../spl/expression.js';
import type { Dynamic } from './dynamic.js';

/**
 * What the function table lowers with. A condition comes in two halves, because KQL's has three values and SPL's NULL is not
 * safe below `NOT`: `holds` is true exactly when the expression is true, `fails` exactly when it is false; where the
 * expression is null neither is.
 */
export interface LoweringContext {
  holds(expression: Expression): Condition;
  fails(expression: Expression): Condition;
  /** The text of a string; never NULL. */
  text(expression: Expression): Value;
  /** A number, a datetime as seconds since 1970, a timespan as seconds. NULL for null. */
  number(expression: Expression): Value;
  /** A column of times in AWS's spelling, whose texts are in the order of the times; null for another expression. */
  isoTime(expression: Expression): Value | null;
  /** The same, read from the event if it is still there. */
  timeText(expression: Expression): Value | null;
  dynamic(expression: Expression): Dynamic;
  /** The text of a dynamic value, NULL for null. */
  dynamicText(expression: Expression): Value;
  /** Any value as a field would hold it. */
  value(expression: Expression): Value;
  isNullable(expression: Expression): boolean;
  /** The automatically extracted field of a column that is still in the event; see `extractedField`. */
  extracted(expression: Expression, matches: (value: string) => boolean): string | null;
  isSpelled(value: Value): boolean;
  refuse<Code extends SplunkCode>(
    code: Code,
    span: Span,
    ...values: Parameters<(typeof SPLUNK_CODES)[Code]['message']>
  ): void;
  assume<Code extends SplunkCode>(code: Code, ...values: Parameters<(typeof SPLUNK_CODES)[Code]['message']>): void;
}

/** One line of the function table: how a call of one result type is written. */
export type Lower<Result> = (args: readonly Expression[], context: LoweringContext, call: Call) => Result;

export interface Predicate {
  readonly holds: Lower<Condition>;
  readonly fails: Lower<Condition>;
}

export interface NumberFunction {
  readonly value: Lower<Value>;
  /** Whether the result may be null. */
  readonly nullable: Lower<boolean>;
}

/** The text of a string literal, or null. */
export const literalText = (expression: Expression | undefined): string | null =>
  expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : null;

/** The value of an integer literal, `-3` included, or null. */
export function literalInteger(expression: Expression | undefined): number | null {
  if (expression?.kind === 'call' && expression.fn === 'negate') {
    const positive = literalInteger(expression.args[0]);
    return positive === null ? null : -positive;
  }
  return expression?.kind === 'literal' && typeof expression.value === 'bigint' ? Number(expression.value) : null;
}
