import type { Extend, Let, Project, Where } from '../../../../src/ir/relation.js';
import { define, rename, withStep, type BuildOperator } from '../draft.js';

export const buildWhere: BuildOperator<Where> = (relation, building) => {
  const draft = building.build(relation.input);
  const predicate = rename(draft, relation.predicate, building);
  return withStep(draft, { kind: 'filter', predicate, span: relation.span });
};

export const buildExtend: BuildOperator<Extend> = (relation, building) => {
  const draft = building.build(relation.input);
  return { ...draft, scope: new Map([...draft.scope, ...define(draft, relation.assignments, building)]) };
};

export const buildProject: BuildOperator<Project> = (relation, building) => {
  const draft = building.build(relation.input);
  return { ...draft, scope: define(draft, relation.assignments, building) };
};

export const buildLet: BuildOperator<Let> = (relation, building) => {
  const draft = building.build(relation.input);
  return { ...draft, name: draft.name || relation.name };
};
