import { tableByName } from '../../schema/tables.js';
import { ascending, reference } from '../hidden.js';
import type { Assignment, Source } from '../relation.js';
import type { Column } from '../types.js';
import { keep, noExpressions, noInput, type Operator } from './operator.js';

export const SOURCE: Operator<Source> = {
  ...noInput<Source>(),
  ...noExpressions<Source>(),
  print: ({ table, columns }) => [`source ${table} [${columns.map(({ name }) => name).join(', ')}]`],
  makes: () => [],
  output: 'mixes',
  hide: (relation) => {
    const table = tableByName(relation.table);
    if (table === undefined) return { relation, hidden: [], evidence: [], order: [] };
    const hidden: Column[] = [
      { name: '_eventTime', type: 'datetime' },
      { name: '_eventId', type: 'string' },
    ];
    const assignments: Assignment[] = [
      { name: '_eventTime', value: reference({ name: table.timeColumn, type: 'datetime' }) },
      { name: '_eventId', value: reference({ name: table.idColumn, type: 'string' }) },
    ];
    const columns = [...relation.columns, ...hidden];
    return {
      relation: { op: 'extend', input: relation, assignments, columns, span: relation.span },
      hidden,
      evidence: ['_eventId'],
      order: [ascending('_eventTime'), ascending('_eventId')],
    };
  },
  prune: (relation, needed) => ({ ...relation, columns: keep(relation.columns, needed) }),
};
