import type { Dialect } from './dialect.js';
import { ExpressionPrinter, orderText } from './expression-printer.js';
import { identifier } from './names.js';
import type { SqlColumn, SqlExpression, SqlFrom, SqlQuery, SqlSelect, SqlUnion } from './tree.js';

/** Prints a query in a dialect, one column and one condition a line, without semicolon and final newline. */
export function printQuery(query: SqlQuery, dialect: Dialect): string {
  const printer = new QueryPrinter(dialect);
  const ctes = query.ctes.map(({ name, body }) => `${identifier(name)} AS (\n${printer.body(body, 1)}\n)`);
  const prefix = ctes.length === 0 ? '' : `WITH ${ctes.join(',\n')}\n`;
  return prefix + printer.select(query.select, 0);
}

class QueryPrinter {
  readonly #expressions: ExpressionPrinter;
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.#expressions = new ExpressionPrinter(dialect);
  }

  body(body: SqlSelect | SqlUnion, depth: number): string {
    const selects = 'union' in body ? body.union : [body];
    return selects.map((each) => this.select(each, depth)).join(`\n${'  '.repeat(depth)}UNION ALL\n`);
  }

  select(select: SqlSelect, depth: number): string {
    const indent = '  '.repeat(depth);
    const columns = select.columns.map((column) => `${indent}  ${this.#column(column, depth + 1)}`);
    const lines = [
      `${indent}SELECT${select.distinct === true ? ' DISTINCT' : ''}`,
      columns.join(',\n'),
      `${indent}FROM ${this.#from(select.from, depth)}`,
      ...this.#conditions('WHERE', select.where, depth),
    ];
    const { groupBy = [], having = [], orderBy = [], limit = null } = select;
    if (groupBy.length > 0) {
      const keys = groupBy.map((key) => (typeof key === 'number' ? String(key) : this.#expressions.flat(key)));
      lines.push(`${indent}GROUP BY ${keys.join(', ')}`);
    }
    lines.push(...this.#conditions('HAVING', having, depth));
    if (orderBy.length > 0) lines.push(`${indent}ORDER BY ${orderText(orderBy, this.#expressions)}`);
    if (limit !== null) lines.push(`${indent}LIMIT ${limit}`);
    return lines.join('\n');
  }

  /** A line each, AND under the end of the keyword. */
  #conditions(keyword: 'WHERE' | 'HAVING', conditions: readonly SqlExpression[], depth: number): string[] {
    // 3: tighter than AND, so that an OR among the conditions keeps its parentheses.
    const bound = conditions.length > 1 ? 3 : 0;
    return conditions.map((condition, at) => {
      const word = at === 0 ? keyword : 'AND'.padStart(keyword.length);
      return `${'  '.repeat(depth)}${word} ${this.#expressions.print(condition, depth + 1, 4, bound)}`;
    });
  }

  #column({ value, alias }: SqlColumn, depth: number): string {
    const printed = this.#expressions.print(value, depth);
    const bare = value.kind === 'column' && value.name === alias;
    return bare ? printed : `${printed} AS ${identifier(alias)}`;
  }

  #from(from: SqlFrom, depth: number): string {
    const line = `\n${'  '.repeat(depth)}`;
    switch (from.kind) {
      case 'table': {
        const name =
          from.database === null ? identifier(from.name) : `${identifier(from.database)}.${identifier(from.name)}`;
        return from.alias === null ? name : `${name} AS ${identifier(from.alias)}`;
      }
      case 'values': {
        const rows = from.rows.map((row) => `(${row.map((value) => this.#expressions.flat(value)).join(', ')})`);
        return `(VALUES ${rows.join(', ')}) AS ${identifier(from.alias)} (${from.columns.map(identifier).join(', ')})`;
      }
      case 'join': {
        const keyword = from.type === 'INNER' ? 'JOIN' : `${from.type} JOIN`;
        const on = from.on.map((each) => this.#expressions.flat(each, 3)).join(' AND ');
        return `${this.#from(from.left, depth)}${line}${keyword} ${this.#from(from.right, depth)}${line}  ON ${on}`;
      }
      case 'unnest': {
        const array = this.#expressions.flat(from.array);
        return `${this.#from(from.input, depth)}${line}CROSS JOIN ${this.#dialect.unnest(from, array, identifier)}`;
      }
    }
  }
}
