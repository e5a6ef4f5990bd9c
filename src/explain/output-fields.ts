import { operatorOf } from '../ir/operators/registry.js';
import type { Relation } from '../ir/relation.js';
import { inputsOf } from '../ir/traverse.js';

/** The kind of operator that made a column: the last one that set it, looking up from the end of the query. */
export function madeBy(relation: Relation, column: string): string {
  const keyword = 'keyword' in relation ? relation.keyword : relation.op;
  if (relation.op === 'project' || operatorOf(relation).makes(relation).includes(column)) return keyword;
  if (relation.op === 'join') return relation.rightNames.includes(column) ? 'join' : madeBy(relation.left, column);
  const [input] = inputsOf(relation);
  return input === undefined ? keyword : madeBy(input, column);
}
