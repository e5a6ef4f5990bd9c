import type { Relation } from '../../ir/relation.js';
import type { Column } from '../../ir/types.js';
import type { Scope } from '../evaluate.js';
import type { Row } from '../row.js';

/** What a query runs on: the rows of each table, in canonical order, already restricted to the window. */
export interface Tables {
  /** Rows with the values of exactly these columns, in their order. */
  rows(table: string, columns: readonly Column[]): readonly Row[];
  /** Rows of an external input. @throws EngineError when it was not given. */
  external(name: string, columns: readonly Column[]): readonly Row[];
}

/** One run of a query. */
export interface Execution {
  readonly tables: Tables;
  /** Rows of a query inside an expression; each is run once. */
  rowsOf(query: Relation): readonly Row[];
  /** Reads the columns of rows by name. */
  scopes(columns: readonly Column[]): (row: Row) => Scope;
}

/** The rows of one operator, from the rows of its inputs. */
export type RunOperator<R extends Relation> = (
  relation: R,
  inputs: readonly (readonly Row[])[],
  execution: Execution,
) => readonly Row[];

export const NO_EVIDENCE: ReadonlySet<string> = new Set();
