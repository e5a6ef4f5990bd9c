import type { External } from '../../../../src/ir/relation.js';
import { attempt, call, column, tryCast } from '../../sql/build.js';
import type { SqlExpression } from '../../sql/tree.js';
import type { Block } from '../block.js';
import type { Cell } from '../cell.js';
import { integerCell } from '../dynamic.js';
import { textCell } from '../text.js';
import type { Place } from './place.js';
import { flag } from './source.js';

/** `externaldata`, a watchlist: a table of the input's name, which the user fills (see `targets/athena/external.ts`). */
export function lowerExternal(relation: External, { request, context }: Place): Block {
  const table = context.externals.get(relation.name);
  if (table === undefined) throw new Error(`the input ${relation.name} has no table`);
  const { name, columns } = table;
  const cells = new Map<string, Cell>();
  for (const each of columns) {
    if (!request.columns.has(each.kql)) continue;
    const cell = cellOf(column(each.name), each.type);
    cells.set(each.kql, cell ?? context.refuse('RP3201', [`an external column of type ${each.type}`], relation.span));
  }
  return {
    from: { kind: 'table', database: context.settings.database, name, alias: null },
    where: [],
    cells,
    names: columns.map((each) => each.name),
    label: `${name}_rows`,
    bare: null,
  };
}

/** A column is a text: times stand in it in ISO 8601, dynamic values as JSON. */
function cellOf(sql: SqlExpression, type: External['columns'][number]['type']): Cell | null {
  switch (type) {
    case 'string':
      return textCell(sql, true);
    case 'bool':
      return flag(sql);
    case 'int':
    case 'long':
      return integerCell(tryCast(sql, 'bigint'), { nullable: true });
    case 'real':
      return { form: 'double', sql: tryCast(sql, 'double') };
    case 'datetime':
      return { form: 'instant', sql: attempt(call('from_iso8601_timestamp', sql)) };
    case 'dynamic':
      return { form: 'json', document: sql, parsed: false, keys: [], trusted: true };
    default:
      return null;
  }
}
