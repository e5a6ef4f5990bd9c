import type { Expression } from '../ir/expression.js';
import { functionEntry } from './registry.js';

/** Whether an expression can be null: never for strings, which are empty instead. */
export function isNullable(expression: Expression): boolean {
  if (expression.type === 'string') return false;
  if (expression.kind === 'literal') return expression.value === null;
  if (expression.kind !== 'call') return true;
  const { nulls } = functionEntry(expression.fn);
  if (nulls === 'never') return false;
  return nulls === 'own' || expression.args.some(isNullable);
}
