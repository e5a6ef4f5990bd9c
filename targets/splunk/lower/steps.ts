import type { Expression } from '../../../src/ir/expression.js';
import type { Extend, Project, Where } from '../../../src/ir/relation.js';
import { and, or, type Condition } from '../spl/expression.js';
import { assign } from './assign.js';
import type { RowStep } from './chain.js';
import { ExpressionLowering } from './expression-lowering.js';
import type { Command } from '../spl/command.js';
import { textsOf } from '../spl/fields-of.js';
import { TEXT_MARK } from './equality.js';
import { lowerMvExpand } from './mv-expand.js';
import type { Guard } from './guard.js';
import type { Binding, Scope } from './scope.js';
import type { Stage } from './stage.js';

/** Writes one operator behind the search; returns the columns after it. */
export function lowerRowStep(step: RowStep, scope: Scope, stage: Stage, guard: Guard): Scope {
  switch (step.op) {
    case 'where':
      lowerWhere(step, scope, stage, guard);
      return scope;
    case 'extend':
      return lowerExtend(step, scope, stage);
    case 'project':
      return lowerProject(step, scope, stage);
    case 'mv-expand':
      return lowerMvExpand(step, scope, stage, guard);
  }
}

/** What must hold of a row, term by term. */
export const conjuncts = (expression: Expression): readonly Expression[] =>
  expression.kind === 'call' && expression.fn === 'and' ? expression.args.flatMap(conjuncts) : [expression];

function lowerWhere(step: Where, scope: Scope, stage: Stage, guard: Guard): void {
  const lowering = new ExpressionLowering(scope, stage);
  const early: Condition[] = [];
  const late: Condition[] = [];
  // Terms on fields that are there go first: fewer events are left when columns are read from _raw.
  for (const term of conjuncts(step.predicate)) {
    const condition = lowering.holds(term);
    (stage.waiting ? late : early).push(condition);
  }
  const where = (terms: readonly Condition[]): Command => {
    const condition = guard === null ? and(...terms) : or(guard.others, and(...terms));
    const marked = textsOf(condition).includes(TEXT_MARK);
    return { command: 'where', condition, ...(marked ? { remark: 'the = in front compares numbers as texts' } : {}) };
  };
  if (early.length > 0 && late.length > 0) {
    stage.emitAhead(where(early));
    stage.emit(where(late));
  } else stage.emit(where([...early, ...late]));
}

function lowerExtend(step: Extend, scope: Scope, stage: Stage): Scope {
  const made = new Set(step.assignments.map(({ name }) => name));
  const bindings = assign(step.assignments, scope, stage, (name) => !made.has(name));
  return new Map([...scope, ...bindings]);
}

function lowerProject(step: Project, scope: Scope, stage: Stage): Scope {
  const bindings = assign(step.assignments, scope, stage, () => false);
  return new Map(step.assignments.map(({ name }): [string, Binding] => [name, bindings.get(name)!]));
}
