import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { Reason, Window } from '../../../src/target/target.js';
import type { ExternalTable } from '../external.js';
import { reason, type ATHENA_CODES, type AthenaCode } from '../codes.js';
import type { AthenaSettings } from '../settings.js';
import { Names } from '../sql/names.js';
import type { SqlCte, SqlSelect, SqlUnion } from '../sql/tree.js';
import type { Cell } from './cell.js';

/** When a query runs: instants written into it, or the engine's own clock. */
export interface Clock {
  /** Null: `current_timestamp`. */
  readonly now: number | null;
  /** `all`: no limit in time. `back`: that many milliseconds before now. */
  readonly window: Window | { readonly back: number } | 'all';
}

type Values<Code extends AthenaCode> = Parameters<(typeof ATHENA_CODES)[Code]['message']>;

/** What the lowering of one query gathers on its way. */
export class LoweringContext {
  readonly #refusals = new Map<string, Reason>();
  readonly #assumptions = new Map<string, Reason>();
  readonly #ctes: SqlCte[] = [];
  readonly #names: Names;

  constructor(
    readonly settings: AthenaSettings,
    readonly clock: Clock,
    /** Tables that stand for the query's external inputs, by the inputs' names. */
    readonly externals: ReadonlyMap<string, ExternalTable> = new Map(),
  ) {
    // A CTE of a table's own name would hide the table.
    this.#names = new Names([settings.table, settings.findings, ...[...externals.values()].map(({ name }) => name)]);
  }

  get refusals(): readonly Reason[] {
    return [...this.#refusals.values()];
  }

  get assumptions(): readonly Reason[] {
    return [...this.#assumptions.values()];
  }

  get ctes(): readonly SqlCte[] {
    return this.#ctes;
  }

  /** Notes that the query cannot be said, and goes on with a null so that further reasons are found. */
  refuse<Code extends AthenaCode>(code: Code, values: Values<Code>, span: Span): Cell {
    const found = reason(code, values, span);
    this.#refusals.set(`${found.message} ${span.start}`, found);
    return { form: 'null' };
  }

  /** Notes, once, on what the conversion rests. */
  assume<Code extends AthenaCode>(code: Code, values: Values<Code>, span: Span): void {
    const found = reason(code, values, span);
    if (!this.#assumptions.has(found.message)) this.#assumptions.set(found.message, found);
  }

  /** Runs `lower` with the name of a `let` before the names of the CTEs that it adds. */
  within<Result>(scope: string, lower: () => Result): Result {
    const outer = this.#scope;
    this.#scope = `${scope}_`;
    try {
      return lower();
    } finally {
      this.#scope = outer;
    }
  }

  #scope = '';

  /** Adds a common table expression; one with the same wish and the same body is used again. Returns its name. */
  addCte(label: string, body: SqlSelect | SqlUnion): string {
    const wanted = this.#scope + label;
    const text = JSON.stringify(body, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
    const known = this.#bodies.get(`${wanted}\n${text}`);
    if (known !== undefined) return known;
    const name = this.#names.unique(wanted);
    this.#bodies.set(`${wanted}\n${text}`, name);
    this.#ctes.push({ name, body });
    return name;
  }

  readonly #bodies = new Map<string, string>();
}
