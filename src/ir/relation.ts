import type { Span } from '../diagnostics/diagnostic.js';
import type { Expression, Literal } from './expression.js';
import type { Column, KqlType } from './types.js';

interface RelationBase {
  /** The output columns in order, names and types as Kusto's binder computed them. Names are unique, case-sensitive. */
  readonly columns: readonly Column[];
  readonly span: Span;
}

/** `name = expression`, in `extend`, `project`, `mv-expand`. */
export interface Assignment {
  readonly name: string;
  readonly value: Expression;
}

/** A table of the schema. Its rows are restricted to the run's window on TimeGenerated. */
export interface Source extends RelationBase {
  readonly op: 'source';
  readonly table: string;
}

/** Rows written in the query: `datatable`, and the one row without columns that `print` extends. */
export interface Datatable extends RelationBase {
  readonly op: 'datatable';
  readonly rows: readonly (readonly Literal[])[];
}

export interface Where extends RelationBase {
  readonly op: 'where';
  readonly input: Relation;
  /** Keeps the rows for which it is true; null counts as false. */
  readonly predicate: Expression;
}

/** Every expression reads the row *before* the operator. A name that exists is replaced in place, a new one appended. */
export interface Extend extends RelationBase {
  readonly op: 'extend';
  readonly input: Relation;
  readonly assignments: readonly Assignment[];
}

/** `project` and its variants (`project-away`, `-keep`, `-rename`, `-reorder`), all as the full list of what stays. */
export interface Project extends RelationBase {
  readonly op: 'project';
  readonly input: Relation;
  /** The operator as written, for people. */
  readonly keyword: 'project' | 'project-away' | 'project-keep' | 'project-rename' | 'project-reorder';
  readonly assignments: readonly Assignment[];
}

/**
 * One output row per element; several items advance together, the shorter ones padded with null. Ruleport's choices where
 * the documentation is silent: null gives one row with null, an empty array or bag no row, a scalar one row with itself.
 */
export interface MvExpand extends RelationBase {
  readonly op: 'mv-expand';
  readonly input: Relation;
  readonly items: readonly MvExpandItem[];
  /** Name of the zero-based position column (`with_itemindex`), or null. */
  readonly itemIndex: string | null;
  /** How a bag expands: to one-entry bags, or to `[key, value]` arrays. */
  readonly bagExpansion: 'bag' | 'array';
}

export interface MvExpandItem extends Assignment {
  /** `to typeof(T)`; dynamic when not given. */
  readonly type: KqlType;
}

export const JOIN_KINDS = [
  'innerunique',
  'inner',
  'leftouter',
  'rightouter',
  'fullouter',
  'leftsemi',
  'rightsemi',
  'leftanti',
  'rightanti',
] as const;
export type JoinKind = (typeof JOIN_KINDS)[number];

export interface JoinKey {
  readonly left: string;
  readonly right: string;
}

export interface Join extends RelationBase {
  readonly op: 'join';
  readonly kind: JoinKind;
  readonly left: Relation;
  readonly right: Relation;
  readonly on: readonly JoinKey[];
  /** Output names of the right side's columns, in their order: `EventName` comes out as `EventName1`. Empty for semi and anti. */
  readonly rightNames: readonly string[];
  /**
   * Columns of `left`, most significant first, ascending, nulls first: `innerunique` keeps the first left row of a key in
   * this order (Kusto keeps any one). Empty until the pass `hidden-columns` has run.
   */
  readonly leftOrder: readonly string[];
}

/** A tabular `let` variable where it is used: the rows of `input`, unchanged. Kept for its name (a CTE, a comment). */
export interface Let extends RelationBase {
  readonly op: 'let';
  readonly name: string;
  readonly input: Relation;
}

export type Relation = Source | Datatable | Where | Extend | Project | MvExpand | Join | Let;
export type RelationOp = Relation['op'];
