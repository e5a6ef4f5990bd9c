import type { Relation } from '../../../src/ir/relation.js';
import { columnsRead } from '../../../src/ir/walk-expression.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import { tableByName } from '../../../src/schema/tables.js';
import type { Window } from '../../../src/target/target.js';
import type { Notes } from '../notes.js';
import { describeSource, sourceTerms, type Settings } from '../settings.js';
import type { Condition, Value } from '../spl/expression.js';
import { textsOf } from '../spl/fields-of.js';
import type { Command, Search, SearchTerm } from '../spl/command.js';
import { chainOf, type Step } from './chain.js';
import { mergeEvals } from '../spl/merge-evals.js';
import { indexTerms } from './index-terms.js';
import { lowerJoin } from './join.js';
import { lowerOutput } from './output.js';
import { sourceScope, type Scope } from './scope.js';
import { lowerStep } from './steps.js';
import { UNPRINTABLE } from './patterns.js';
import { Stage } from './stage.js';

/** The columns that steps read from what is below them; the topmost is the plan's own `project`. */
function neededBelow(steps: readonly Step[]): ReadonlySet<string> {
  return steps.reduceRight<ReadonlySet<string>>((needed, step) => {
    const below = new Set<string>(step.op === 'project' ? [] : needed);
    if (step.op === 'where') return columnsRead(step.predicate, below);
    const assignments = step.op === 'mv-expand' ? step.items : step.assignments;
    for (const { name } of assignments) below.delete(name);
    for (const { name, value } of assignments)
      if (step.op !== 'project' || needed.size === 0 || needed.has(name)) columnsRead(value, below);
    return below;
  }, new Set());
}

/** The whole rule as one search, or null when the notes have a refusal. */
export function lowerRule(rule: RuleIR, settings: Settings, window: Window | undefined, notes: Notes): Search | null {
  const stage = new Stage(notes, rule.query);
  const scope = lowerRelation(rule.plan, stage);
  if (scope !== null) lowerOutput(rule, scope, stage);
  refuseUnprintable(stage.commands, rule, notes);
  if (notes.reasons.length > 0) return null;
  notes.assume('RP3150', describeSource(settings));
  const time: readonly SearchTerm[] =
    window === undefined ? [] : [{ kind: 'time', earliest: window.start, latest: window.end }];
  return {
    terms: [...sourceTerms(settings), ...time, ...indexTerms(rule.plan)],
    remarks: [rule.rule.name],
    commands: mergeEvals(stage.commands),
  };
}

/** Patterns write such characters as escapes; elsewhere SPL has no way to. */
function refuseUnprintable(commands: readonly Command[], rule: RuleIR, notes: Notes): void {
  const expressions = commands.flatMap((command): readonly (Condition | Value)[] => {
    if (command.command === 'where') return [command.condition];
    return command.command === 'eval' ? command.assignments.map(({ value }) => value) : [];
  });
  for (const text of expressions.flatMap(textsOf)) {
    if (UNPRINTABLE.test(text)) notes.refuse('RP3114', rule.plan.span, JSON.stringify(text.slice(0, 40)));
  }
}

function lowerRelation(relation: Relation, stage: Stage): Scope | null {
  const { base, steps } = chainOf(relation);
  if (base.op === 'datatable') {
    stage.notes.refuse('RP3101', base.span, 'datatable');
    return null;
  }
  if (base.op === 'source' && tableByName(base.table) === undefined) {
    stage.notes.refuse('RP3113', base.span, base.table);
    return null;
  }
  const start = base.op === 'join' ? lowerJoin(base, neededBelow(steps), stage) : sourceScope(base);
  return steps.reduce<Scope>((scope, step) => lowerStep(step, scope, stage, null), start);
}
