import type * as t from '@babel/types';
import type { JoinKind } from '../../../src/ir/relation.js';
import * as b from '../ast/builders.js';
import * as s from '../ast/statements.js';
import type { JoinSideName as Side } from '../plan/pipeline.js';
import type { HelperName } from '../runtime/helpers.js';
import type { JoinRows } from './join-rows.js';
import type { PipelineWriter } from './pipeline-writer.js';

/** How a kind of join loops over the rows that its sides have kept. */
interface JoinLoop {
  readonly helper: HelperName;
  /** The rows that the helper gives, a pair or one side's. */
  readonly gives: readonly Side[];
  /** The order in which the helper takes the sides. */
  readonly takes: readonly [Side, Side];
  /** Sides that a given row may lack. */
  readonly optional: readonly Side[];
}

const BOTH = ['left', 'right'] as const;
const SWAPPED = ['right', 'left'] as const;

// prettier-ignore
const LOOPS: Readonly<Record<Exclude<JoinKind, 'innerunique'>, JoinLoop>> = {
  inner:      { helper: 'innerJoin',      gives: BOTH,      takes: BOTH,    optional: [] },
  leftouter:  { helper: 'leftOuterJoin',  gives: BOTH,      takes: BOTH,    optional: ['right'] },
  rightouter: { helper: 'rightOuterJoin', gives: BOTH,      takes: BOTH,    optional: ['left'] },
  fullouter:  { helper: 'fullOuterJoin',  gives: BOTH,      takes: BOTH,    optional: BOTH },
  leftsemi:   { helper: 'semiJoin',       gives: ['left'],  takes: BOTH,    optional: [] },
  leftanti:   { helper: 'antiJoin',       gives: ['left'],  takes: BOTH,    optional: [] },
  rightsemi:  { helper: 'semiJoin',       gives: ['right'], takes: SWAPPED, optional: [] },
  rightanti:  { helper: 'antiJoin',       gives: ['right'], takes: SWAPPED, optional: [] },
};

/** Opens the loop over a join's rows; returns which sides a row may lack. */
export function openJoinLoop(
  writer: PipelineWriter,
  kind: JoinKind,
  sides: Readonly<Record<Side, JoinRows>>,
  isUsed: (side: Side) => boolean,
): readonly Side[] {
  if (kind === 'innerunique') {
    writer.loop('right', sides.right.store);
    const left = b.method(sides.left.store, 'get', sides.right.key('right'));
    if (!isUsed('left')) {
      writer.require(b.binary(left, '!==', b.id('undefined')));
      return [];
    }
    writer.add(s.constant('left', left));
    writer.require(b.binary(b.id('left'), '!==', b.id('undefined')));
    return [];
  }
  const { helper, gives, takes, optional } = LOOPS[kind];
  const rows: t.Expression = writer.helper(helper, ...takes.map((side) => sides[side].store));
  // A name that begins with _ may go unread.
  const names = gives.map((side) => (isUsed(side) ? side : `_${side}`));
  writer.loop(names.length === 1 ? (names[0] as string) : names, rows);
  return optional;
}
