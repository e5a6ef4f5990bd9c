import type { Relation, RelationOp } from '../../ir/relation.js';
import type { View } from '../view.js';
import type { Build } from './build.js';
import { datatableView, externalView, sourceView } from './inputs.js';
import { joinView } from './join.js';
import { assignmentsView, mvExpandView, sameRows, unionView, whereView, windowView } from './rows.js';
import { summarizeView } from './summarize.js';

type MakeView<R extends Relation> = (build: Build, relation: R) => View;

const VIEWS: { readonly [Op in RelationOp]: MakeView<Extract<Relation, { op: Op }>> } = {
  source: sourceView,
  external: externalView,
  datatable: datatableView,
  where: whereView,
  extend: assignmentsView,
  project: assignmentsView,
  'mv-expand': mvExpandView,
  join: joinView,
  summarize: summarizeView,
  union: unionView,
  sort: sameRows,
  take: sameRows,
  window: windowView,
  let: sameRows,
};

/** A row of an operator's output, down to the records that it is made of. */
export const viewOfRelation = (build: Build, relation: Relation): View =>
  (VIEWS[relation.op] as unknown as MakeView<Relation>)(build, relation);
