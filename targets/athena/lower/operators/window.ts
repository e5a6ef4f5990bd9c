import type { Expression } from '../../../../src/ir/expression.js';
import type { Window, WindowCall } from '../../../../src/ir/relation.js';
import { EMPTY, aggregate, binary, call, cast, integer, isDistinct, over, plus, when } from '../../sql/build.js';
import type { SqlExpression, SqlOrder } from '../../sql/tree.js';
import { flush, type Block } from '../block.js';
import { describe, type Cell } from '../cell.js';
import { integerCell } from '../dynamic.js';
import { lowerExpression, lowerPredicate } from '../expression.js';
import { preferCoalesce } from '../simplify.js';
import { nullOf } from '../null-of.js';
import { unify } from '../unify.js';
import { constantText } from '../text.js';
import type { Place } from './place.js';
import { keySql, orderKeys } from './rows.js';

/** https://learn.microsoft.com/kusto/query/window-functions as Trino's, over the rows in the order that is named. */
export function lowerWindow(relation: Window, place: Place): Block {
  const { context, request } = place;
  const calls = relation.calls.filter(({ name }) => request.columns.has(name));
  let block = flush(place.open(relation.input), place.requestOf(relation.input), context);
  // What a window function goes by may be one itself: where a run starts again, where a rank changes.
  for (const step of [restarts, changes]) {
    const cells = new Map(block.cells);
    for (const each of calls) step(each, { block, cells, place, order: orderKeys(relation.order, block) });
    if (cells.size === block.cells.size) continue;
    const added = [...cells.keys()].filter((name) => !block.cells.has(name));
    const { columns, solid } = place.requestOf(relation.input);
    block = flush({ ...block, cells, windowed: true }, { columns: new Set([...columns, ...added]), solid }, context);
  }
  const order = orderKeys(relation.order, block);
  const cells = new Map(block.cells);
  for (const each of calls) cells.set(each.name, lowerCall(each, { block, cells, place, order }));
  return { ...block, cells, windowed: true, bare: null };
}

interface Step {
  readonly block: Block;
  readonly cells: Map<string, Cell>;
  readonly place: Place;
  readonly order: readonly SqlOrder[];
}

const RESTART: Readonly<Record<WindowCall['fn'], number | null>> = {
  prev: null,
  next: null,
  row_number: 1,
  row_cumsum: 1,
  row_rank_dense: 1,
  row_rank_min: 1,
};

const runName = ({ name }: WindowCall): string => `_run ${name}`;
const changeName = ({ name }: WindowCall): string => `_change ${name}`;
const isRank = ({ fn }: WindowCall): boolean => fn === 'row_rank_dense' || fn === 'row_rank_min';

/** Numbers the runs between the rows at which a function starts again. */
function restarts(each: WindowCall, { block, cells, place, order }: Step): void {
  const at = RESTART[each.fn];
  const restart = at === null ? undefined : each.args[at];
  if (restart === undefined || restart.kind === 'literal') return;
  const begins = when(lowerPredicate(restart, block.cells, place.context), integer(1), integer(0));
  cells.set(runName(each), integerCell(over(aggregate('sum', [begins]), order)));
}

/** What a rank counts: 1, or the position of the row, where its term is not that of the row before, and else 0. */
function changes(each: WindowCall, { block, cells, place, order }: Step): void {
  if (!isRank(each)) return;
  const term = keySql(cellOf(each.args[0], block, place));
  if (term === null) return;
  const partition = partitionOf(each, block);
  const position = over(call('row_number'), order, partition);
  const first = binary('=', position, integer(1));
  const differs = isDistinct(over(call('lag', term), order, partition), term);
  const changed = each.fn === 'row_rank_min' ? position : integer(1);
  const change = when({ kind: 'logical', operator: 'OR', operands: [first, differs] }, changed, integer(0));
  cells.set(changeName(each), integerCell(change));
}

const cellOf = (expression: Expression | undefined, block: Block, { context }: Place): Cell =>
  expression === undefined ? { form: 'null' } : lowerExpression(preferCoalesce(expression), block.cells, context);

function partitionOf(each: WindowCall, block: Block): SqlExpression[] {
  const run = block.cells.get(runName(each));
  return run !== undefined && 'sql' in run ? [run.sql] : [];
}

function lowerCall(each: WindowCall, step: Step): Cell {
  const { block, place, order } = step;
  const { context } = place;
  const partition = partitionOf(each, block);
  const span = each.args[0]?.span ?? { start: 0, end: 0 };
  switch (each.fn) {
    case 'prev':
    case 'next':
      return neighbour(each, step);
    case 'row_number': {
      const start = each.args[0] === undefined ? 1n : constant(cellOf(each.args[0], block, place));
      if (start === null) return context.refuse('RP3207', ['the start of row_number'], span);
      return integerCell(plus(over(call('row_number'), order, partition), start - 1n));
    }
    case 'row_cumsum': {
      const cell = cellOf(each.args[0], block, place);
      if (cell.form !== 'integer' && cell.form !== 'double')
        return context.refuse('RP3202', ['row_cumsum', describe(cell)], span);
      const sum = over(aggregate('sum', [cell.sql]), order, partition);
      return cell.form === 'double'
        ? { form: 'double', sql: sum }
        : integerCell(cast(sum, 'bigint'), { nullable: true });
    }
    case 'row_rank_dense':
    case 'row_rank_min': {
      const change = block.cells.get(changeName(each));
      if (change === undefined || !('sql' in change)) return context.refuse('RP3201', [each.fn], span);
      if (each.fn === 'row_rank_dense') return integerCell(over(aggregate('sum', [change.sql]), order, partition));
      // The position of the last row that the term changed at: positions grow, so the greatest so far.
      return integerCell(over(aggregate('max', [change.sql]), order, partition));
    }
  }
}

const constant = (cell: Cell): bigint | null =>
  cell.form === 'integer' && cell.sql.kind === 'integer' ? cell.sql.value : null;

/** prev and next: outside of the rows the default, else null, which is "" for a string. */
function neighbour({ fn, args, type }: WindowCall, { block, place, order }: Step): Cell {
  const { context } = place;
  const [value, offset, otherwise] = args;
  const span = value?.span ?? { start: 0, end: 0 };
  const distance = offset === undefined ? 1n : constant(cellOf(offset, block, place));
  if (distance === null) return context.refuse('RP3207', [fn], span);
  const outside: Cell =
    otherwise !== undefined ? cellOf(otherwise, block, place) : type === 'string' ? constantText('') : { form: 'null' };
  const { sqls, cell } = unify([cellOf(value, block, place), outside], type, context, span);
  const back = (fn === 'prev') === distance >= 0n;
  const size = integer(distance < 0n ? -distance : distance);
  const [found = EMPTY, fallback = EMPTY] = sqls;
  // A null alone has no type that the default could have too; spans of time are milliseconds here.
  const of = found.kind === 'null' ? nullOf(type === 'timespan' ? 'long' : type) : found;
  const extra = fallback.kind === 'null' ? [] : [fallback];
  const plainCall = extra.length === 0 && size.kind === 'integer' && size.value === 1n;
  return cell(
    over(plainCall ? call(back ? 'lag' : 'lead', of) : call(back ? 'lag' : 'lead', of, size, ...extra), order),
  );
}
