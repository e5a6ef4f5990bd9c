import type { Expression } from './expression.js';
import type { Relation } from './relation.js';

/** Direct sub-expressions; every walk over expressions is built on this. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'column':
    case 'literal':
    case 'toscalar':
      return [];
    case 'in-table':
      return [expression.value];
    case 'call':
      return expression.args;
    case 'member':
      return [expression.object];
    case 'index':
      return [expression.object, expression.index];
  }
}

/** The expression with its direct sub-expressions replaced; the same object when none changed. */
export function mapChildren(expression: Expression, change: (child: Expression) => Expression): Expression {
  switch (expression.kind) {
    case 'column':
    case 'literal':
    case 'toscalar':
      return expression;
    case 'in-table': {
      const value = change(expression.value);
      return value === expression.value ? expression : { ...expression, value };
    }
    case 'call': {
      const args = expression.args.map(change);
      return args.every((arg, index) => arg === expression.args[index]) ? expression : { ...expression, args };
    }
    case 'member': {
      const object = change(expression.object);
      return object === expression.object ? expression : { ...expression, object };
    }
    case 'index': {
      const [object, index] = [change(expression.object), change(expression.index)];
      return object === expression.object && index === expression.index ? expression : { ...expression, object, index };
    }
  }
}

/** Rebuilds an expression from its leaves upwards. */
export const rewrite = (expression: Expression, change: (expression: Expression) => Expression): Expression =>
  change(mapChildren(expression, (child) => rewrite(child, change)));

/** Names of the columns that an expression reads. */
export function columnsRead(expression: Expression, into = new Set<string>()): Set<string> {
  if (expression.kind === 'column') into.add(expression.name);
  for (const child of childrenOf(expression)) columnsRead(child, into);
  return into;
}

/** The queries that an expression asks (`toscalar`, `in (T)`), outermost only. */
export function queriesIn(expression: Expression): Relation[] {
  const own = expression.kind === 'toscalar' || expression.kind === 'in-table' ? [expression.query] : [];
  return [...own, ...childrenOf(expression).flatMap(queriesIn)];
}
