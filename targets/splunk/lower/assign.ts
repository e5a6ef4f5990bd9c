import type { Assignment } from '../../../src/ir/relation.js';
import type { Value } from '../spl/expression.js';
import { fieldsOf } from '../spl/fields-of.js';
import { inField, quotedJson, type Dynamic } from './dynamic.js';
import { ExpressionLowering } from './expression-lowering.js';
import { fieldsBehind, type Binding, type FieldBinding, type Scope } from './scope.js';
import type { Stage } from './stage.js';

interface Computed {
  readonly name: string;
  readonly value: Value;
  readonly assignment: Assignment;
  readonly dynamic: Dynamic | null;
  readonly nullable: boolean;
}

/**
 * The assignments of one `extend` or `project`. KQL's all read the row before the operator, an `eval` of SPL works from left
 * to right: so an assignment that overwrites a field comes behind those that read it, or gets a field of its own.
 *
 * @returns the bindings of the assigned names
 */
export function assign(
  assignments: readonly Assignment[],
  scope: Scope,
  stage: Stage,
  keeps: (name: string) => boolean,
): ReadonlyMap<string, Binding> {
  const lowering = new ExpressionLowering(scope, stage);
  const bindings = new Map<string, Binding>();
  const computed: Computed[] = [];
  for (const assignment of assignments) {
    const { name, value } = assignment;
    const same = value.kind === 'column' ? scope.get(value.name) : undefined;
    if (same !== undefined) bindings.set(name, same);
    else computed.push(compute(assignment, lowering));
  }
  const kept = [...bindings.values(), ...[...scope].filter(([name]) => keeps(name)).map(([, binding]) => binding)];
  const assigned: { field: string; value: Value }[] = [];
  for (const { step, target } of inOrder(computed, scope, kept, stage)) {
    stage.forget(target);
    assigned.push({ field: target, value: step.value });
    bindings.set(step.name, bind(step, target));
  }
  if (assigned.length > 0) stage.emit({ command: 'eval', assignments: assigned });
  return bindings;
}

function compute(assignment: Assignment, lowering: ExpressionLowering): Computed {
  const { name, value } = assignment;
  const dynamic = value.type === 'dynamic' ? lowering.dynamic(value) : null;
  // An array stays a multivalue, whose elements can be taken, and JSON that is nowhere else JSON; every other value becomes text.
  const lowered =
    dynamic?.kind === 'list'
      ? dynamic.values
      : dynamic?.kind === 'json' && dynamic.path.length === 0
        ? quotedJson(dynamic)
        : lowering.value(value);
  return { name, value: lowered, assignment, dynamic, nullable: lowering.isNullable(value) };
}

function bind({ assignment, dynamic, nullable }: Computed, target: string): FieldBinding {
  const { type } = assignment.value;
  const time = type === 'datetime' ? 'epoch' : null;
  return {
    kind: 'field',
    field: target,
    type,
    nullable,
    time,
    dynamic: dynamic === null ? null : inField(dynamic, target),
  };
}

/** Decides the field of each value and the order in which they are written. */
function inOrder(
  computed: readonly Computed[],
  scope: Scope,
  kept: readonly Binding[],
  stage: Stage,
): { step: Computed; target: string }[] {
  const needed = new Set(kept.flatMap((binding) => [...fieldsBehind(binding)]));
  for (const { dynamic } of computed) {
    if (dynamic?.kind === 'json' && dynamic.path.length > 0)
      for (const name of fieldsOf(dynamic.root)) needed.add(name);
  }
  const reusable = (name: string): string | null => {
    const before = fieldNow(scope.get(name), stage);
    return before === null || stage.isProtected(before) || needed.has(before) ? null : before;
  };
  const waiting = [...computed];
  const ordered: { step: Computed; target: string }[] = [];
  while (waiting.length > 0) {
    const free = waiting.findIndex((step) => {
      const target = reusable(step.name);
      return target === null || !waiting.some((other) => other !== step && fieldsOf(other.value).has(target));
    });
    const [step] = waiting.splice(Math.max(free, 0), 1);
    const target = free < 0 ? null : reusable(step!.name);
    ordered.push({ step: step!, target: target ?? stage.names.take(stage.naming(step!.name)) });
  }
  return ordered;
}

/** The field that a column is in, or null when nobody has read it from the event yet. */
export function fieldNow(binding: Binding | undefined, stage: Stage): string | null {
  if (binding === undefined) return null;
  return binding.kind === 'raw' ? stage.fieldOf(binding.column) : binding.field;
}
