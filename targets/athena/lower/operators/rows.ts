import type { Let, OrderKey, Sort, Take } from '../../../../src/ir/relation.js';
import { EMPTY, coalesce } from '../../sql/build.js';
import { sameSql } from '../../sql/traverse.js';
import type { SqlExpression, SqlOrder } from '../../sql/tree.js';
import { flush, type Block } from '../block.js';
import { isConstant, type Cell } from '../cell.js';
import { lowerExpression } from '../expression.js';
import type { Place } from './place.js';

export function lowerLet(relation: Let, { closed, request, context }: Place): Block {
  const block = context.within(relation.name, () => closed(relation.input));
  // A name for a bare table would only hide which table it is.
  if (relation.input.op === 'source' || relation.input.op === 'external') return block;
  return { ...flush(block, request, context, { label: relation.name }), label: relation.name };
}

/** Only for people, at the end of the query: whatever depends on an order names it. */
export function lowerSort(relation: Sort, { closed, open, context }: Place): Block {
  const below = closed(relation.input);
  const block = below.limit === undefined ? below : open(relation.input);
  const orderBy = relation.keys.flatMap(({ value, direction, nulls }) =>
    keyOf(lowerExpression(value, block.cells, context), direction, nulls),
  );
  return { ...block, orderBy };
}

/** `take n` and the second half of `top`: the first rows of an order that is named. */
export function lowerTake(relation: Take, { closed, open }: Place): Block {
  const below = closed(relation.input);
  const block = below.limit === undefined ? below : open(relation.input);
  return { ...block, orderBy: orderKeys(relation.order, block), limit: relation.count };
}

/** The keys of an order as SQL; constants order nothing, nor does a key that is there already. */
export function orderKeys(order: readonly OrderKey[], block: Block): SqlOrder[] {
  const keys: SqlOrder[] = [];
  for (const { name, direction, nulls } of order) {
    const cell = block.cells.get(name);
    if (cell === undefined) throw new Error(`no column ${name} to order by`);
    for (const key of keyOf(cell, direction, nulls))
      if (!keys.some(({ value }) => sameSql(value, key.value))) keys.push(key);
  }
  return keys;
}

function keyOf(cell: Cell, direction: SqlOrder['direction'], nulls: SqlOrder['nulls']): SqlOrder[] {
  const value = keySql(cell);
  if (value === null || isConstant(value)) return [];
  const isNullable = cell.form !== 'text' && !(cell.form === 'integer' && !cell.nullable);
  return [{ value, direction, nulls: isNullable ? nulls : 'last' }];
}

/** A value to compare rows by: in it `""` is never NULL. Null for what is no column. */
export function keySql(cell: Cell): SqlExpression | null {
  if (cell.form === 'text') return cell.nullable ? coalesce(cell.sql, EMPTY) : cell.sql;
  return 'sql' in cell ? cell.sql : null;
}
