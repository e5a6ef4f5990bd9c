import { EMPTY, aggregate, binary, coalesce, column, integer } from '../sql/build.js';
import { Names } from '../sql/names.js';
import { hasPart, sameSql } from '../sql/traverse.js';
import type { SqlColumn, SqlExpression, SqlFrom, SqlOrder, SqlSelect } from '../sql/tree.js';
import type { Cell } from './cell.js';
import { ColumnWriter } from './column-writer.js';
import type { LoweringContext } from './context.js';
import type { Request } from './requests.js';

/**
 * A SELECT that is not written yet: operators are merged into it as long as its columns are what they read. `flush` writes
 * it as a common table expression and goes on with a new block on top.
 */
export interface Block {
  readonly from: SqlFrom;
  readonly where: readonly SqlExpression[];
  /** The columns that operators above can read, by their KQL names. */
  readonly cells: ReadonlyMap<string, Cell>;
  /** Names that FROM brings into scope. */
  readonly names: readonly string[];
  /** What the CTE is called when the block is written. */
  readonly label: string;
  /** The bare CTE, all of whose columns are plain references to it. */
  readonly bare: string | null;
  /** The cells are keys and aggregates of groups. */
  readonly group?: Grouping;
  /** The cells hold window functions, which no WHERE or other window function can read. */
  readonly windowed?: boolean;
  readonly orderBy?: readonly SqlOrder[];
  readonly limit?: number;
}

export interface Grouping {
  readonly keys: readonly SqlExpression[];
  readonly having: readonly SqlExpression[];
  /** Without aggregates: SELECT DISTINCT. */
  readonly distinct: boolean;
}

/** Whether a block can take no further operator but one that hands its columns on. */
export const isClosed = ({ group, limit, windowed }: Block): boolean =>
  group !== undefined || limit !== undefined || windowed === true;

/** The SELECT of a block with these columns. */
export function selectOf(block: Block, columns: readonly SqlColumn[]): SqlSelect {
  const { from, where, group, orderBy = [], limit } = block;
  const at = (key: SqlExpression): number => columns.findIndex(({ value }) => sameSql(value, key));
  const select: SqlSelect = {
    columns,
    from,
    where,
    orderBy: orderBy.map((key) => {
      const alias = columns[at(key.value)]?.alias;
      return alias === undefined ? key : { ...key, value: column(alias) };
    }),
    limit: limit ?? null,
  };
  if (group === undefined) return select;
  const isDistinct = group.distinct && group.keys.every((key) => at(key) >= 0) && columns.length === group.keys.length;
  if (isDistinct) return { ...select, distinct: true };
  if (group.keys.length === 0 && group.having.length === 0 && !columns.some(({ value }) => hasPart(value, isAggregate)))
    return { ...select, having: [ONE_GROUP] };
  return { ...select, groupBy: group.keys.map((key) => (at(key) < 0 ? key : at(key) + 1)), having: group.having };
}

const isAggregate = ({ kind }: SqlExpression): boolean => kind === 'aggregate';

/** Makes one group of all rows, of none too, where no column does. */
const ONE_GROUP = binary('>=', aggregate('count', []), integer(0));

/** Whether what a block is ordered by can stand in its SELECT: as one of its columns, or with no name that an alias hides. */
export function isOrderable({ orderBy = [] }: Block, columns: readonly SqlColumn[]): boolean {
  const aliases = new Set(columns.map(({ alias }) => alias.toLowerCase()));
  return orderBy.every(({ value }) => {
    if (columns.some((each) => sameSql(each.value, value))) return true;
    return !hasPart(
      value,
      (part) => part.kind === 'column' && part.table === null && aliases.has(part.name.toLowerCase()),
    );
  });
}

interface FlushOptions {
  readonly label?: string;
  /** Constants become columns too: an outer join must be able to make NULL of them. */
  readonly constants?: boolean;
}

/** Writes the block as a CTE with the requested columns. */
export function flush(
  block: Block,
  request: Request,
  context: LoweringContext,
  { label = block.label, constants = false }: FlushOptions = {},
): Block {
  const isWritten = block.bare !== null && block.where.length === 0 && !isClosed(block) && block.orderBy === undefined;
  if (isWritten && isSolid(block, request) && !(constants && hasConstants(block, request))) return block;
  const writer = new ColumnWriter(constants);
  const cells = new Map<string, Cell>();
  for (const [name, cell] of block.cells) {
    if (request.columns.has(name))
      cells.set(name, writer.write(name, request.solid.has(name) ? solidCell(cell) : cell));
  }
  // An order that nobody has used yet goes on with the rows; a limit has used it.
  const keepsOrder = block.orderBy !== undefined && block.limit === undefined;
  const orderBy = keepsOrder ? block.orderBy.map((key) => ({ ...key, value: writer.add('sort', key.value) })) : [];
  if (block.limit !== undefined && !isOrderable(block, writer.columns))
    for (const { value } of block.orderBy ?? []) writer.add('sort', value);
  // A SELECT has at least one column, even when only the number of rows counts.
  if (writer.columns.length === 0) writer.add('one', { kind: 'integer', value: 1n });
  const written = keepsOrder ? { ...block, orderBy: [] } : block;
  const name = context.addCte(label, selectOf(written, writer.columns));
  const names = writer.columns.map(({ alias }) => alias);
  const above = onCte(name, cells, names, block.label);
  return keepsOrder ? { ...above, orderBy } : above;
}

/** A block that selects from a CTE. */
export const onCte = (
  name: string,
  cells: ReadonlyMap<string, Cell>,
  names: readonly string[],
  label: string,
): Block => ({
  from: { kind: 'table', database: null, name, alias: null },
  where: [],
  cells,
  names,
  label,
  bare: name,
});

/** A name of its own beside those that FROM brings. */
export const freshColumn = (block: Block, wanted: string): string => new Names(block.names).unique(wanted);

const solidCell = (cell: Cell): Cell => {
  if (cell.form !== 'text' || !cell.nullable) return cell;
  return { ...cell, sql: coalesce(cell.sql, EMPTY), nullable: false };
};

const isSolid = (block: Block, request: Request): boolean =>
  [...request.solid].every((name) => {
    const cell = block.cells.get(name);
    return cell === undefined || cell.form !== 'text' || !cell.nullable;
  });

const hasConstants = (block: Block, request: Request): boolean =>
  [...block.cells].some(([name, cell]) => request.columns.has(name) && ColumnWriter.isConstant(cell));
