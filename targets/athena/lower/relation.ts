import type { Relation, RelationOp } from '../../../src/ir/relation.js';
import { flush, isClosed, type Block } from './block.js';
import type { LoweringContext } from './context.js';
import { lowerExtend, lowerProject } from './operators/assignments.js';
import { lowerDatatable } from './operators/datatable.js';
import { lowerExternal } from './operators/external.js';
import { lowerJoin } from './operators/join.js';
import { lowerMvExpand } from './operators/mv-expand.js';
import type { LowerOperator, Place } from './operators/place.js';
import { lowerLet, lowerSort, lowerTake } from './operators/rows.js';
import { lowerSource } from './operators/source.js';
import { lowerSummarize } from './operators/summarize.js';
import { lowerUnion } from './operators/union.js';
import { lowerWhere } from './operators/where.js';
import { lowerWindow } from './operators/window.js';
import { collectRequests } from './requests.js';

const OPERATORS: { readonly [Op in RelationOp]: LowerOperator<Extract<Relation, { op: Op }>> } = {
  source: lowerSource,
  datatable: lowerDatatable,
  external: lowerExternal,
  where: lowerWhere,
  extend: lowerExtend,
  project: lowerProject,
  'mv-expand': lowerMvExpand,
  join: lowerJoin,
  summarize: lowerSummarize,
  union: lowerUnion,
  sort: lowerSort,
  take: lowerTake,
  window: lowerWindow,
  let: lowerLet,
};

/** A plan as a block on top of the CTEs that it needs. What is shared (`let`) is written once. */
export function lowerRelation(plan: Relation, context: LoweringContext): Block {
  const requests = collectRequests(plan);
  const requestOf = (relation: Relation) => requests.get(relation) ?? { columns: new Set(), solid: new Set() };
  const done = new Map<Relation, Block>();
  const lower = (relation: Relation): Block => {
    const known = done.get(relation);
    if (known !== undefined) return known;
    const operator = OPERATORS[relation.op] as LowerOperator<Relation>;
    const block = operator(relation, { ...place, request: requestOf(relation) });
    done.set(relation, block);
    return block;
  };
  const place: Omit<Place, 'request'> = {
    context,
    requestOf,
    closed: lower,
    open: (relation) => {
      const block = lower(relation);
      return isClosed(block) ? flush(block, requestOf(relation), context) : block;
    },
  };
  return lower(plan);
}
