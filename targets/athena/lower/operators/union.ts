import type { Union } from '../../../../src/ir/relation.js';
import { column } from '../../sql/build.js';
import { Names } from '../../sql/names.js';
import type { SqlColumn, SqlExpression } from '../../sql/tree.js';
import { onCte, selectOf, type Block } from '../block.js';
import type { Cell } from '../cell.js';
import { unify } from '../unify.js';
import type { Place } from './place.js';

/** union: every input has the columns of the union; each is brought to one form in all of them. */
export function lowerUnion(relation: Union, { open, request, context }: Place): Block {
  const blocks = relation.inputs.map(open);
  const names = new Names();
  const selected = blocks.map((): SqlColumn[] => []);
  const cells = new Map<string, Cell>();
  for (const { name, type } of relation.columns) {
    if (!request.columns.has(name)) continue;
    const { sqls, cell } = unify(
      blocks.map((block) => block.cells.get(name) ?? { form: 'null' }),
      type,
      context,
      relation.span,
    );
    const alias = names.unique(name.replace(/^_+(?=[A-Za-z])/, ''));
    sqls.forEach((value, at) => selected[at]?.push({ value, alias }));
    const made = cell(column(alias));
    // No input has more than null there: a column of NULL has no type.
    if (made.form === 'null') selected.forEach((columns) => columns.pop());
    cells.set(name, made);
  }
  const one: SqlExpression = { kind: 'integer', value: 1n };
  const union = blocks.map((block, at) => {
    const columns = selected[at] ?? [];
    return selectOf({ ...block, orderBy: [] }, columns.length === 0 ? [{ value: one, alias: 'one' }] : columns);
  });
  const name = context.addCte('united', { union });
  const aliases = selected[0]?.map(({ alias }) => alias) ?? [];
  return onCte(name, cells, aliases, 'united');
}
