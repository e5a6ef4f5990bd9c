import { NO_SPAN } from '../../diagnostics/diagnostic.js';
import { ascending } from '../hidden.js';
import { printExpression } from '../print-expression.js';
import type { Datatable } from '../relation.js';
import type { Column } from '../types.js';
import { keep, noInput, type Operator } from './operator.js';

const schema = (columns: readonly Column[]): string => columns.map(({ name, type }) => `${name}:${type}`).join(', ');

export const DATATABLE: Operator<Datatable> = {
  ...noInput<Datatable>(),
  expressions: ({ rows }) => rows.flat(),
  mapExpressions: (relation) => relation,
  print: ({ rows, columns }) => [
    `datatable (${schema(columns)}) ${rows.length} rows`,
    ...rows.map((row) => `  ${row.map(printExpression).join(', ')}`),
  ],
  makes: ({ columns }) => columns.map(({ name }) => name),
  output: 'states',
  hide: (relation) => {
    const hidden: Column[] = [{ name: '_row', type: 'long' }];
    const rows = relation.rows.map((row, index) => [
      ...row,
      { kind: 'literal', type: 'long', value: BigInt(index), span: NO_SPAN } as const,
    ]);
    return {
      relation: { ...relation, rows, columns: [...relation.columns, ...hidden] },
      hidden,
      evidence: [],
      order: [ascending('_row')],
    };
  },
  prune: (relation, needed) => {
    const kept = relation.columns.map(({ name }) => needed.has(name));
    const rows = relation.rows.map((row) => row.filter((_, index) => kept[index]));
    return { ...relation, rows, columns: keep(relation.columns, needed) };
  },
};
