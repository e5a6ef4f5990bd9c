import type { Join, Relation } from '../../../../src/ir/relation.js';
import { lookUp, orderOf, start, type BuildOperator, type Building, type Draft } from '../draft.js';
import type { JoinSide, JoinSideName, Variable } from '../pipeline.js';

export const buildJoin: BuildOperator<Join> = (relation, building) => {
  const sides = { left: building.build(relation.left), right: building.build(relation.right) };
  const keys = (side: JoinSideName): string[] => relation.on.map((key) => key[side]);
  const join = {
    relation,
    left: joinSide('left', sides.left, keys('left'), building),
    right: joinSide('right', sides.right, keys('right'), building),
    leftOrder: orderOf(sides.left, relation.leftOrder),
  };
  return start({ kind: 'join', join }, (draft) => {
    const fields = (
      side: JoinSideName,
      columns: Relation['columns'],
      outputs: readonly string[],
    ): [string, Variable][] =>
      outputs.map((output, index) => {
        const variable = lookUp(sides[side], columns[index]!.name);
        return [output, building.add(draft, output, variable.type, { kind: 'field', side, variable })];
      });
    const keepsRight = relation.kind !== 'leftsemi' && relation.kind !== 'leftanti';
    const leftNames = relation.left.columns.map(({ name }) => name);
    return [
      ...fields('left', relation.left.columns, leftNames),
      ...(keepsRight ? fields('right', relation.right.columns, relation.rightNames) : []),
    ];
  });
};

function joinSide(side: JoinSideName, draft: Draft, keys: readonly string[], building: Building): JoinSide {
  return { side, pipeline: building.seal(draft, side), keys: keys.map((name) => lookUp(draft, name)) };
}
