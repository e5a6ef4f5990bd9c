import type { Join, Relation } from '../../../src/ir/relation.js';
import { NULL, column, equal, integer } from '../sql/build.js';
import { Names } from '../sql/names.js';
import type { SqlColumn, SqlExpression, SqlFrom } from '../sql/tree.js';
import { flush, onCte, type Block, type Request } from './block.js';
import { isConstant, type Cell } from './cell.js';
import type { LoweringContext } from './context.js';
import { resourcesText } from './text.js';

type Lower = (relation: Relation, request: Request, context: LoweringContext) => Block;

const KINDS: ReadonlySet<string> = new Set(['innerunique', 'inner', 'leftouter']);

/**
 * join: equal keys, where "" equals "" and null nothing; `innerunique`, KQL's default, first keeps one left row of each key.
 * https://learn.microsoft.com/kusto/query/join-innerunique
 */
export function lowerJoin(relation: Join, request: Request, context: LoweringContext, lower: Lower): Block {
  if (!KINDS.has(relation.kind)) context.refuse('RP3204', [relation.kind], relation.span);
  const unique = relation.kind === 'innerunique';
  const order = unique ? relation.leftOrder.map(({ name }) => name) : [];

  const leftKeys = relation.on.map(({ left }) => left);
  const leftNames = new Set(relation.left.columns.map(({ name }) => name));
  const leftRequest: Request = {
    columns: new Set([...leftKeys, ...order, ...[...request.columns].filter((name) => leftNames.has(name))]),
    solid: new Set([...leftKeys, ...order]),
  };
  const rightKeys = relation.on.map(({ right }) => right);
  const renamed = new Map(relation.right.columns.map(({ name }, at) => [name, relation.rightNames[at] ?? name]));
  const rightWanted = [...renamed].flatMap(([name, output]) => (request.columns.has(output) ? [name] : []));
  const rightRequest: Request = { columns: new Set([...rightKeys, ...rightWanted]), solid: new Set(rightKeys) };

  const written = flush(lower(relation.left, leftRequest, context), leftRequest, context);
  const left = unique ? firstPerKey(written, leftKeys, order, leftRequest, context) : { block: written, rank: null };
  const right = flush(lower(relation.right, rightRequest, context), rightRequest, context);

  const names = new Names();
  const leftAlias = names.unique(initial(left.block));
  const rightAlias = names.unique(initial(right));
  const cells = new Map<string, Cell>();
  for (const [name, cell] of left.block.cells) cells.set(name, qualify(cell, leftAlias));
  const outer = relation.kind === 'leftouter';
  for (const [name, cell] of right.cells) {
    const output = renamed.get(name);
    const qualified = qualify(cell, rightAlias);
    // A constant is no column that an outer join could make NULL.
    if (outer && 'sql' in cell && isConstant(cell.sql))
      context.refuse('RP3204', ['leftouter with a constant column'], relation.span);
    if (output !== undefined) cells.set(output, outer ? optional(qualified) : qualified);
  }
  const on = relation.on.map((key) =>
    equal(keyOf(left.block, key.left, leftAlias), keyOf(right, key.right, rightAlias)),
  );
  return {
    from: {
      kind: 'join',
      left: aliased(left.block.from, leftAlias),
      right: aliased(right.from, rightAlias),
      type: outer ? 'LEFT' : 'INNER',
      on,
    },
    where: left.rank === null ? [] : [equal(column(left.rank, leftAlias), integer(1))],
    cells,
    names: [leftAlias, rightAlias, ...left.block.names, ...right.names],
    label: 'joined',
    bare: null,
  };
}

/** Numbers the left rows of each key in canonical order, so that the first can be kept. */
function firstPerKey(
  block: Block,
  keys: readonly string[],
  order: readonly string[],
  request: Request,
  context: LoweringContext,
): { block: Block; rank: string } {
  const sqlOf = (name: string): readonly SqlExpression[] => {
    const cell = block.cells.get(name);
    return cell !== undefined && 'sql' in cell ? [cell.sql] : [];
  };
  const afterwards = block.names.map((name): SqlColumn => ({ value: column(name), alias: name }));
  const rank = new Names(block.names).unique('key_rank');
  const value: SqlExpression = { kind: 'row-number', partitionBy: keys.flatMap(sqlOf), orderBy: order.flatMap(sqlOf) };
  const name = context.addCte(`${block.bare ?? block.label}_ranked`, {
    columns: [...afterwards, { value, alias: rank }],
    from: block.from,
    where: [],
  });
  const cells = new Map([...block.cells].filter(([each]) => request.columns.has(each)));
  return { block: onCte(name, cells, [...block.names, rank], block.label), rank };
}

/** A short alias: the first letter of the name. */
const initial = (block: Block): string => /[a-z]/i.exec(block.bare ?? '')?.[0].toLowerCase() ?? 't';

const aliased = (from: SqlFrom, alias: string): SqlFrom => (from.kind === 'table' ? { ...from, alias } : from);

function keyOf(block: Block, name: string, alias: string): SqlExpression {
  const cell = block.cells.get(name);
  const qualified = cell === undefined ? undefined : qualify(cell, alias);
  return qualified !== undefined && 'sql' in qualified ? qualified.sql : NULL;
}

/** The cells of a written block are plain columns: each gets the alias of its side. */
function qualify(cell: Cell, alias: string): Cell {
  const put = (sql: SqlExpression): SqlExpression => (sql.kind === 'column' ? { ...sql, table: alias } : sql);
  switch (cell.form) {
    case 'null':
    case 'interval':
    case 'resource':
      return cell;
    case 'json':
      return { ...cell, document: put(cell.document) };
    case 'dynamic-text':
    case 'texts':
      return { ...cell, sql: put(cell.sql), loose: put(cell.sql) };
    case 'text': {
      if (cell.parsed?.form === 'resources') return resourcesText(put(cell.parsed.sql));
      if (cell.parsed?.form !== 'json') return { ...cell, sql: put(cell.sql) };
      return { ...cell, sql: put(cell.sql), parsed: { ...cell.parsed, document: put(cell.parsed.document) } };
    }
    default:
      return { ...cell, sql: put(cell.sql) };
  }
}

/** After an outer join every column may be NULL. */
const optional = (cell: Cell): Cell => {
  if (cell.form === 'text') return { ...cell, nullable: true };
  return cell.form === 'boolean' || cell.form === 'integer' ? { ...cell, nullable: true } : cell;
};
