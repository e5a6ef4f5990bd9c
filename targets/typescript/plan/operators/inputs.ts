import type { Datatable, External, Source } from '../../../../src/ir/relation.js';
import { columnOf } from '../../../../src/schema/table.js';
import { tableByName } from '../../../../src/schema/tables.js';
import { start, type BuildOperator } from '../draft.js';
import type { Variable } from '../pipeline.js';

export const buildSource: BuildOperator<Source> = (relation, building) => {
  const table = tableByName(relation.table);
  const time = table && columnOf(table, table.timeColumn);
  if (table === undefined || time === undefined) throw new Error(`no schema for the table ${relation.table}`);
  const variables = new Map<string, Variable>();
  // The window is on the time of the event, whether or not the query reads it.
  const timeVariable = building.add({ variables }, time.name, time.type, { kind: 'raw', column: time });
  const scope = new Map(
    relation.columns.map(({ name, type }) => {
      const column = columnOf(table, name);
      if (column === undefined) throw new Error(`no column ${name} in the table ${relation.table}`);
      const isTime = name === time.name;
      return [name, isTime ? timeVariable : building.add({ variables }, name, type, { kind: 'raw', column })];
    }),
  );
  return { name: '', origin: { kind: 'log', table, time: timeVariable }, steps: [], variables, scope };
};

export const buildDatatable: BuildOperator<Datatable> = ({ columns, rows }, building) => {
  const variables = new Map<string, Variable>();
  const cells = columns.map(({ name, type }) => building.add({ variables }, name, type, { kind: 'loop' }));
  const scope = new Map(cells.map((variable) => [variable.label, variable]));
  return { name: '', origin: { kind: 'rows', variables: cells, rows }, steps: [], variables, scope };
};

export const buildExternal: BuildOperator<External> = (relation, building) =>
  start({ kind: 'external', relation }, (draft) =>
    relation.columns.map((column) => [
      column.name,
      building.add(draft, column.name, column.type, { kind: 'cell', column }),
    ]),
  );
