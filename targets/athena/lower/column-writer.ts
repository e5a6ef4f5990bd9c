import { column, integer } from '../sql/build.js';
import { Names } from '../sql/names.js';
import type { SqlColumn, SqlExpression } from '../sql/tree.js';
import { isConstant, mapCell, type Cell, type JsonCell, type TextCell } from './cell.js';
import { extract, resourceText, resourcesText } from './text.js';

/** Gathers the columns of a SELECT, one for each value that the cells above need. */
export class ColumnWriter {
  readonly columns: SqlColumn[] = [];
  readonly #names = new Names();
  readonly #known = new Map<SqlExpression | string, string>();

  /** `constants`: whether these become columns too; the cells above can do without. */
  constructor(readonly constants = false) {}

  /** Whether a cell is no column, but a constant for whoever reads it. */
  static isConstant(cell: Cell): boolean {
    if (cell.form === 'interval') return true;
    if (cell.form === 'json') return isConstant(cell.document);
    return 'sql' in cell && isConstant(cell.sql);
  }

  /** Adds the columns behind a cell; returns the cell as it reads from them. */
  write(name: string, cell: Cell): Cell {
    if (ColumnWriter.isConstant(cell)) return this.constants ? this.#writeConstant(name, cell) : cell;
    switch (cell.form) {
      case 'text':
        return this.#writeText(name, cell);
      case 'json':
        return this.#writeJson(name, cell);
      case 'resource': {
        const document = this.add(name, resourceText(cell));
        return { form: 'json', document, parsed: false, keys: [], trusted: true, bag: true, made: true };
      }
      default:
        return mapCell(cell, (sql) => this.add(name, sql));
    }
  }

  #writeConstant(name: string, cell: Cell): Cell {
    if (cell.form === 'interval') return { form: 'duration', sql: this.add(name, integer(cell.millis)) };
    return mapCell(cell, (sql) => this.add(name, sql));
  }

  #writeText(name: string, cell: TextCell): Cell {
    // The typed column says all that its text would.
    if (cell.parsed?.form === 'resources') return resourcesText(this.add(name, cell.parsed.sql));
    return mapCell(cell, (sql) => this.add(name, sql));
  }

  #writeJson(name: string, cell: JsonCell): Cell {
    if (cell.keys.length === 0) return mapCell(cell, (sql) => this.add(name, sql));
    if (cell.document.kind === 'column') return { ...cell, document: this.add(cell.document.name, cell.document) };
    return { form: 'json', document: this.add(name, extract(cell)), parsed: true, keys: [], trusted: true };
  }

  /** One column for one expression, however many cells read it. */
  add(name: string, value: SqlExpression): SqlExpression {
    // Expressions that are one object are one column; columns by their names.
    const key = value.kind === 'column' ? `${value.table ?? ''}.${value.name}` : value;
    let alias = this.#known.get(key);
    if (alias === undefined) {
      // The hidden columns of the plan begin with an underscore, which Athena wants quoted.
      alias = this.#names.unique(name.replace(/^_+(?=[A-Za-z])/, ''));
      this.#known.set(key, alias);
      this.columns.push({ value, alias });
    }
    return column(alias);
  }
}
