import type { Expression } from '../../../../src/ir/expression.js';
import type { Where } from '../../../../src/ir/relation.js';
import type { SqlExpression } from '../../sql/tree.js';
import type { Block } from '../block.js';
import { lowerPredicate } from '../expression.js';
import { countReads, readable } from '../readable.js';
import { preferCoalesce } from '../simplify.js';
import type { Place } from './place.js';

export function lowerWhere(relation: Where, { closed, open, request, context }: Place): Block {
  const predicate = preferCoalesce(relation.predicate);
  const conditionsOn = (block: Block): SqlExpression[] =>
    conjuncts(predicate).flatMap((each) => split(lowerPredicate(each, block.cells, context)));
  const group = closed(relation.input);
  if (isHaving(group, predicate)) {
    const having = [...group.group.having, ...conditionsOn(group)];
    return { ...group, group: { ...group.group, having, distinct: false } };
  }
  const block = readable(open(relation.input), [predicate], request, context);
  return { ...block, where: [...block.where, ...conditionsOn(block)] };
}

/** `count_ > 10` above its summarize is HAVING count(*) > 10: where no aggregate would be written twice that takes a line. */
function isHaving(block: Block, predicate: Expression): block is Block & { group: NonNullable<Block['group']> } {
  if (block.group === undefined || block.limit !== undefined || block.windowed === true) return false;
  return [...countReads([predicate])].every(([name, count]) => {
    const cell = block.cells.get(name);
    if (cell === undefined || !('sql' in cell)) return false;
    return count === 1 && cell.sql.kind === 'aggregate' && cell.sql.orderBy.length === 0 && cell.sql.filter === null;
  });
}

const conjuncts = (predicate: Expression): readonly Expression[] =>
  predicate.kind === 'call' && predicate.fn === 'and' ? predicate.args.flatMap(conjuncts) : [predicate];

/** Conditions of their own; what is always true says nothing. */
function split(condition: SqlExpression): readonly SqlExpression[] {
  if (condition.kind === 'boolean' && condition.value) return [];
  return condition.kind === 'logical' && condition.operator === 'AND' ? condition.operands : [condition];
}
