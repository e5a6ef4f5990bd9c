import { passThrough } from '../hidden.js';
import type { Join, JoinKind, Relation } from '../relation.js';
import { rewriteRelation } from '../traverse.js';

const MIRRORED: Partial<Readonly<Record<JoinKind, JoinKind>>> = {
  rightouter: 'leftouter',
  rightsemi: 'leftsemi',
  rightanti: 'leftanti',
};

/** Turns joins that keep the right side round, so that targets know six kinds instead of nine. */
export const mirrorJoins = (relation: Relation): Relation =>
  rewriteRelation(relation, (operator) => (operator.op === 'join' ? mirrorJoin(operator) : operator));

function mirrorJoin(join: Join): Relation {
  const kind = MIRRORED[join.kind];
  if (kind === undefined) return join;
  const on = join.on.map(({ left, right }) => ({ left: right, right: left }));
  const mirrored = { ...join, kind, left: join.right, right: join.left, on };
  if (join.rightNames.length === 0) return mirrored;
  return withSidesBack(join, mirrored);
}

/** A mirrored outer join names its columns as the join that was written, and puts them into that order again. */
function withSidesBack(join: Join, mirrored: Join): Relation {
  const { span } = join;
  // The new left side goes under the output names already, which leaves the new right side its own.
  const names = join.rightNames;
  const renamedColumns = join.right.columns.map(({ type }, index) => ({ name: names[index] ?? '', type }));
  const left: Relation = {
    op: 'project',
    keyword: 'project-rename',
    input: join.right,
    assignments: join.right.columns.map((column, index) => ({ ...passThrough(column), name: names[index] ?? '' })),
    columns: renamedColumns,
    span,
  };
  const outputOf = new Map(join.right.columns.map(({ name }, index) => [name, names[index] ?? name]));
  const on = mirrored.on.map((key) => ({ left: outputOf.get(key.left) ?? key.left, right: key.right }));
  const rightNames = join.left.columns.map(({ name }) => name);
  const columns = [...renamedColumns, ...join.left.columns];
  return {
    op: 'project',
    keyword: 'project-reorder',
    input: { ...mirrored, left, on, rightNames, columns },
    assignments: join.columns.map(passThrough),
    columns: join.columns,
    span,
  };
}
