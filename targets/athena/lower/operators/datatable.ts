import type { Datatable } from '../../../../src/ir/relation.js';
import { FALSE, column } from '../../sql/build.js';
import { Names } from '../../sql/names.js';
import type { SqlExpression } from '../../sql/tree.js';
import type { Block } from '../block.js';
import { isConstant, type Cell } from '../cell.js';
import { lowerExpression } from '../expression.js';
import { unify } from '../unify.js';
import type { Place } from './place.js';

/** Rows written in the query: VALUES. What all rows have alike in a table of one row needs no column. */
export function lowerDatatable(relation: Datatable, { request, context }: Place): Block {
  const names = new Names();
  const cells = new Map<string, Cell>();
  const aliases: string[] = [];
  const rows = relation.rows.map(() => [] as SqlExpression[]);
  relation.columns.forEach(({ name, type }, at) => {
    if (!request.columns.has(name)) return;
    const values = relation.rows.map((row): Cell => {
      const value = row[at];
      return value === undefined ? { form: 'null' } : lowerExpression(value, new Map(), context);
    });
    const [first = { form: 'null' } as const] = values;
    if (values.length <= 1 && (!('sql' in first) || isConstant(first.sql))) {
      cells.set(name, first);
      return;
    }
    const { sqls, cell } = unify(values, type, context, relation.span);
    const alias = names.unique(name);
    aliases.push(alias);
    sqls.forEach((sql, row) => rows[row]?.push(type === 'long' || type === 'int' ? wide(sql) : sql));
    cells.set(name, cell(column(alias)));
  });
  if (aliases.length === 0) {
    aliases.push('one');
    rows.forEach((row) => row.push({ kind: 'integer', value: 1n }));
  }
  const none = rows.length === 0;
  return {
    from: {
      kind: 'values',
      rows: none ? [aliases.map(() => ({ kind: 'null' }))] : rows,
      alias: 'inline_rows',
      columns: aliases,
    },
    where: none ? [FALSE] : [],
    cells,
    names: aliases,
    label: 'inline_rows',
    bare: null,
  };
}

/** A literal is an INTEGER of 32 bits, of which sums and products would be too. */
const wide = (operand: SqlExpression): SqlExpression =>
  operand.kind === 'null' ? operand : { kind: 'cast', operand, type: 'bigint' };
