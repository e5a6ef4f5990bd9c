import type { Aggregate as KqlAggregate, Summarize } from '../../../src/ir/relation.js';
import type { Expression } from '../../../src/ir/expression.js';
import type { Column, KqlType } from '../../../src/ir/types.js';
import { binary, call, choose, compare, field, NULL, number, text, type Value } from '../spl/expression.js';
import type { Aggregate, SortKey } from '../spl/command.js';
import { assign } from './assign.js';
import { literalInteger } from './context.js';
import { quotedJson, type Dynamic } from './dynamic.js';
import type { ExpressionLowering } from './expression-lowering.js';
import { moved, packing, settled, sortKey } from './join-columns.js';
import { orderKeys } from './order.js';
import type { FieldBinding, Scope } from './scope.js';
import type { Assignment, Stage } from './stage.js';

/** What surrounds the `stats` of one `summarize`. */
export interface Group {
  readonly stage: Stage;
  readonly lowering: ExpressionLowering;
  /** Fields that `stats` collects, and what is made of its results. */
  readonly before: Assignment[];
  readonly after: Assignment[];
  /** The number of the row, where an aggregate depends on the order of the rows. */
  position: { readonly field: string; readonly text: Value } | null;
  /** Names that `stats` already gives. */
  readonly outputs: Set<string>;
  /** The order in which `first` is to find the rows. */
  sortedBy: { readonly id: string; readonly keys: readonly SortKey[] } | null;
}

export interface Collected {
  readonly aggregates: readonly Aggregate[];
  /** One for each output column. */
  readonly outputs: readonly FieldBinding[];
}

interface Place {
  readonly step: Summarize;
  readonly scope: Scope;
}

type LowerAggregate = (aggregate: KqlAggregate, place: Place, group: Group) => Collected;

const bound = ({ type }: Column, name: string, more: Partial<FieldBinding> = {}): FieldBinding => ({
  kind: 'field',
  field: name,
  type,
  nullable: type !== 'string',
  time: type === 'datetime' ? 'epoch' : null,
  dynamic: null,
  ...more,
});

/** The only output of most aggregates, in a field of its name. */
function output(aggregate: KqlAggregate, group: Group): { column: Column; name: string } {
  const column = aggregate.outputs[0]!;
  return { column, name: group.stage.names.take(column.name) };
}

/** The field with a value of each row; of the rows that count, where there is a filter. */
function input(value: Value, as: string, { filter }: KqlAggregate, group: Group): string {
  if (filter === null && value.kind === 'field') return value.name;
  const name = group.stage.names.take(`${as}_of`);
  const counted = filter === null ? value : choose(group.lowering.holds(filter), value, NULL);
  group.before.push({ field: name, value: counted });
  return name;
}

const count: LowerAggregate = (aggregate, _, group) => {
  const { column, name } = output(aggregate, group);
  const of = aggregate.filter === null ? null : group.lowering.holds(aggregate.filter);
  return { aggregates: [{ fn: 'count', of, as: name }], outputs: [bound(column, name, { nullable: false })] };
};

/** Values by which KQL tells elements apart are texts here: of dynamic values, those of one type. */
function plainText(expression: Expression, column: string, group: Group): Value {
  if (expression.type !== 'dynamic') return group.lowering.value(expression);
  const value = group.lowering.dynamic(expression);
  if (value.kind !== 'scalar') group.stage.notes.assume('RP3160', column);
  return group.lowering.dynamicText(expression);
}

const dcount: LowerAggregate = (aggregate, _, group) => {
  const { column, name } = output(aggregate, group);
  const of = input(plainText(aggregate.args[0]!, column.name, group), name, aggregate, group);
  return { aggregates: [{ fn: 'dc', of, as: name }], outputs: [bound(column, name, { nullable: false })] };
};

