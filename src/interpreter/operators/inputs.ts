import type { Datatable, External, Source } from '../../ir/relation.js';
import { NO_EVIDENCE, type RunOperator } from './run-operator.js';

export const runSource: RunOperator<Source> = ({ table, columns }, _inputs, { tables }) => tables.rows(table, columns);

export const runExternal: RunOperator<External> = ({ name, columns }, _inputs, { tables }) =>
  tables.external(name, columns);

export const runDatatable: RunOperator<Datatable> = ({ rows }) =>
  rows.map((row) => ({ values: row.map(({ value }) => value), evidence: NO_EVIDENCE }));
