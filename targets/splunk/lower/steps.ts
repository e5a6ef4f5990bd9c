import type { Expression } from '../../../src/ir/expression.js';
import type { Extend, MvExpand, Project, Where } from '../../../src/ir/relation.js';
import {
  and,
  call,
  choose,
  compare,
  field,
  or,
  test,
  text,
  NULL,
  number,
  type Call,
  type Condition,
  type Value,
} from '../spl/expression.js';
import { assign, fieldNow } from './assign.js';
import type { Step } from './chain.js';
import type { Dynamic } from './dynamic.js';
import { ExpressionLowering } from './expression-lowering.js';
import type { Command } from '../spl/command.js';
import { textsOf } from '../spl/fields-of.js';
import { TEXT_MARK } from './equality.js';
import { fieldsBehind, type Binding, type FieldBinding, type Scope } from './scope.js';
import type { Stage } from './stage.js';

/**
 * Rows that a step is about, while two sides of a join share the rows of the search: the others pass through. Null: all rows.
 */
export type Guard = { readonly applies: Condition; readonly others: Condition } | null;

/** Writes one operator behind the search; returns the columns after it. */
export function lowerStep(step: Step, scope: Scope, stage: Stage, guard: Guard): Scope {
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

/**
 * `mv-expand` of one array. A null gives one row with null, `[]` no row, a value that is no array one row with itself.
 * `mvexpand` works on fields with values, so null travels as the text `null`, which no object or list element here is.
 */
function lowerMvExpand(step: MvExpand, scope: Scope, stage: Stage, guard: Guard): Scope {
  const [item] = step.items;
  if (item === undefined || step.items.length > 1 || item.type !== 'dynamic' || step.bagExpansion !== 'bag') {
    stage.notes.refuse('RP3101', step.span, 'mv-expand of several columns, to a type or of bags to pairs');
    return scope;
  }
  const lowering = new ExpressionLowering(scope, stage);
  const value = lowering.dynamic(item.value);
  const elements = elementsOf(value, item.value, step, stage, guard);
  const before = fieldNow(scope.get(item.name), stage);
  const others = [...scope].filter(([name]) => name !== item.name).flatMap(([, binding]) => [...fieldsBehind(binding)]);
  const free = before !== null && !stage.isProtected(before) && !others.includes(before);
  const name = free ? before : stage.names.take(stage.naming(item.name));
  const position = step.itemIndex === null ? null : stage.names.take(step.itemIndex);
  const ordinal = position !== null && !stage.query.includes(step.itemIndex!);
  const source = [{ field: name, value: guard === null ? elements : choose(guard.applies, elements, text('null')) }];
  if (position !== null && !ordinal) source.push({ field: name, value: numbered(field(name)) });
  stage.emit({ command: 'eval', assignments: source });
  stage.forget(name);
  stage.emit({ command: 'mvexpand', field: name });
  if (ordinal) stage.emit({ command: 'streamstats', count: position });
  const bare =
    position === null || ordinal ? field(name) : call('replace', field(name), text('(?s)^[0-9]+:'), text(''));
  // The elements of a list of strings are no nulls, whatever they are called.
  const element = value.kind === 'list' ? bare : call('nullif', bare, text('null'));
  const assignments = element.kind === 'field' ? [] : [{ field: name, value: element }];
  if (position !== null && !ordinal) assignments.unshift({ field: position, value: positionIn(name) });
  if (assignments.length > 0) stage.emit({ command: 'eval', assignments });
  const bindings = new Map(scope);
  bindings.set(item.name, expandedBinding(name, value));
  if (step.itemIndex !== null && position !== null) bindings.set(step.itemIndex, positionBinding(position));
  return new Map(step.columns.map((column): [string, Binding] => [column.name, bindings.get(column.name)!]));
}

const positionBinding = (name: string): FieldBinding => ({
  kind: 'field',
  field: name,
  type: 'long',
  nullable: false,
  time: null,
  dynamic: null,
});

function elementsOf(value: Dynamic, expression: Expression, step: MvExpand, stage: Stage, guard: Guard): Value {
  if (value.kind === 'list') {
    const some = test('isnotnull', value.values);
    // An index out of range makes an empty array: no row.
    if (value.nullable) stage.emit({ command: 'where', condition: guard === null ? some : or(guard.others, some) });
    return value.values;
  }
  if (value.kind !== 'json' || value.path.length > 0 || !isResources(expression)) {
    stage.notes.refuse('RP3108', step.span);
    return NULL;
  }
  stage.notes.assume('RP3153');
  stage.notes.assume('RP3154', 'mvexpand');
  const json = value.root;
  const some = compare('!=', json, text('[]'));
  stage.emit({ command: 'where', condition: guard === null ? some : or(guard.others, some) });
  const itself = value.empty ? call('nullif', json, text('')) : json;
  return call('coalesce', call('json_array_to_mv', json), itself, text('null'));
}

/** CloudTrail's one documented array among the columns: others may hold bags, which expand in another way. */
const isResources = (expression: Expression): boolean =>
  expression.kind === 'column'
    ? expression.name === 'Resources'
    : expression.kind === 'call' && expression.fn === 'parse_json' && isResources(expression.args[0]!);

/** `0:first`, `1:second`, …: mvexpand keeps no positions. */
const numbered = (values: Value): Value =>
  call('mvzip', call('mvrange', number(0), call('mvcount', values)), values, text(':'));

const positionIn = (name: string): Call => call('tonumber', call('replace', field(name), text('(?s):.*$'), text('')));

function expandedBinding(name: string, value: Dynamic): FieldBinding {
  const dynamic: Dynamic =
    value.kind === 'json'
      ? { kind: 'json', root: field(name), path: [], spelled: true, empty: false }
      : { kind: 'scalar', value: field(name), nullable: false };
  return { kind: 'field', field: name, type: 'dynamic', nullable: true, time: null, dynamic };
}
