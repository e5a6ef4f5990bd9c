import { equal } from '../../functions/compare.js';
import type { Datatable, External, Source } from '../../ir/relation.js';
import type { Value } from '../../ir/value.js';
import type { LogRecord } from '../../events/event-source.js';
import { ingestColumn } from '../../schema/ingest.js';
import { columnOf } from '../../schema/table.js';
import { tableByName } from '../../schema/tables.js';
import { withColumn } from '../draft.js';
import type { View } from '../view.js';
import { viewOf, type Build } from './build.js';

export function sourceView(build: Build, { table }: Source): View {
  const schema = tableByName(table);
  if (schema === undefined) throw new Error(`there is no table ${table}`);
  const leaf = build.leaf('record', table);
  const record = (): LogRecord => leaf.content as LogRecord;
  return viewOf(build, {
    value: (name) => {
      const column = columnOf(schema, name);
      return column === undefined ? null : ingestColumn(column, record());
    },
    *assign(name, value) {
      const column = columnOf(schema, name);
      if (column === undefined || column.constant !== undefined) return;
      const changed = withColumn(record(), column, value);
      if (changed !== null) yield () => void (leaf.content = changed);
    },
    origin: (column) => ({ leaf, column }),
  });
}

type Cells = ReadonlyMap<string, Value>;

export function externalView(build: Build, { name }: External): View {
  const leaf = build.leaf('external', name);
  const cells = (): Cells => leaf.content as Cells;
  return viewOf(build, {
    value: (column) => cells().get(column) ?? null,
    *assign(column, value) {
      yield () => void (leaf.content = new Map([...cells(), [column, value]]));
    },
    origin: (column) => ({ leaf, column }),
  });
}

/** One of the rows that the query holds; a value is had by going to a row that has it. */
export function datatableView(build: Build, { columns, rows }: Datatable): View {
  const chosen = build.store.cell(0);
  const at = (name: string): number => columns.findIndex((column) => column.name === name);
  const cell = (row: number, name: string): Value => rows[row]?.[at(name)]?.value ?? null;
  return viewOf(build, {
    value: (name) => cell(chosen.value, name),
    *assign(name, value) {
      for (const row of rows.keys()) {
        const found = cell(row, name);
        if (found === null ? value === null : value !== null && equal(found, value))
          yield () => void (chosen.value = row);
      }
    },
  });
}
