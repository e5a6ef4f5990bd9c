import type { Json, ResultRow, RowSet } from '../target/engine.js';

/** The rows behind one alert, read by column name. */
export class AlertRows {
  readonly #indexes: ReadonlyMap<string, number>;

  constructor(
    private readonly set: Pick<RowSet, 'columns'>,
    readonly rows: readonly ResultRow[],
  ) {
    this.#indexes = new Map(set.columns.map((column, index) => [column.name, index]));
  }

  /** A column's value in one row as text; null when it has none: no such column, a null, an empty text. */
  text(row: ResultRow, column: string): string | null {
    const index = this.#indexes.get(column);
    return index === undefined ? null : textOf(row.values[index] ?? null);
  }

  /** The distinct values of a column as texts, in the order of the rows, at most `limit`. */
  texts(column: string, limit = Infinity): readonly string[] {
    const texts = new Set<string>();
    for (const row of this.rows) {
      const text = this.text(row, column);
      if (text !== null && texts.size < limit) texts.add(text);
    }
    return [...texts];
  }

  /** The items of a column whose rows hold one text, several with commas between, or an array of texts. */
  items(column: string): readonly string[] {
    const index = this.#indexes.get(column);
    if (index === undefined) return [];
    return this.rows.flatMap((row) => {
      const value = row.values[index] ?? null;
      const texts = isArray(value) ? value.map(textOf) : [textOf(value)];
      return texts.flatMap((text) => (text ?? '').split(',')).map((text) => text.trim());
    });
  }

  /** A row as an object; a column called `__proto__` is a key like others. */
  values(row: ResultRow): { readonly [column: string]: Json } {
    return Object.fromEntries(this.set.columns.map(({ name }, index) => [name, row.values[index] ?? null]));
  }
}

function textOf(value: Json): string | null {
  if (value === null || value === '') return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);
