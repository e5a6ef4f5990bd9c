import type { Join } from '../../../../src/ir/relation.js';
import { call, column, equal, integer, over } from '../../sql/build.js';
import { Names } from '../../sql/names.js';
import type { SqlExpression, SqlFrom } from '../../sql/tree.js';
import { flush, type Block } from '../block.js';
import { mapCell, type Cell } from '../cell.js';
import { integerCell } from '../dynamic.js';
import type { Request } from '../requests.js';
import { resourcesText } from '../text.js';
import type { Place } from './place.js';
import { keySql, orderKeys } from './rows.js';

const TYPES: Readonly<Partial<Record<Join['kind'], 'INNER' | 'LEFT' | 'FULL'>>> = {
  innerunique: 'INNER',
  inner: 'INNER',
  leftouter: 'LEFT',
  fullouter: 'FULL',
};

/**
 * join: equal keys, where "" equals "" and null nothing; `innerunique`, KQL's default, first keeps one left row of each key.
 * https://learn.microsoft.com/kusto/query/join-operator
 */
export function lowerJoin(relation: Join, place: Place): Block {
  const type = TYPES[relation.kind];
  return type === undefined ? lowerSemiJoin(relation, place) : lowerPairs(relation, type, place);
}

function lowerPairs(relation: Join, type: 'INNER' | 'LEFT' | 'FULL', place: Place): Block {
  const { context } = place;
  const keys = relation.on.map((each) => each.left);
  const first = relation.kind === 'innerunique' ? ranked(relation, keys, place) : null;
  // A constant is no column that an outer join could make NULL.
  const left =
    first ??
    flush(place.closed(relation.left), place.requestOf(relation.left), context, { constants: type === 'FULL' });
  const right = flush(place.closed(relation.right), place.requestOf(relation.right), context, {
    constants: type !== 'INNER',
  });

  const names = new Names();
  const leftAlias = names.unique(initial(left));
  const rightAlias = names.unique(initial(right));
  const leftCells = aliased(left, leftAlias);
  const rightCells = aliased(right, rightAlias);
  const cells = new Map<string, Cell>();
  for (const [name, cell] of leftCells) cells.set(name, type === 'FULL' ? optional(cell) : cell);
  relation.right.columns.forEach(({ name }, at) => {
    const cell = rightCells.get(name);
    if (cell !== undefined) cells.set(relation.rightNames[at] ?? name, type === 'INNER' ? cell : optional(cell));
  });
  const on = relation.on.map((key) => equal(keyOf(leftCells, key.left), keyOf(rightCells, key.right)));
  const rank = first === null ? undefined : leftCells.get(RANK);
  return {
    from: { kind: 'join', left: named(left.from, leftAlias), right: named(right.from, rightAlias), type, on },
    where: rank !== undefined && 'sql' in rank ? [equal(rank.sql, integer(1))] : [],
    cells,
    names: [leftAlias, rightAlias, ...left.names, ...right.names],
    label: 'joined',
    bare: null,
  };
}

/** The name of the cell, clashing with no column of KQL. */
const RANK = '_key_rank';

/** Numbers the left rows of each key in canonical order, so that the first can be kept. */
function ranked(relation: Join, keys: readonly string[], place: Place): Block {
  const request = place.requestOf(relation.left);
  const block = flush(place.closed(relation.left), request, place.context);
  const partition = keys.map((name) => keyOf(block.cells, name));
  const order = orderKeys(relation.leftOrder, block);
  const rank = integerCell(over(call('row_number'), order, partition), { least: 1n, small: true });
  const columns = new Set([...request.columns, RANK]);
  const label = `${block.bare ?? block.label}_ranked`;
  const cells = new Map([...block.cells, [RANK, rank] as const]);
  return flush({ ...block, cells, windowed: true }, { ...request, columns }, place.context, { label });
}

/** leftsemi and leftanti: rows of the left side that meet, or do not meet, a row of the right one. */
function lowerSemiJoin(relation: Join, place: Place): Block {
  const { context, request } = place;
  const negated = relation.kind === 'leftanti';
  const right = flush(place.closed(relation.right), place.requestOf(relation.right), context);
  const [key, ...others] = relation.on;
  if (key === undefined || right.from.kind !== 'table') throw new Error('a join has keys and two sides');
  const table = right.from.name;
  const one = keyOf(right.cells, key.right);
  const block = keyBlock(relation, place);
  const left = block.cells.get(key.left);
  // NULL is in no list, and `NOT IN` says neither of it, nor of a list with NULL: only where none can be is it the same.
  const isPlain = others.length === 0 && one.kind === 'column';
  if (isPlain && (!negated || (left?.form === 'text' && isNeverNull(right.cells.get(key.right))))) {
    const test: SqlExpression = {
      kind: 'in-query',
      operand: keyOf(block.cells, key.left),
      table,
      column: one.kind === 'column' ? one.name : '',
      negated,
    };
    return { ...block, where: [...block.where, test] };
  }
  const written = flush(block, wider(request, relation), context);
  const names = new Names();
  const leftAlias = names.unique(initial(written));
  const alias = names.unique(initial(right));
  const leftCells = aliased(written, leftAlias);
  const rightCells = aliased(right, alias);
  const where = relation.on.map((each) => equal(keyOf(rightCells, each.right), keyOf(leftCells, each.left)));
  return {
    ...written,
    from: named(written.from, leftAlias),
    where: [...written.where, { kind: 'exists', table, alias, where, negated }],
    cells: leftCells,
    bare: null,
  };
}

/** The left side, with each key a plain expression that can stand in a condition of its own SELECT. */
const keyBlock = (relation: Join, { open }: Place): Block => open(relation.left);

const wider = (request: Request, relation: Join): Request => ({
  columns: new Set([...request.columns, ...relation.on.map(({ left }) => left)]),
  solid: new Set([...request.solid, ...relation.on.map(({ left }) => left)]),
});

const isNeverNull = (cell: Cell | undefined): boolean => cell?.form === 'text' && !cell.nullable;

/** A short alias: the first letter of the name. */
const initial = (block: Block): string => /[a-z]/i.exec(block.bare ?? '')?.[0].toLowerCase() ?? 't';

const named = (from: SqlFrom, alias: string): SqlFrom => (from.kind === 'table' ? { ...from, alias } : from);

function keyOf(cells: ReadonlyMap<string, Cell>, name: string): SqlExpression {
  const cell = cells.get(name);
  if (cell?.form === 'interval') return integer(cell.millis);
  return (cell === undefined ? null : keySql(cell)) ?? { kind: 'null' };
}

/** The cells of a written block are plain columns: each gets the alias of its side. */
const aliased = (block: Block, alias: string): Map<string, Cell> =>
  new Map([...block.cells].map(([name, cell]) => [name, qualify(cell, alias)]));

function qualify(cell: Cell, alias: string): Cell {
  const put = (sql: SqlExpression): SqlExpression => (sql.kind === 'column' ? column(sql.name, alias) : sql);
  if (cell.form === 'text' && cell.parsed?.form === 'resources') return resourcesText(put(cell.parsed.sql));
  return mapCell(cell, put);
}

/** After an outer join every column may be NULL. */
const optional = (cell: Cell): Cell => {
  if (cell.form === 'text' && cell.parsed?.form !== 'resources') return { ...cell, nullable: true };
  return cell.form === 'boolean' || cell.form === 'integer' ? { ...cell, nullable: true } : cell;
};