/** `min` and `max` compare as numbers what looks like numbers: a mark in front keeps strings texts. */
const extreme =
  (fn: 'min' | 'max'): LowerAggregate =>
  (aggregate, { scope }, group) => {
    const { column, name } = output(aggregate, group);
    const [argument] = aggregate.args;
    const known = argument!.kind === 'column' ? scope.get(argument!.name) : undefined;
    if (column.type === 'datetime' && known !== undefined) {
      // Times of AWS's spelling are in the order of their texts.
      const binding = settled(known, group.stage);
      if (binding.time === 'iso') group.stage.notes.assume('RP3157', argument!.kind === 'column' ? argument!.name : '');
      const of = input(field(binding.field), name, aggregate, group);
      return { aggregates: [{ fn, of, as: name }], outputs: [bound(column, name, { time: binding.time })] };
    }
    if (column.type !== 'string') {
      if (column.type === 'dynamic' || column.type === 'bool' || column.type === 'guid')
        group.stage.notes.refuse('RP3110', argument!.span, fn, `values of type ${column.type} have no order`);
      const of = input(group.lowering.value(argument!), name, aggregate, group);
      return { aggregates: [{ fn, of, as: name }], outputs: [bound(column, name)] };
    }
    const of = input(binary('.', text('='), group.lowering.text(argument!)), name, aggregate, group);
    group.after.push({ field: name, value: call('coalesce', call('substr', field(name), number(2)), text('')) });
    return { aggregates: [{ fn, of, as: name }], outputs: [bound(column, name)] };
  };

const sum: LowerAggregate = (aggregate, _, group) => {
  const { column, name } = output(aggregate, group);
  const of = input(group.lowering.number(aggregate.args[0]!), name, aggregate, group);
  group.after.push({ field: name, value: call('coalesce', field(name), number(0)) });
  return { aggregates: [{ fn: 'sum', of, as: name }], outputs: [bound(column, name, { nullable: false })] };
};

const avg: LowerAggregate = (aggregate, _, group) => {
  const { column, name } = output(aggregate, group);
  const of = input(group.lowering.number(aggregate.args[0]!), name, aggregate, group);
  if (column.type === 'real') group.after.push({ field: name, value: call('coalesce', field(name), text('NaN')) });
  return { aggregates: [{ fn: 'avg', of, as: name }], outputs: [bound(column, name)] };
};

const listOf = (name: string, of: KqlType | null): Dynamic => ({
  kind: 'list',
  of,
  values: field(name),
  single: false,
  nullable: true,
});

/** The type of what a set or a list collects, null for any; of arrays, sets collect the elements. */
function elementType(expression: Expression, group: Group, spreads: boolean): KqlType | null {
  if (expression.type !== 'dynamic') return expression.type;
  const value = group.lowering.dynamic(expression);
  if (value.kind === 'scalar') return 'string';
  return spreads && value.kind === 'list' ? value.of : null;
}

/** The elements of a set: those of an array, one level deep; else the value itself. */
function elements(expression: Expression, column: string, group: Group): Value {
  if (expression.type !== 'dynamic') return group.lowering.value(expression);
  const value = group.lowering.dynamic(expression);
  if (value.kind === 'list') return value.values;
  const plain = plainText(expression, column, group);
  if (value.kind === 'scalar') return plain;
  if (value.kind === 'opaque') group.stage.notes.assume('RP3158', column);
  const json = value.kind === 'json' ? quotedJson(value) : plain;
  return choose(compare('==', json, text('[]')), NULL, call('coalesce', call('json_array_to_mv', json), plain));
}

/** `values` puts them in the order of their text, which is the order of the reference. */
const makeSet: LowerAggregate = (aggregate, _, group) => {
  const { column, name } = output(aggregate, group);
  const of = input(elements(aggregate.args[0]!, column.name, group), name, aggregate, group);
  const size = sizeOf(aggregate.args[1]);
  if (size !== null) group.after.push({ field: name, value: firstValues(field(name), size) });
  const dynamic = listOf(name, elementType(aggregate.args[0]!, group, true));
  return { aggregates: [{ fn: 'values', of, as: name }], outputs: [bound(column, name, { dynamic })] };
};

/**
 * `list` stops at 100 values (limits.conf, [stats] list_maxsize). `values` has no limit and sorts: the row's number in front
 * keeps all values, in the order of the rows.
 */
const makeList: LowerAggregate = (aggregate, _, group) => {
  const { column, name } = output(aggregate, group);
  const [argument, limit] = aggregate.args;
  const value =
    argument!.type === 'dynamic' ? plainText(argument!, column.name, group) : group.lowering.value(argument!);
  const numbered = binary('.', binary('.', group.position!.text, text(':')), value);
  const of = input(numbered, name, aggregate, group);
  const size = sizeOf(limit);
  const kept = size === null ? field(name) : firstValues(field(name), size);
  // Ten digits and the colon go.
  group.after.push({ field: name, value: call('mvmap', kept, call('substr', field(name), number(12))) });
  const dynamic = listOf(name, elementType(argument!, group, false));
  return { aggregates: [{ fn: 'values', of, as: name }], outputs: [bound(column, name, { dynamic })] };
};

