import type { Expression } from '../../../src/ir/expression.js';
import type { MvExpand } from '../../../src/ir/relation.js';
import { call, choose, compare, field, not, number, or, test, text, TRUTH } from '../spl/expression.js';
import type { Call, Condition, Value } from '../spl/expression.js';
import { fieldNow } from './assign.js';
import { elementOf, quotedJson, type Dynamic } from './dynamic.js';
import { ExpressionLowering } from './expression-lowering.js';
import type { Guard } from './guard.js';
import { fieldsBehind, type Binding, type FieldBinding, type Scope } from './scope.js';
import type { Stage } from './stage.js';

/**
 * `mv-expand` of one value. A null gives one row with null, `[]` and `{}` none, a value that is no array or bag one row with
 * itself. `mvexpand` works on fields with values, so null travels as the text `null`.
 */
export function lowerMvExpand(step: MvExpand, scope: Scope, stage: Stage, guard: Guard): Scope {
  const [item] = step.items;
  if (item === undefined || step.items.length > 1 || step.bagExpansion !== 'bag') {
    stage.notes.refuse('RP3108', step.span, 'several columns, or bags to arrays, have no SPL form');
    return new Map(step.columns.map(({ name }) => [name, scope.get(name) ?? positionBinding(name)]));
  }
  const lowering = new ExpressionLowering(scope, stage);
  const value = lowering.dynamic(item.value);
  if (item.type !== 'dynamic' && !(item.type === 'string' && value.kind === 'list' && value.of === 'string'))
    stage.notes.refuse(
      'RP3108',
      step.span,
      `to typeof(${item.type}) needs the types of the elements, which SPL does not keep`,
    );
  const name = fieldFor(item.name, scope, stage);
  const position = step.itemIndex === null ? null : stage.names.take(step.itemIndex);
  const ordinal = position !== null && !stage.writing.query.includes(step.itemIndex!);
  const elements = elementsOf({ value, expression: item.value, name, lowering, stage, guard });
  const source = [{ field: name, value: guard === null ? elements : choose(guard.applies, elements, text('null')) }];
  if (position !== null && !ordinal) source.push({ field: name, value: numbered(field(name)) });
  stage.emit({ command: 'eval', assignments: source });
  stage.forget(name);
  stage.notes.assume('RP3154', 'mvexpand');
  stage.emit({ command: 'mvexpand', field: name });
  if (ordinal) stage.emit({ command: 'streamstats', aggregates: [{ fn: 'count', of: null, as: position }] });
  const bare =
    position === null || ordinal ? field(name) : call('replace', field(name), text('(?s)^[0-9]+:'), text(''));
  // The elements of a list of strings are no nulls, whatever they are called.
  const element = value.kind === 'list' ? bare : call('nullif', bare, text('null'));
  const assignments = element.kind === 'field' ? [] : [{ field: name, value: element }];
  if (position !== null && !ordinal) assignments.unshift({ field: position, value: positionIn(name) });
  if (assignments.length > 0) stage.emit({ command: 'eval', assignments });
  const bindings = new Map(scope);
  bindings.set(item.name, expandedBinding(name, value, item.value, item.type === 'string'));
  if (step.itemIndex !== null && position !== null) bindings.set(step.itemIndex, positionBinding(position));
  return new Map(step.columns.map((column): [string, Binding] => [column.name, bindings.get(column.name)!]));
}

/** The field of the column that is expanded, if nothing else needs its value, else one of its own. */
function fieldFor(name: string, scope: Scope, stage: Stage): string {
  const before = fieldNow(scope.get(name), stage);
  const others = [...scope].filter(([other]) => other !== name).flatMap(([, binding]) => [...fieldsBehind(binding)]);
  const free = before !== null && !stage.isProtected(before) && !others.includes(before);
  return free ? before : stage.names.take(stage.naming(name));
}

const positionBinding = (name: string): FieldBinding => ({
  kind: 'field',
  field: name,
  type: 'long',
  nullable: false,
  time: null,
  dynamic: null,
});

interface Expanding {
  readonly value: Dynamic;
  readonly expression: Expression;
  /** The field that will hold the elements. */
  readonly name: string;
  readonly lowering: ExpressionLowering;
  readonly stage: Stage;
  readonly guard: Guard;
}

/** The elements as a multivalue; rows that have none are gone. */
function elementsOf({ value, expression, name, lowering, stage, guard }: Expanding): Value {
  const keep = (some: Condition): void =>
    stage.emit({ command: 'where', condition: guard === null ? some : or(guard.others, some) });
  if (value.kind === 'list') {
    // An index out of range makes an empty array: no row.
    if (value.nullable) keep(test('isnotnull', value.values));
    return value.values;
  }
  if (value.kind === 'scalar') return call('coalesce', value.value, text('null'));
  if (value.kind === 'json' && value.path.length === 0 && isResources(expression)) {
    stage.notes.assume('RP3153');
    const json = value.root;
    keep(compare('!=', json, text('[]')));
    const itself = value.empty ? call('nullif', json, text('')) : json;
    return call('coalesce', call('json_array_to_mv', json), itself, text('null'));
  }
  if (value.kind === 'opaque') stage.notes.assume('RP3158', 'what mv-expand expands');
  const whole = value.kind === 'json' ? quotedJson(value) : lowering.dynamicText(expression);
  const json = field(name);
  if (whole.kind !== 'field' || whole.name !== name)
    stage.emit({ command: 'eval', assignments: [{ field: name, value: whole }] });
  keep(not(test('in', call('coalesce', json, text('')), text('[]'), text('{}'))));
  // An array's elements as JSON, strings in their quotes; a bag's entries as bags; else the value itself.
  return call('coalesce', call('json_array_to_mv', json, TRUTH), entries(json), json, text('null'));
}

/** `{"a":1,"b":2}` as `{"a":1}` and `{"b":2}`: json_entries() tells `{"key":"a","value":1}`. */
const entries = (json: Value): Value =>
  call(
    'mvmap',
    call('json_array_to_mv', call('json_entries', json)),
    call('replace', json, text('(?s)^\\{"key":("(?:[^"\\\\]|\\\\.)*"),"value":(.*)\\}$'), text('{\\1:\\2}')),
  );

/** CloudTrail's one documented array among the columns. */
const isResources = (expression: Expression): boolean =>
  expression.kind === 'column'
    ? expression.name === 'Resources'
    : expression.kind === 'call' && expression.fn === 'parse_json' && isResources(expression.args[0]!);

/** `0:first`, `1:second`, …: mvexpand keeps no positions. */
const numbered = (values: Value): Value =>
  call('mvzip', call('mvrange', number(0), call('mvcount', values)), values, text(':'));

const positionIn = (name: string): Call => call('tonumber', call('replace', field(name), text('(?s):.*$'), text('')));

function expandedBinding(name: string, value: Dynamic, expression: Expression, isString: boolean): FieldBinding {
  if (isString) return { kind: 'field', field: name, type: 'string', nullable: false, time: null, dynamic: null };
  // The objects of Resources keep their text; other elements are JSON, strings in quotes.
  const spelled = isResources(expression);
  const dynamic: Dynamic =
    value.kind === 'list'
      ? elementOf(value, field(name), false)
      : value.kind === 'scalar'
        ? { kind: 'scalar', value: field(name), nullable: true }
        : { kind: 'json', root: field(name), path: [], spelled, empty: false };
  return { kind: 'field', field: name, type: 'dynamic', nullable: true, time: null, dynamic };
}
