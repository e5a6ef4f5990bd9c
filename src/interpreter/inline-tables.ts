import { valueFromJson } from '../ir/from-json.js';
import type { Column } from '../ir/types.js';
import type { TableSchema } from '../schema/table.js';
import type { Json } from '../target/engine.js';
import type { Row } from './row.js';
import type { Tables } from './run.js';

/** Rows that a caller hands over instead of events, by the name of their table. */
export type InlineTables = Readonly<
  Record<string, { readonly columns: readonly Column[]; readonly rows: readonly (readonly Json[])[] }>
>;

/** What the binder must know of them. */
export const schemasOf = (tables: InlineTables): TableSchema[] =>
  Object.entries(tables).map(([name, { columns }]) => ({
    name,
    timeColumn: '',
    idColumn: '',
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
export function withInlineTables(tables: InlineTables, others: Tables): Tables {
  const byName = new Map(
    Object.entries(tables).map(([name, { columns, rows }]) => [
      name,
      { columns, rows: rows.map((row) => readRow(name, columns, row)) },
    ]),
  );
  return {
    rows: (name, columns) => {
      const table = byName.get(name);
      if (table === undefined) return others.rows(name, columns);
      const positions = columns.map((column) => table.columns.findIndex((own) => own.name === column.name));
      return table.rows.map(({ values, evidence }) => ({
        values: positions.map((index) => values[index] ?? null),
        evidence,
      }));
    },
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
