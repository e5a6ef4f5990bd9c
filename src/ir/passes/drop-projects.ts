import type { Project, Relation } from '../relation.js';
import { rewriteRelation } from '../traverse.js';

/** Takes away each `project` that hands on exactly the columns that it gets: pruning leaves them behind. */
export const dropProjects = (relation: Relation): Relation =>
  rewriteRelation(relation, (operator) =>
    operator.op === 'project' && isIdentity(operator) ? operator.input : operator,
  );

const isIdentity = ({ assignments, input }: Project): boolean =>
  assignments.length === input.columns.length &&
  assignments.every(
    ({ name, value }, index) => value.kind === 'column' && value.name === name && input.columns[index]?.name === name,
  );
