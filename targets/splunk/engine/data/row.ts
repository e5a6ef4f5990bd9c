import { type FieldValue, simplest, valuesOf } from './values.js';

/** Where the fields of an event come from as long as no command has changed them. */
export interface FieldSource {
  get(name: string): FieldValue | undefined;
  names(): readonly string[];
}

/** One result row: an event with its extracted fields below what commands have set, or a row of set fields alone. */
export class Row {
  /** Made when the first field is set: most rows of a search are dropped before. */
  private own: Map<string, FieldValue | undefined> | null = null;
  /** Null: every field of the source shows. */
  private visible: ((name: string) => boolean) | null = null;

  constructor(private readonly source: FieldSource | null = null) {}

  static of(fields: Iterable<readonly [string, FieldValue | undefined]>): Row {
    const row = new Row();
    for (const [name, value] of fields) row.set(name, value);
    return row;
  }

  get(name: string): FieldValue | undefined {
    if (this.own !== null && this.own.has(name)) return this.own.get(name);
    if (this.source === null || (this.visible !== null && !this.visible(name))) return undefined;
    return this.source.get(name);
  }

  /** The values of a field, none when it is absent. */
  values(name: string): readonly string[] {
    return valuesOf(this.get(name));
  }

  set(name: string, value: FieldValue | undefined): void {
    this.own ??= new Map();
    this.own.set(name, typeof value === 'object' ? simplest(value) : value);
  }

  /** The fields that have a value, extracted ones first. */
  names(): string[] {
    const names: string[] = [];
    for (const name of this.source?.names() ?? [])
      if (this.own?.has(name) !== true && (this.visible === null || this.visible(name))) names.push(name);
    for (const [name, value] of this.own ?? []) if (value !== undefined) names.push(name);
    return names;
  }

  copy(): Row {
    const row = new Row(this.source);
    row.visible = this.visible;
    if (this.own !== null) row.own = new Map(this.own);
    return row;
  }

  /** Hides every field for which `keep` is false. */
  restrict(keep: (name: string) => boolean): Row {
    const row = new Row(this.source);
    const before = this.visible;
    row.visible = before === null ? keep : (name) => before(name) && keep(name);
    if (this.own !== null) row.own = new Map([...this.own].filter(([name]) => keep(name)));
    return row;
  }
}
