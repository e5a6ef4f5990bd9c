import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { Expression, Literal } from '../../../src/ir/expression.js';
import type { Join, MvExpand } from '../../../src/ir/relation.js';
import type { Column, KqlType } from '../../../src/ir/types.js';
import type { ColumnDefinition, TableSchema } from '../../../src/schema/table.js';

/**
 * A query cut where rows must wait: each pipeline carries one row at a time from its origin through filters and expansions
 * to its sink. Records of the log flow at `push`; what a join holds back flows at `finish`.
 */
export interface Pipeline {
  /** For methods and types: the `let` variable's name, else what the rows are for. */
  readonly name: string;
  readonly origin: Origin;
  readonly steps: readonly Step[];
  /** All variables of its rows by their key, in the order of the query. */
  readonly variables: ReadonlyMap<string, Variable>;
}

/**
 * One value of a row, assigned once: a column that the query redefines is a new variable. In expressions of a pipeline, the
 * `column` nodes hold a variable's key for a name.
 */
export interface Variable {
  /** Unique in the pipeline; no name of anything in the emitted module. */
  readonly key: string;
  /** What it is called, as nearly as the module allows. */
  readonly label: string;
  readonly type: KqlType;
  readonly definition: Definition;
}

export type Definition =
  | { readonly kind: 'raw'; readonly column: ColumnDefinition }
  /** `shared`: made by us for an expression that occurs more than once. */
  | { readonly kind: 'value'; readonly value: Expression; readonly shared?: true }
  /** Set by a loop: a cell of a written row, an element or its position. */
  | { readonly kind: 'loop' }
  /** A field of a row that a join has kept. */
  | { readonly kind: 'field'; readonly side: Side; readonly variable: Variable };

export type Side = 'left' | 'right';

export type Origin =
  | { readonly kind: 'log'; readonly table: TableSchema; readonly time: Variable }
  | { readonly kind: 'rows'; readonly variables: readonly Variable[]; readonly rows: readonly (readonly Literal[])[] }
  | { readonly kind: 'join'; readonly join: JoinStage };

export type Step = Filter | Expansion;

export interface Filter {
  readonly kind: 'filter';
  readonly predicate: Expression;
  /** The whole operator, for the comment above it. */
  readonly span: Span;
}

export interface Expansion {
  readonly kind: 'expansion';
  readonly items: readonly { readonly variable: Variable; readonly value: Expression }[];
  readonly position: Variable | null;
  readonly bagExpansion: MvExpand['bagExpansion'];
  readonly span: Span;
}

export interface JoinStage {
  readonly relation: Join;
  readonly left: JoinSide;
  readonly right: JoinSide;
  /** Columns of the left side in which `innerunique` chooses, most significant first. */
  readonly leftOrder: readonly Variable[];
}

export interface JoinSide {
  readonly side: Side;
  readonly pipeline: Pipeline;
  readonly keys: readonly Variable[];
}

/** The last pipeline and what becomes of its rows. */
export interface QueryPlan {
  readonly pipeline: Pipeline;
  readonly output: readonly { readonly column: Column; readonly variable: Variable }[];
  readonly evidence: readonly Variable[];
}
