import { ascending, freshName, reference } from '../hidden.js';
import type { External } from '../relation.js';
import type { Column } from '../types.js';
import { keep, noExpressions, noInput, type Operator } from './operator.js';

/** Rows from outside have no event IDs; their order is that of their values, which every target can reproduce. */
export const EXTERNAL: Operator<External> = {
  ...noInput<External>(),
  ...noExpressions<External>(),
  print: ({ source, name, columns }) => [
    `${source} ${name} (${columns.map((column) => `${column.name}:${column.type}`).join(', ')})`,
  ],
  makes: ({ columns }) => columns.map(({ name }) => name),
  output: 'states',
  // Under hidden names: their columns may be projected away or set anew before the order is used.
  hide: (relation) => {
    const taken = new Set(relation.columns.map(({ name }) => name));
    const keys = relation.columns.filter(({ type }) => type !== 'dynamic');
    const hidden = keys.map(({ name, type }): Column => {
      const fresh = freshName(`_${name}`, taken);
      taken.add(fresh);
      return { name: fresh, type };
    });
    const assignments = hidden.map(({ name }, index) => ({ name, value: reference(keys[index]!) }));
    const columns = [...relation.columns, ...hidden];
    return {
      relation: { op: 'extend', input: relation, assignments, columns, span: relation.span },
      hidden,
      evidence: [],
      order: hidden.map(({ name }) => ascending(name)),
    };
  },
  prune: (relation, needed) => ({ ...relation, columns: keep(relation.columns, needed) }),
};
