import type { Join } from '../../ir/relation.js';
import type { Column } from '../../ir/types.js';
import { joinRows } from './join-rows.js';
import { NO_EVIDENCE, type RunOperator } from './run-operator.js';

export const runJoin: RunOperator<Join> = (relation, [left, right]) => {
  const positions = (columns: readonly Column[], names: readonly string[]): number[] =>
    names.map((name) => columns.findIndex((column) => column.name === name));
  const { on } = relation;
  return joinRows(relation.kind, {
    left: left!,
    right: relation.evidence === 'both' ? right! : right!.map(({ values }) => ({ values, evidence: NO_EVIDENCE })),
    leftColumns: relation.left.columns,
    rightColumns: relation.right.columns,
    leftKeys: positions(
      relation.left.columns,
      on.map((key) => key.left),
    ),
    rightKeys: positions(
      relation.right.columns,
      on.map((key) => key.right),
    ),
  });
};
