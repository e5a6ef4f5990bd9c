import { ascending } from '../hidden.js';
import type { External } from '../relation.js';
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
  hide: (relation) => ({
    relation,
    hidden: [],
    evidence: [],
    order: relation.columns.filter(({ type }) => type !== 'dynamic').map(({ name }) => ascending(name)),
  }),
  prune: (relation, needed) => ({ ...relation, columns: keep(relation.columns, needed) }),
};
