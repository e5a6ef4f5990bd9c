import type { Extend, Project } from '../../ir/relation.js';
import { evaluate } from '../evaluate.js';
import type { RunOperator } from './run-operator.js';

/** `extend` and `project`: every expression reads the row before the operator. */
export const runAssignments: RunOperator<Extend | Project> = (relation, [rows], { scopes }) => {
  const scope = scopes(relation.input.columns);
  const assigned = new Map(relation.assignments.map(({ name, value }) => [name, value]));
  return rows!.map((row) => {
    const before = scope(row);
    const values = relation.columns.map(({ name }) => {
      const expression = assigned.get(name);
      return expression === undefined ? before.column(name) : evaluate(expression, before);
    });
    return { values, evidence: row.evidence };
  });
};
