import type { KqlType } from '../../../src/ir/types.js';
import type { Source } from '../../../src/ir/relation.js';
import { columnOf } from '../../../src/schema/table.js';
import { tableByName } from '../../../src/schema/tables.js';
import type { ColumnDefinition } from '../../../src/schema/table.js';
import { fieldsOf } from '../spl/fields-of.js';
import type { Dynamic } from './dynamic.js';

/** What a KQL column is at one point of the search. */
export type Binding = RawBinding | FieldBinding;

/** Still in the event. */
export interface RawBinding {
  readonly kind: 'raw';
  readonly column: ColumnDefinition;
}

export interface FieldBinding {
  readonly kind: 'field';
  readonly field: string;
  readonly type: KqlType;
  /** Whether the field may be missing. A string never is: it is `""`. */
  readonly nullable: boolean;
  /** How a datetime is written: seconds since 1970, or ISO 8601 text. */
  readonly time: 'epoch' | 'iso' | null;
  /** Of a dynamic column. */
  readonly dynamic: Dynamic | null;
}

/** The columns in scope, in order. */
export type Scope = ReadonlyMap<string, Binding>;

/** The fields that a column needs to stay as they are. */
export function fieldsBehind(binding: Binding): ReadonlySet<string> {
  if (binding.kind === 'raw') return new Set();
  const names = new Set([binding.field]);
  if (binding.dynamic?.kind === 'json') for (const name of fieldsOf(binding.dynamic.root)) names.add(name);
  return names;
}

/** The columns of a table that a query needs, all of them still in the event. */
export function sourceScope(source: Source): Scope {
  const table = tableByName(source.table);
  if (table === undefined) return new Map();
  return new Map(
    source.columns.map(({ name }): [string, Binding] => {
      const column = columnOf(table, name);
      if (column === undefined) throw new Error(`the table ${table.name} has no column ${name}`);
      return [name, { kind: 'raw', column }];
    }),
  );
}
