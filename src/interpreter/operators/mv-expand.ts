import type { MvExpand } from '../../ir/relation.js';
import type { Column } from '../../ir/types.js';
import { isArray, isBag, type Value } from '../../ir/value.js';
import { evaluate, type Scope } from '../evaluate.js';
import type { Row } from '../row.js';
import type { RunOperator } from './run-operator.js';

export const runMvExpand: RunOperator<MvExpand> = (relation, [rows], { scopes }) => {
  const scope = scopes(relation.input.columns);
  return rows!.flatMap((row) => expand(relation, row, scope(row)));
};

function expand(relation: MvExpand, row: Row, scope: Scope): Row[] {
  const lists = relation.items.map(({ value }) => elements(evaluate(value, scope), relation.bagExpansion));
  const length = Math.max(...lists.map((list) => list.length));
  const names = relation.items.map(({ name }) => name);
  return Array.from({ length }, (_, index) => {
    const values = relation.columns.map(({ name }) => {
      const item = names.indexOf(name);
      if (item >= 0) return cast(lists[item]?.[index] ?? null, relation.items[item]?.type ?? 'dynamic');
      return name === relation.itemIndex ? BigInt(index) : scope.column(name);
    });
    return { values, evidence: row.evidence };
  });
}

/** Ruleport's choices: null is one row with null, a scalar one row with itself, an empty array or bag no row. */
function elements(value: Value, bagExpansion: 'bag' | 'array'): readonly Value[] {
  if (isArray(value)) return value;
  if (!isBag(value)) return [value];
  return [...value].map(([key, item]) => (bagExpansion === 'array' ? [key, item] : new Map([[key, item]])));
}

/** `to typeof(T)` casts, it does not parse: an element of another type becomes null, a string empty (mv-expand-operator). */
function cast(value: Value, type: Column['type']): Value {
  switch (type) {
    case 'dynamic':
      return value;
    case 'string':
      return typeof value === 'string' ? value : '';
    case 'long':
    case 'int':
      return typeof value === 'bigint' ? value : null;
    case 'real':
      return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : null;
    case 'bool':
      return typeof value === 'boolean' ? value : null;
    default:
      return null;
  }
}
