import type { Relation } from '../../../src/ir/relation.js';

/** Whether no two rows of a query agree in these columns, as far as its operators show. */
export function isUniqueBy(relation: Relation, columns: ReadonlySet<string>): boolean {
  let at = relation;
  let names = columns;
  for (;;) {
    switch (at.op) {
      case 'where':
      case 'sort':
      case 'window':
      case 'let':
        at = at.input;
        break;
      case 'take':
        if (at.count <= 1) return true;
        at = at.input;
        break;
      case 'extend':
      case 'project': {
        // Where a column only has another name, the old name says the same.
        const assigned = new Map(at.assignments.map(({ name, value }) => [name, value]));
        const passes = at.op === 'extend';
        names = new Set(
          [...names].flatMap((name) => {
            const value = assigned.get(name);
            if (value === undefined) return passes ? [name] : [];
            return value.kind === 'column' ? [value.name] : [];
          }),
        );
        at = at.input;
        break;
      }
      case 'summarize':
        return at.keys.every(({ name }) => names.has(name));
      default:
        return false;
    }
  }
}
