import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { Expression, Literal } from '../../../src/ir/expression.js';
import type { External, Join, MvExpand, OrderKey, Summarize, WindowFunction } from '../../../src/ir/relation.js';
import type { Column, KqlType } from '../../../src/ir/types.js';
import type { ColumnDefinition, TableSchema } from '../../../src/schema/table.js';

/**
 * A query cut where rows must wait: each pipeline carries one row at a time from its origin through filters and expansions
 * to its sink. Records of the log flow at `push`; what a stage holds back flows at `finish`.
 */
export interface Pipeline {
  /** For methods and types: the `let` variable's name, else what the rows are for; may be empty. */
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
  /** Unique in the plan; no name of anything in the emitted module. */
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
  /** A field of a row that a stage has kept. */
  | { readonly kind: 'field'; readonly side: Side; readonly variable: Variable }
  /** A column of rows of several pipelines, by its position. */
  | { readonly kind: 'kept'; readonly kept: KeptStage; readonly column: number }
  /** A cell of an input from outside. */
  | { readonly kind: 'cell'; readonly column: Column }
  /** What an aggregate of the origin gives. */
  | { readonly kind: 'aggregate'; readonly aggregate: AggregateCall; readonly output: number }
  /** What a window function of the origin gives. */
  | { readonly kind: 'window'; readonly call: WindowColumn };

/** Rows that a stage has kept are read from `row`; a join has two of them. */
export type Side = 'left' | 'right' | 'row';
export type JoinSideName = Exclude<Side, 'row'>;

export type Origin =
  | { readonly kind: 'log'; readonly table: TableSchema; readonly time: Variable }
  | { readonly kind: 'rows'; readonly variables: readonly Variable[]; readonly rows: readonly (readonly Literal[])[] }
  | { readonly kind: 'external'; readonly relation: External }
  | { readonly kind: 'join'; readonly join: JoinStage }
  | { readonly kind: 'groups'; readonly groups: GroupStage }
  | { readonly kind: 'ordered'; readonly ordered: OrderedStage }
  | { readonly kind: 'kept'; readonly kept: KeptStage };

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
  /** The order of the left side in which `innerunique` chooses. */
  readonly leftOrder: Order;
}

export interface JoinSide {
  readonly side: JoinSideName;
  readonly pipeline: Pipeline;
  readonly keys: readonly Variable[];
}

/** An order of rows, most significant first. */
export type Order = readonly (Omit<OrderKey, 'name'> & { readonly variable: Variable })[];

/** `summarize`: rows fall into groups, of which only what the aggregates need is kept. */
export interface GroupStage {
  readonly relation: Summarize;
  readonly input: Pipeline;
  readonly keys: readonly Variable[];
  readonly aggregates: readonly AggregateCall[];
}

export interface AggregateCall {
  readonly fn: string;
  /** Variables of the input pipeline. */
  readonly args: readonly Variable[];
  /** The arguments as the query has them: parameters (a size, a rank) are literals. */
  readonly expressions: readonly Expression[];
  readonly filter: Variable | null;
  readonly outputs: readonly Column[];
  /** The order of the input rows; empty for an aggregate that does not depend on it. */
  readonly order: Order;
  readonly span: Span;
}

/** Rows that wait to be put in order: `sort`, `take`, window functions. */
export interface OrderedStage {
  readonly input: Pipeline;
  readonly order: Order;
  /** How many are let through; null: all. */
  readonly count: number | null;
  readonly calls: readonly WindowColumn[];
  readonly span: Span;
}

export interface WindowColumn {
  readonly fn: WindowFunction;
  readonly name: string;
  readonly type: KqlType;
  readonly args: readonly { readonly expression: Expression; readonly variable: Variable }[];
}

/** Rows of one or several pipelines (`union`) for one or several readers (a `let` that is used more than once). */
export interface KeptStage {
  readonly kind: 'union' | 'shared';
  readonly inputs: readonly { readonly pipeline: Pipeline; readonly columns: readonly Variable[] }[];
  readonly span: Span;
}

/** The last pipeline and what becomes of its rows. */
export interface QueryPlan {
  readonly pipeline: Pipeline;
  /** All of them, each once, inputs first. */
  readonly pipelines: readonly Pipeline[];
  /** All of them by their key. */
  readonly variables: ReadonlyMap<string, Variable>;
  readonly output: readonly { readonly column: Column; readonly variable: Variable }[];
  readonly evidence: readonly Variable[];
}

/** The pipelines whose rows wait at an origin. */
export function inputsOf(origin: Origin): readonly Pipeline[] {
  switch (origin.kind) {
    case 'log':
    case 'rows':
    case 'external':
      return [];
    case 'join':
      return [origin.join.left.pipeline, origin.join.right.pipeline];
    case 'groups':
      return [origin.groups.input];
    case 'ordered':
      return [origin.ordered.input];
    case 'kept':
      return origin.kept.inputs.map(({ pipeline }) => pipeline);
  }
}

/** Variables that an origin needs whatever is read of its rows. */
export function neededBy(origin: Origin): readonly Variable[] {
  switch (origin.kind) {
    case 'log':
      return [origin.time];
    case 'rows':
    case 'external':
    case 'kept':
      return [];
    case 'join': {
      const { left, right, leftOrder } = origin.join;
      return [...left.keys, ...right.keys, ...leftOrder.map(({ variable }) => variable)];
    }
    case 'groups':
      return origin.groups.keys;
    case 'ordered':
      return origin.ordered.order.map(({ variable }) => variable);
  }
}

/** Whether rows reach the end of a pipeline while records are pushed; all others do so at `finish`. */
export const flowsAtPush = ({ origin }: Pipeline): boolean => origin.kind === 'log';
