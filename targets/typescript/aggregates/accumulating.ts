import type * as t from '@babel/types';
import type { Lowered } from '../expressions/lowered.js';
import type { AggregateCall } from '../plan/pipeline.js';
import type { PipelineWriter } from '../module/pipeline-writer.js';
import type { QueryWriter } from '../module/query-writer.js';

/** A member of the group, as the row that is added to it reaches it, and as it is read when all rows are in. */
export interface GroupMember {
  readonly row: t.MemberExpression;
  readonly group: t.MemberExpression;
}

/** What the lowering of an aggregate may ask for. */
export interface Accumulating {
  readonly query: QueryWriter;
  /** Writes the pipeline whose rows are added up. */
  readonly writer: PipelineWriter;
  readonly aggregate: AggregateCall;
  /** An argument of the current row, under a name. */
  argument(index?: number): Lowered;
  /** A new member of the group and what it begins with. */
  member(label: string, type: t.TSType, initial: t.Expression, isMutable?: boolean): GroupMember;
}

export interface Accumulated {
  /** What each row does. */
  readonly update: t.Statement[];
  /** The value of each output, read from `group`. */
  readonly outputs: readonly (() => Lowered)[];
}

export type LowerAggregate = (x: Accumulating) => Accumulated;
