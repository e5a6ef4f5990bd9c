import type { Relation, RelationOp } from '../ir/relation.js';
import { operatorsOf } from '../ir/traverse.js';

/** The operators of a plan that a target does not know: it names them in its reasons and emits nothing. */
export const unknownOperators = <Op extends RelationOp>(plan: Relation, known: ReadonlySet<Op>): Relation[] =>
  operatorsOf(plan).filter(({ op }) => !(known as ReadonlySet<RelationOp>).has(op));
