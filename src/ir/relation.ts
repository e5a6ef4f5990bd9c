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

/** One column of an order of rows, most significant first in a list of them. Names a column of the operator's input. */
export interface OrderKey {
  readonly name: string;
  readonly direction: 'asc' | 'desc';
  readonly nulls: 'first' | 'last';
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

/**
 * Rows that come from outside: `externaldata`, a Sentinel watchlist. Nothing is fetched when converting; each target gets an
 * input of this name to fill (a lookup, a table, a file), and a run is handed its rows (`RunContext.externals`).
 */
export interface External extends RelationBase {
  readonly op: 'external';
  readonly source: 'externaldata' | 'watchlist';
  /** An identifier, unique in the query: the `let` name it is bound to, the watchlist's alias, or made from the address. */
  readonly name: string;
  /** Where the author's data is, for people; empty for a watchlist. */
  readonly uris: readonly string[];
  /** `format=` as written (`csv`, `multijson`), null where none is. */
  readonly format: string | null;
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
  /** In `RuleIR.plan` never `rightouter`, `rightsemi` or `rightanti`: the pass `join-kinds` turns them round. */
  readonly kind: JoinKind;
  readonly left: Relation;
  readonly right: Relation;
  readonly on: readonly JoinKey[];
  /** Output names of the right side's columns, in their order: `EventName` comes out as `EventName1`. Empty for semi and anti. */
  readonly rightNames: readonly string[];
  /**
   * The order of the left rows: `innerunique` keeps the first of a key (Kusto keeps any one). Empty until the pass
   * `hidden-columns` has run.
   */
  readonly leftOrder: readonly OrderKey[];
  /** Whose events are evidence for a row. `left`: the right side only answers a question (`toscalar`). */
  readonly evidence: 'both' | 'left';
}

/** An aggregate of the registry (`src/functions/aggregates`) in `summarize`. */
export interface Aggregate {
  /** Its one name: `countif` is `count` with a filter, `make_set_if` is `make_set` with one. */
  readonly fn: string;
  /** Read the input row. Parameters such as the size of `make_set` or the rank of `percentile` are literals behind the value. */
  readonly args: readonly Expression[];
  /** Only rows for which it is true count; null: all. */
  readonly filter: Expression | null;
  /**
   * One column; `arg_max(e, a, b)` makes one for each argument: the extreme value of `e` first, then `a` and `b` of its row.
   * `take_any(a, b)` makes one for each argument, all from one row.
   */
  readonly outputs: readonly Column[];
  /** Written with `*`: the outputs behind the first are the input's own columns under their names. */
  readonly star: boolean;
}

/**
 * `summarize`, and what is one: `distinct` (keys only), `count`. Output: the keys, then the aggregates' outputs in order. Rows
 * come out in the order of their keys, ascending, nulls first (Kusto: any order). Without keys there is always one row.
 */
export interface Summarize extends RelationBase {
  readonly op: 'summarize';
  readonly keyword: 'summarize' | 'distinct' | 'count';
  readonly input: Relation;
  readonly keys: readonly Assignment[];
  readonly aggregates: readonly Aggregate[];
  /**
   * The order of the input rows, for the aggregates that depend on it: `make_list`, `take_any`, and ties of `arg_max` and
   * `arg_min`, which take the first row. Empty until the pass `hidden-columns` has run.
   */
  readonly order: readonly OrderKey[];
}

/** Rows of all inputs, the first input's first. Every input has exactly the columns of the union, in order. */
export interface Union extends RelationBase {
  readonly op: 'union';
  readonly inputs: readonly Relation[];
}

export interface SortKey {
  readonly value: Expression;
  readonly direction: 'asc' | 'desc';
  readonly nulls: 'first' | 'last';
}

/** `sort by`, `order by`: stable. A target needs it only for people, at the end of a query: whatever depends on order says so. */
export interface Sort extends RelationBase {
  readonly op: 'sort';
  readonly input: Relation;
  readonly keys: readonly SortKey[];
}

/** `take`, `limit`, and the second half of `top`: the first rows (Kusto: any rows unless sorted). */
export interface Take extends RelationBase {
  readonly op: 'take';
  readonly input: Relation;
  /** Not negative. */
  readonly count: number;
  /** The order of the input rows. Empty until the pass `hidden-columns` has run. */
  readonly order: readonly OrderKey[];
}

export const WINDOW_FUNCTIONS = ['prev', 'next', 'row_number', 'row_cumsum', 'row_rank_dense', 'row_rank_min'] as const;
export type WindowFunction = (typeof WINDOW_FUNCTIONS)[number];

/** `prev(c, n, default)`, `row_number(start, restart)`, …, with the arguments as written. */
export interface WindowCall {
  readonly name: string;
  readonly fn: WindowFunction;
  readonly args: readonly Expression[];
  readonly type: KqlType;
}

/**
 * Columns that look at neighbouring rows. Lowering takes each window function out of the expression that it stands in and
 * computes it here, below the operator, under a name of its own.
 */
export interface Window extends RelationBase {
  readonly op: 'window';
  readonly input: Relation;
  readonly calls: readonly WindowCall[];
  /** The order of the input rows. Empty until the pass `hidden-columns` has run. */
  readonly order: readonly OrderKey[];
}

/**
 * A tabular `let` variable where it is used: the rows of `input`, unchanged. Kept for its name (a CTE, a comment). Every use
 * is the same object, in the query as lowered and in the plan: passes and walks that remember it do its work once.
 */
export interface Let extends RelationBase {
  readonly op: 'let';
  readonly name: string;
  readonly input: Relation;
}

export type Relation =
  | Source
  | Datatable
  | External
  | Where
  | Extend
  | Project
  | MvExpand
  | Join
  | Summarize
  | Union
  | Sort
  | Take
  | Window
  | Let;
export type RelationOp = Relation['op'];
