import type { Expression } from '../../../src/ir/expression.js';

/** The largest whole number that SPL keeps and shows digit by digit: 15 of them (Search Reference, evaluation functions). */
export const LARGEST = 999_999_999_999_999;
const LARGEST_INT = 2_147_483_648;
/** No text, list or date has more characters, elements or parts. */
const LARGEST_LENGTH = LARGEST_INT;

const LENGTHS: ReadonlySet<string> = new Set(['strlen', 'indexof', 'indexof_regex', 'array_length', 'datetime_diff']);

/**
 * The largest absolute value that a whole number can have. What a column holds was within bounds when it was made, as each
 * place that makes numbers sees to.
 */
export function magnitude(expression: Expression): number {
  if (expression.type === 'int') return LARGEST_INT;
  if (expression.kind === 'literal') return expression.value === null ? 0 : Math.abs(Number(expression.value));
  if (expression.kind !== 'call') return LARGEST;
  const { fn, args } = expression;
  if (LENGTHS.has(fn)) return LARGEST_LENGTH;
  if (fn === 'negate' || fn === '/') return magnitude(args[0]!);
  if (fn === '+' || fn === '-') return magnitude(args[0]!) + magnitude(args[1]!);
  if (fn === '*') return magnitude(args[0]!) * magnitude(args[1]!);
  return LARGEST;
}