/** A size that KQL would take note of. */
function sizeOf(expression: Expression | undefined): number | null {
  const size = literalInteger(expression);
  return size === null || size < 0 || size >= 1_048_576 ? null : size;
}

const firstValues = (values: Value, size: number): Value =>
  size === 0 ? NULL : call('mvindex', values, number(0), number(size - 1));

/** The columns of the first row in an order: `first` skips NULL, so nulls travel as texts. */
function firstRow(
  aggregate: KqlAggregate,
  order: NonNullable<Group['sortedBy']>,
  { scope, step }: Place,
  group: Group,
): Collected {
  const { stage } = group;
  if (group.sortedBy !== null && group.sortedBy.id !== order.id)
    stage.notes.refuse('RP3110', step.span, aggregate.fn, 'rows can be in one order at a time');
  if (aggregate.filter !== null) stage.notes.refuse('RP3110', step.span, aggregate.fn, 'only some of the rows count');
  group.sortedBy = order;
  const named = aggregate.outputs.map(({ name }, index) => ({ name, value: aggregate.args[index]! }));
  const sources = assign(named, scope, stage, (name) => scope.has(name));
  const aggregates: Aggregate[] = [];
  const outputs = aggregate.outputs.map(({ name }): FieldBinding => {
    const source = settled(sources.get(name)!, stage);
    const own = group.outputs.has(source.field) ? stage.names.take(name) : source.field;
    const { pack, unpack } = packing(source, own);
    group.outputs.add(own);
    if (pack === null) aggregates.push({ fn: 'first', of: source.field, as: own });
    else {
      const packed = stage.names.take(`${source.field}_packed`);
      group.before.push({ field: packed, value: pack });
      aggregates.push({ fn: 'first', of: packed, as: own });
      group.after.push({ field: own, value: unpack! });
    }
    return moved(source, own);
  });
  return { aggregates, outputs };
}

const argExtreme =
  (direction: 'asc' | 'desc'): LowerAggregate =>
  (aggregate, place, group) => {
    const { scope, step } = place;
    const [argument] = aggregate.args;
    const known = argument!.kind === 'column' ? scope.get(argument!.name) : undefined;
    const binding =
      known ??
      assign([{ name: 'extreme', value: argument! }], scope, group.stage, (name) => scope.has(name)).get('extreme')!;
    const key = sortKey(binding, group.stage);
    const first: SortKey = direction === 'desc' ? { ...key, descending: true } : key;
    // Of rows that tie the first.
    const rest: readonly SortKey[] =
      group.position === null
        ? orderKeys(step.order, scope, group.stage).filter((each) => each.field !== key.field)
        : [{ field: group.position.field, as: 'num' }];
    return firstRow(aggregate, { id: `${direction} ${key.field}`, keys: [first, ...rest] }, place, group);
  };

/** The first value that is neither null nor `""`; of several columns the first row. */
const takeAny: LowerAggregate = (aggregate, place, group) => {
  if (aggregate.outputs.length > 1) return firstRow(aggregate, { id: 'rows', keys: [] }, place, group);
  const { column, name } = output(aggregate, group);
  if (group.sortedBy !== null && group.sortedBy.id !== 'rows')
    group.stage.notes.refuse('RP3110', place.step.span, 'take_any', 'rows can be in one order at a time');
  group.sortedBy = { id: 'rows', keys: [] };
  const value = group.lowering.value(aggregate.args[0]!);
  const of = input(column.type === 'string' ? call('nullif', value, text('')) : value, name, aggregate, group);
  if (column.type === 'string') group.after.push({ field: name, value: call('coalesce', field(name), text('')) });
  const dynamic: Dynamic | null = column.type === 'dynamic' ? { kind: 'opaque', value: field(name) } : null;
  return { aggregates: [{ fn: 'first', of, as: name }], outputs: [bound(column, name, { dynamic })] };
};

/** The aggregates that SPL can say exactly, one line each. */
export const AGGREGATES: ReadonlyMap<string, LowerAggregate> = new Map<string, LowerAggregate>([
  ['count', count],
  ['dcount', dcount],
  ['min', extreme('min')],
  ['max', extreme('max')],
  ['sum', sum],
  ['avg', avg],
  ['make_set', makeSet],
  ['make_list', makeList],
  ['arg_min', argExtreme('asc')],
  ['arg_max', argExtreme('desc')],
  ['take_any', takeAny],
]);
