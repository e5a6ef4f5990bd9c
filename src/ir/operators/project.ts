import { passThrough } from '../hidden.js';
import { printAssignments } from '../print-expression.js';
import type { Project } from '../relation.js';
import { columnsRead } from '../walk-expression.js';
import { keep, oneInput, type Operator } from './operator.js';

export const PROJECT: Operator<Project> = {
  ...oneInput<Project>(),
  expressions: ({ assignments }) => assignments.map(({ value }) => value),
  mapExpressions: (relation, change) => ({
    ...relation,
    assignments: relation.assignments.map((each) => ({ ...each, value: change(each.value) })),
  }),
  print: ({ input, keyword, assignments }) => [{ input, indent: false }, `${keyword} ${printAssignments(assignments)}`],
  makes: ({ assignments }) =>
    assignments.filter(({ name, value }) => value.kind !== 'column' || value.name !== name).map(({ name }) => name),
  output: ({ keyword }) => (keyword === 'project' ? 'states' : 'passes'),
  hide: (relation, [input]) => ({
    ...input!,
    relation: {
      ...relation,
      input: input!.relation,
      assignments: [...relation.assignments, ...input!.hidden.map(passThrough)],
      columns: [...relation.columns, ...input!.hidden],
    },
  }),
  needs: (relation, needed) => {
    const below = new Set<string>();
    for (const { value } of keep(relation.assignments, needed)) columnsRead(value, below);
    return [below];
  },
  prune: (relation, needed, [input]) => ({
    ...relation,
    input: input!,
    assignments: keep(relation.assignments, needed),
    columns: keep(relation.columns, needed),
  }),
};
