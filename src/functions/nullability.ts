import type { Expression } from '../ir/expression.js';
import { functionEntry } from './registry.js';

/** Whether an expression can be null: never for strings, which are empty instead. */
export function isNullable(expression: Expression): boolean {
  if (expression.type === 'string') return false;
  if (expression.kind === 'literal') return expression.value === null;
  if (expression.kind !== 'call') return true;
  const { nulls } = functionEntry(expression.fn);
  if (nulls === 'never') return false;
  // and, or, iff, case: null only by way of an argument; the other functions with rules of their own may be null anyway.
  const byArguments = ['and', 'or', 'iff', 'case', '==', '!=', 'in', '!in'];
  return nulls === 'strict' || byArguments.includes(expression.fn) ? expression.args.some(isNullable) : true;
}
