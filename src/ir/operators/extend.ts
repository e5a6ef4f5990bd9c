import { printAssignments } from '../print-expression.js';
import type { Extend } from '../relation.js';
import { columnsRead } from '../walk-expression.js';
import { available, hidesNothing, keep, oneInput, without, type Operator } from './operator.js';

const names = ({ assignments }: Pick<Extend, 'assignments'>): string[] => assignments.map(({ name }) => name);

export const EXTEND: Operator<Extend> = {
  ...oneInput<Extend>(),
  expressions: ({ assignments }) => assignments.map(({ value }) => value),
  mapExpressions: (relation, change) => ({
    ...relation,
    assignments: relation.assignments.map((each) => ({ ...each, value: change(each.value) })),
  }),
  print: ({ input, assignments }) => [{ input, indent: false }, `extend ${printAssignments(assignments)}`],
  makes: names,
  output: 'passes',
  hide: hidesNothing,
  needs: (relation, needed) => {
    const assignments = keep(relation.assignments, needed);
    const below = without(needed, names({ assignments }));
    for (const { value } of assignments) columnsRead(value, below);
    return [below];
  },
  prune: (relation, needed, [input]) => {
    const assignments = keep(relation.assignments, needed);
    if (assignments.length === 0) return input!;
    const columns = available(relation.columns, input!, names({ assignments }));
    return { ...relation, input: input!, assignments, columns };
  },
};
