import type { Span } from '../../../../src/diagnostics/diagnostic.js';
import type { Aggregate } from '../../../../src/ir/relation.js';
import type { SqlExpression, SqlOrder } from '../../sql/tree.js';
import type { Cell } from '../cell.js';
import type { LoweringContext } from '../context.js';

export interface AggregateLowering {
  readonly aggregate: Aggregate;
  readonly context: LoweringContext;
  readonly span: Span;
  readonly arg: (at: number) => Cell;
  /** There are no keys, so that the one row may be of no rows: array_agg is NULL then. */
  readonly total: boolean;
  /** Only rows for which it is true count. */
  readonly filter: SqlExpression | null;
  /** The order of the rows. */
  readonly orderBy: () => readonly SqlOrder[];
  /** The rank of a row in its group, by what `arg_max` and the like go by. */
  readonly rank: () => Cell;
}

/** One aggregate of the IR: a cell for each of its outputs. */
export type LowerAggregate = (lowering: AggregateLowering) => readonly Cell[];
export type AggregateTable = Readonly<Record<string, LowerAggregate>>;
