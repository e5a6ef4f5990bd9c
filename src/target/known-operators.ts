import type { Relation, RelationOp } from '../ir/relation.js';
import { operatorsOf } from '../ir/traverse.js';

/** The operators of a plan that a target does not know: it names them in its reasons and emits nothing. */
export const unknownOperators = <Op extends RelationOp>(plan: Relation, known: ReadonlySet<Op>): Relation[] =>
  operatorsOf(plan).filter(({ op }) => !(known as ReadonlySet<RelationOp>).has(op));

/** The sources of a plan whose table a target does not know. */
export const unknownTables = (plan: Relation, known: ReadonlySet<string>): Extract<Relation, { op: 'source' }>[] =>
  operatorsOf(plan).flatMap((node) => (node.op === 'source' && !known.has(node.table) ? [node] : []));
