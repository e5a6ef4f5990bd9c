import type { Expression } from '../../../src/ir/expression.js';
import type { Relation } from '../../../src/ir/relation.js';
import { expressionsOf, inputsOf } from '../../../src/ir/traverse.js';
import { childrenOf } from '../../../src/ir/walk-expression.js';

/** Deeper expressions would exhaust the stack of whoever prints, compiles or walks them. */
const MAX_DEPTH = 200;

/** An expression of a query that is nested too deeply, or null. Uses no stack of its own. */
export function tooDeepExpression(plan: Relation): Expression | null {
  const relations: Relation[] = [plan];
  for (let relation = relations.pop(); relation !== undefined; relation = relations.pop()) {
    relations.push(...inputsOf(relation));
    for (const expression of expressionsOf(relation)) if (isTooDeep(expression)) return expression;
  }
  return null;
}

function isTooDeep(expression: Expression): boolean {
  let level: readonly Expression[] = [expression];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}
