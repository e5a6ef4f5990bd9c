import type { Expression, InTable } from '../ir/expression.js';
import type { Relation } from '../ir/relation.js';
import type { KqlType } from '../ir/types.js';
import { isArray, isBag, type Value } from '../ir/value.js';
import { applyFunction } from '../functions/apply.js';
import { functionEntry } from '../functions/registry.js';
import type { Row } from './row.js';

/** Where an expression finds the columns of the current row, the clock, and the rows of queries inside it. */
export interface Scope {
  readonly rowsOf: (query: Relation) => readonly Row[];
  readonly column: (name: string) => Value;
  readonly now: bigint;
}

/** The value of an expression for one row, by the registry's reference implementations. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'column':
      return scope.column(expression.name);
    case 'member':
      return member(evaluate(expression.object, scope), expression.key);
    case 'index':
      return element(evaluate(expression.object, scope), evaluate(expression.index, scope));
    case 'toscalar':
      return scope.rowsOf(expression.query)[0]?.values[0] ?? (expression.type === 'string' ? '' : null);
    case 'in-table':
      return isInTable(expression, scope);
    case 'call':
      return applyFunction(
        expression,
        expression.args.map((arg) => evaluate(arg, scope)),
        scope.now,
      );
  }
}

/** Only bags have members; anything else, and a missing key, is null. */
const member = (object: Value, key: string): Value => (isBag(object) ? (object.get(key) ?? null) : null);

/** An array by position, from the end when negative; a bag by a key that is computed. */
function element(object: Value, index: Value): Value {
  if (isArray(object) && typeof index === 'bigint') return object.at(Number(index)) ?? null;
  if (isBag(object) && typeof index === 'string') return object.get(index) ?? null;
  return null;
}

/** An `or` of `==` (or `=~`) over the first column: null is equal to nothing. */
function isInTable({ value, query, ignoreCase }: InTable, scope: Scope): boolean {
  const sought = evaluate(value, scope);
  if (sought === null) return false;
  const compare = functionEntry(ignoreCase ? '=~' : '==');
  const types: readonly KqlType[] = [value.type, query.columns[0]?.type ?? value.type];
  return scope.rowsOf(query).some(({ values }) => {
    return compare.evaluate([sought, values[0] ?? null], { now: scope.now, types, result: 'bool' }) === true;
  });
}
