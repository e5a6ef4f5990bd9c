import { valueFromJson } from '../ir/from-json.js';
import type { Column } from '../ir/types.js';
import type { TableSchema } from '../schema/table.js';
import type { Externals, Json } from '../target/engine.js';
import type { Row } from './row.js';
import type { Tables } from './operators/run-operator.js';

/** Rows that a caller hands over instead of events, by the name of their table. */
export type InlineTables = Externals;

/** What the binder must know of them. */
export const schemasOf = (tables: InlineTables): TableSchema[] =>
  Object.entries(tables).map(([name, { columns }]) => ({
    name,
    timeColumn: '',
    idColumn: '',
    fields: [],
    columns: columns.map((column) => ({
      ...column,
      paths: [],
      encoding: 'text',
      athena: null,
      splunk: null,
      sigma: null,
    })),
  }));

/**
 * Tables of the interpreter: the caller's rows first, then another set.
 * @throws TypeError when a cell is not of its column's type.
 */
export function withInlineTables(tables: InlineTables, externals: Externals, others: Tables): Tables {
  return {
    rows: reader(tables, (name, columns) => others.rows(name, columns)),
    external: reader(externals, (name, columns) => others.external(name, columns)),
  };
}

type Reader = Tables['rows'];

function reader(tables: InlineTables, others: Reader): Reader {
  const byName = new Map(
    Object.entries(tables).map(([name, { columns, rows }]) => [
      name,
      { columns, rows: rows.map((row) => readRow(name, columns, row)) },
    ]),
  );
  return (name, columns) => {
    const table = byName.get(name);
    if (table === undefined) return others(name, columns);
    const positions = columns.map((column) => table.columns.findIndex((own) => own.name === column.name));
    return table.rows.map(({ values, evidence }) => ({
      values: positions.map((index) => values[index] ?? null),
      evidence,
    }));
  };
}

function readRow(table: string, columns: readonly Column[], row: readonly Json[]): Row {
  const values = columns.map(({ name, type }, index) => {
    const value = valueFromJson(row[index] ?? null, type);
    if (value === undefined) throw new TypeError(`${table}.${name}: ${JSON.stringify(row[index])} is no ${type}`);
    return value;
  });
  return { values, evidence: new Set() };
}
