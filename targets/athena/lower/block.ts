import { EMPTY, coalesce, column } from '../sql/build.js';
import { Names } from '../sql/names.js';
import type { SqlColumn, SqlExpression, SqlFrom } from '../sql/tree.js';
import { isConstant, type Cell, type JsonCell, type TextCell } from './cell.js';
import type { LoweringContext } from './context.js';
import { extract, resourceText, resourcesText } from './text.js';

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
}

/** What an operator needs of its input. */
export interface Request {
  readonly columns: ReadonlySet<string>;
  /** Text columns that must be `""` rather than NULL: join keys and what rows are ordered by. */
  readonly solid: ReadonlySet<string>;
}

/** Writes the block as a CTE with the requested columns. */
export function flush(block: Block, request: Request, context: LoweringContext, label = block.label): Block {
  if (block.bare !== null && block.where.length === 0 && isSolid(block, request)) return block;
  const writer = new ColumnWriter();
  const cells = new Map<string, Cell>();
  for (const [name, cell] of block.cells) {
    if (request.columns.has(name))
      cells.set(name, writer.write(name, request.solid.has(name) ? solidCell(cell) : cell));
  }
  // A SELECT has at least one column, even when only the number of rows counts.
  if (writer.columns.length === 0) writer.add('one', { kind: 'integer', value: 1n });
  const name = context.addCte(label, { columns: writer.columns, from: block.from, where: block.where });
  return onCte(
    name,
    cells,
    writer.columns.map(({ alias }) => alias),
    block.label,
  );
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

const solidCell = (cell: Cell): Cell => {
  if (cell.form !== 'text' || !cell.nullable) return cell;
  return { ...cell, sql: coalesce(cell.sql, EMPTY), nullable: false };
};

const isSolid = (block: Block, request: Request): boolean =>
  [...request.solid].every((name) => {
    const cell = block.cells.get(name);
    return cell === undefined || cell.form !== 'text' || !cell.nullable;
  });

/** Gathers the columns of a SELECT, one for each value that the cells above need. */
class ColumnWriter {
  readonly columns: SqlColumn[] = [];
  readonly #names = new Names();
  readonly #known = new Map<SqlExpression, string>();

  /** Adds the columns behind a cell; returns the cell as it reads from them. */
  write(name: string, cell: Cell): Cell {
    switch (cell.form) {
      case 'null':
      case 'interval':
        return cell;
      case 'text':
        return this.#writeText(name, cell);
      case 'json':
        return this.#writeJson(name, cell);
      case 'resource': {
        const document = this.add(name, resourceText(cell));
        return { form: 'json', document, parsed: false, keys: [], trusted: true, bag: true };
      }
      case 'dynamic-text':
      case 'texts': {
        if (isConstant(cell.sql)) return cell;
        const sql = this.add(name, cell.sql);
        return { form: cell.form, sql, loose: sql };
      }
      case 'integer': {
        if (isConstant(cell.sql)) return cell;
        const { nullable, least, small } = cell;
        return { form: 'integer', sql: this.add(name, cell.sql), nullable, least, small };
      }
      case 'boolean':
        return isConstant(cell.sql)
          ? cell
          : { form: 'boolean', sql: this.add(name, cell.sql), nullable: cell.nullable };
      default:
        return isConstant(cell.sql) ? cell : { ...cell, sql: this.add(name, cell.sql) };
    }
  }

  #writeText(name: string, cell: TextCell): Cell {
    if (isConstant(cell.sql)) return cell;
    // The typed column says all that its text would.
    if (cell.parsed?.form === 'resources') {
      return resourcesText(this.add(name, cell.parsed.sql));
    }
    const sql = this.add(name, cell.sql);
    const parsed = cell.parsed?.form === 'json' ? { parsed: { ...cell.parsed, document: sql } } : {};
    return { form: 'text', sql, nullable: cell.nullable, ...parsed };
  }

  #writeJson(name: string, cell: JsonCell): Cell {
    if (isConstant(cell.document)) return cell;
    if (cell.keys.length === 0) return { ...cell, document: this.add(name, cell.document) };
    if (cell.document.kind === 'column') return { ...cell, document: this.add(cell.document.name, cell.document) };
    return { form: 'json', document: this.add(name, extract(cell)), parsed: true, keys: [], trusted: true };
  }

  /** One column for one expression, however many cells read it. */
  add(name: string, value: SqlExpression): SqlExpression {
    let alias = this.#known.get(value);
    if (alias === undefined) {
      // The hidden columns of the plan begin with an underscore, which Athena wants quoted.
      alias = this.#names.unique(name.replace(/^_+(?=[A-Za-z])/, ''));
      this.#known.set(value, alias);
      this.columns.push({ value, alias });
    }
    return column(alias);
  }
}
