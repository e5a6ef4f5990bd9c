import type { Window, WindowCall } from '../../../src/ir/relation.js';
import { assign } from './assign.js';
import { call, compare, choose, field, number, text } from '../spl/expression.js';
import { literalInteger } from './context.js';
import { ExpressionLowering } from './expression-lowering.js';
import { moved, packing, settled } from './join-columns.js';
import { sortBy } from './order.js';
import type { Binding, FieldBinding, Scope } from './scope.js';
import type { Stage } from './stage.js';

/** Window functions, by `streamstats` over the rows in their order; `next` looks at the rows the other way round. */
export function lowerWindow(step: Window, scope: Scope, stage: Stage): Scope {
  sortBy(step.order, scope, stage);
  const made = step.calls.map((each): [string, Binding] => [each.name, lowerCall(each, step, scope, stage)]);
  return new Map([...scope, ...made]);
}

function lowerCall(window: WindowCall, step: Window, scope: Scope, stage: Stage): FieldBinding {
  switch (window.fn) {
    case 'row_number':
      if (window.args.length < 2) return rowNumber(window, stage);
      break;
    case 'prev':
    case 'next':
      if (window.args.length < 2 || literalInteger(window.args[1]) !== null) return neighbour(window, scope, stage);
      break;
    case 'row_cumsum':
      if (window.args.length === 1) return cumulated(window, scope, stage);
      break;
    default:
  }
  stage.notes.refuse('RP3101', step.span, `${window.fn} with a restart`);
  return bound(window, stage.names.take(window.name));
}

const bound = ({ type }: WindowCall, name: string, more: Partial<FieldBinding> = {}): FieldBinding => ({
  kind: 'field',
  field: name,
  type,
  nullable: type !== 'string',
  time: type === 'datetime' ? 'epoch' : null,
  dynamic: type === 'dynamic' ? { kind: 'opaque', value: field(name) } : null,
  ...more,
});

function rowNumber(window: WindowCall, stage: Stage): FieldBinding {
  const name = stage.names.take(window.name);
  stage.emit({ command: 'streamstats', aggregates: [{ fn: 'count', of: null, as: name }] });
  const start = window.args.length === 0 ? 1 : (literalInteger(window.args[0]) ?? 1);
  if (start !== 1)
    stage.emit({
      command: 'eval',
      assignments: [{ field: name, value: { kind: 'binary', op: '+', left: field(name), right: number(start - 1) } }],
    });
  return bound(window, name, { nullable: false });
}

/** A null term adds nothing; before the first one that is there, the sum is null. */
function cumulated(window: WindowCall, scope: Scope, stage: Stage): FieldBinding {
  const term = argument(window, scope, stage);
  const name = stage.names.take(window.name);
  stage.emit({ command: 'streamstats', aggregates: [{ fn: 'sum', of: term.field, as: name }] });
  return bound(window, name);
}

/** The value so many rows away: the first of as many rows before, of which there must be as many. */
function neighbour(window: WindowCall, scope: Scope, stage: Stage): FieldBinding {
  const distance = literalInteger(window.args[1]) ?? 1;
  if (distance < 1 || distance > 10_000) {
    stage.notes.refuse('RP3103', window.args[1]!.span, window.fn, 'a distance from 1 to 10,000');
    return bound(window, stage.names.take(window.name));
  }
  const source = argument(window, scope, stage);
  const name = stage.names.take(window.name);
  const [packed, seen] = [stage.names.take(`${name}_of`), stage.names.take(`${name}_rows`)];
  const { pack, unpack } = packing(source, name);
  stage.emit({ command: 'eval', assignments: [{ field: packed, value: pack ?? field(source.field) }] });
  if (window.fn === 'next') stage.emit({ command: 'reverse' });
  stage.emit({
    command: 'streamstats',
    before: distance,
    aggregates: [
      { fn: 'count', of: null, as: seen },
      { fn: 'first', of: packed, as: name },
    ],
  });
  if (window.fn === 'next') stage.emit({ command: 'reverse' });
  const otherwise =
    window.args[2] === undefined
      ? window.type === 'string'
        ? text('')
        : call('null')
      : new ExpressionLowering(scope, stage).value(window.args[2]);
  const there = compare('==', field(seen), number(distance));
  stage.emit({
    command: 'eval',
    assignments: [{ field: name, value: choose(there, unpack ?? field(name), otherwise) }],
  });
  const row = moved(source, name);
  if (window.args[2] !== undefined && row.time === 'iso')
    stage.notes.refuse('RP3104', window.args[2].span, 'datetime', 'form of a default');
  return window.type === 'dynamic' ? bound(window, name) : { ...row, nullable: window.type !== 'string' };
}

function argument(window: WindowCall, scope: Scope, stage: Stage): FieldBinding {
  const assignment = { name: `${window.name}_of`, value: window.args[0]! };
  const bindings = assign([assignment], scope, stage, (name) => scope.has(name));
  return settled(bindings.get(assignment.name)!, stage);
}
