import type { Expression } from '../../../src/ir/expression.js';
import { childrenOf } from '../../../src/ir/walk-expression.js';
import { neededBy, type Definition, type QueryPlan, type Variable } from './pipeline.js';

/** How often each variable is read. One that is not in the map is never read and is not computed. */
export type Uses = ReadonlyMap<Variable, number>;

/** Counts from the end: the output needs variables, they need others, and a stage only keeps what is needed. */
export function countUses(plan: QueryPlan): Uses {
  const uses = new Map<Variable, number>();
  const aggregates = new Set<unknown>();
  const touch = (variable: Variable): void => {
    const pending = [variable];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const seen = uses.get(next) ?? 0;
      uses.set(next, seen + 1);
      if (seen === 0) pending.push(...readBy(next.definition, plan, aggregates));
    }
  };
  const touchAll = (expression: Expression): void => {
    for (const key of variablesOf(expression)) touch(plan.variables.get(key)!);
  };
  for (const { variable } of plan.output) touch(variable);
  for (const variable of plan.evidence) touch(variable);
  for (const { origin, steps } of plan.pipelines) {
    for (const variable of neededBy(origin)) touch(variable);
    for (const step of steps) {
      if (step.kind === 'filter') touchAll(step.predicate);
      else for (const { value } of step.items) touchAll(value);
    }
  }
  return uses;
}

/** The variables that a variable is made of; those of an aggregate with several outputs count once. */
function readBy(definition: Definition, plan: QueryPlan, aggregates: Set<unknown>): readonly Variable[] {
  switch (definition.kind) {
    case 'raw':
    case 'loop':
    case 'cell':
      return [];
    case 'value':
      return variablesOf(definition.value).map((key) => plan.variables.get(key)!);
    case 'field':
      return [definition.variable];
    case 'kept':
      return definition.kept.inputs.map(({ columns }) => columns[definition.column]!);
    case 'window':
      return definition.call.args.map(({ variable }) => variable);
    case 'aggregate': {
      const { aggregate } = definition;
      if (aggregates.has(aggregate)) return [];
      aggregates.add(aggregate);
      const order = aggregate.order.map(({ variable }) => variable);
      return [...aggregate.args, ...(aggregate.filter === null ? [] : [aggregate.filter]), ...order];
    }
  }
}

/** Keys of the variables that an expression reads, each as often as it is read. */
export const variablesOf = (expression: Expression): string[] =>
  expression.kind === 'column' ? [expression.name] : childrenOf(expression).flatMap(variablesOf);
