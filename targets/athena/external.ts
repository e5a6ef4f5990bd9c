import type { External, Relation } from '../../src/ir/relation.js';
import { operatorsOf } from '../../src/ir/traverse.js';
import type { KqlType } from '../../src/ir/types.js';
import { Names } from './sql/names.js';

/** The table that stands for an external input: Athena's names know no case. */
export interface ExternalTable {
  readonly name: string;
  readonly columns: readonly ExternalColumn[];
}

export interface ExternalColumn {
  readonly kql: string;
  readonly name: string;
  readonly type: KqlType;
}

/** The tables of a query's inputs, by the inputs' names, with the columns as they stand in the query. */
export const externalTables = (query: Relation): Map<string, ExternalTable> =>
  new Map(
    operatorsOf(query).flatMap((node) => (node.op === 'external' ? [[node.name, externalTable(node)] as const] : [])),
  );

export function externalTable({ name, columns }: External): ExternalTable {
  const names = new Names();
  return {
    name: name.toLowerCase(),
    columns: columns.map((column) => ({
      kql: column.name,
      name: names.unique(column.name.toLowerCase()),
      type: column.type,
    })),
  };
}
