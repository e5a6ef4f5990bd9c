import type { Relation } from '../ir/relation.js';

/** The kind of operator that made a column: the last one that set it, looking up from the end of the query. */
export function madeBy(relation: Relation, column: string): string {
  switch (relation.op) {
    case 'source':
      return 'source';
    case 'datatable':
      return 'datatable';
    case 'where':
    case 'let':
      return madeBy(relation.input, column);
    case 'extend':
      return relation.assignments.some(({ name }) => name === column) ? 'extend' : madeBy(relation.input, column);
    case 'project':
      return relation.keyword;
    case 'mv-expand':
      return relation.itemIndex === column || relation.items.some(({ name }) => name === column)
        ? 'mv-expand'
        : madeBy(relation.input, column);
    case 'join':
      return relation.rightNames.includes(column) ? 'join' : madeBy(relation.left, column);
  }
}
