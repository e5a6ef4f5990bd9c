import type { Relation, Union } from '../../../../src/ir/relation.js';
import { lookUp, start, type BuildOperator, type Building, type Draft } from '../draft.js';
import type { KeptStage } from '../pipeline.js';

export const buildUnion: BuildOperator<Union> = (relation, building) => {
  const drafts = relation.inputs.map((input) => building.build(input));
  return keptRows('union', relation, drafts, building).read();
};

/** Rows that every reader reads with variables of its own. */
export interface SharedRows {
  read(): Draft;
}

export const buildShared = (relation: Relation, draft: Draft, building: Building): SharedRows =>
  keptRows('shared', relation, [draft], building);

function keptRows(
  kind: KeptStage['kind'],
  { columns, span }: Relation,
  drafts: readonly Draft[],
  building: Building,
): SharedRows {
  const kept: KeptStage = {
    kind,
    span,
    inputs: drafts.map((draft) => ({
      pipeline: building.seal(draft),
      columns: columns.map(({ name }) => lookUp(draft, name)),
    })),
  };
  const name = kind === 'shared' ? (drafts[0]?.name ?? '') : '';
  return {
    read: () =>
      start(
        { kind: 'kept', kept },
        (draft) =>
          columns.map(({ name: column, type }, index) => [
            column,
            building.add(draft, column, type, { kind: 'kept', kept, column: index }),
          ]),
        name,
      ),
  };
}
