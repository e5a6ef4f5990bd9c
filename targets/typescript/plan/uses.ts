import type { Expression } from '../../../src/ir/expression.js';
import { childrenOf } from '../../../src/ir/walk-expression.js';
import type { Pipeline, QueryPlan, Variable } from './pipeline.js';

/** How often each variable is read. One that is not in the map is never read and is not computed. */
export type Uses = ReadonlyMap<Variable, number>;

/** Counts from the end: the output needs variables, they need others, and a join's sides only keep what is needed. */
export function countUses(plan: QueryPlan): Uses {
  const uses = new Map<Variable, number>();
  const touch = (pipeline: Pipeline, variable: Variable): void => {
    const seen = uses.get(variable) ?? 0;
    uses.set(variable, seen + 1);
    if (seen > 0) return;
    const { definition } = variable;
    if (definition.kind === 'value') touchAll(pipeline, definition.value);
    if (definition.kind === 'field' && pipeline.origin.kind === 'join') {
      touch(pipeline.origin.join[definition.side].pipeline, definition.variable);
    }
  };
  const touchAll = (pipeline: Pipeline, expression: Expression): void => {
    for (const key of variablesOf(expression)) touch(pipeline, pipeline.variables.get(key) as Variable);
  };
  const visit = (pipeline: Pipeline): void => {
    for (const step of pipeline.steps) {
      if (step.kind === 'filter') touchAll(pipeline, step.predicate);
      else for (const { value } of step.items) touchAll(pipeline, value);
    }
    if (pipeline.origin.kind !== 'join') {
      if (pipeline.origin.kind === 'log') touch(pipeline, pipeline.origin.time);
      return;
    }
    const { left, right, leftOrder } = pipeline.origin.join;
    for (const { pipeline: side, keys } of [left, right]) for (const key of keys) touch(side, key);
    for (const variable of leftOrder) touch(left.pipeline, variable);
    visit(left.pipeline);
    visit(right.pipeline);
  };
  for (const variable of [...plan.output.map(({ variable }) => variable), ...plan.evidence])
    touch(plan.pipeline, variable);
  visit(plan.pipeline);
  return uses;
}

/** Keys of the variables that an expression reads, each as often as it is read. */
export const variablesOf = (expression: Expression): string[] =>
  expression.kind === 'column' ? [expression.name] : childrenOf(expression).flatMap(variablesOf);
