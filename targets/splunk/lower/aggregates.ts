import { binary, call, field, number, text } from '../spl/expression.js';
import { makeList, makeSet } from './aggregate-collections.js';
import { bound, input, output, plainText, type LowerAggregate } from './aggregate-group.js';
import { argExtreme, takeAny } from './aggregate-rows.js';
import { settled } from './join-columns.js';

const count: LowerAggregate = (aggregate, _, group) => {
  const { column, name } = output(aggregate, group);
  const of = aggregate.filter === null ? null : group.lowering.holds(aggregate.filter);
  return { aggregates: [{ fn: 'count', of, as: name }], outputs: [bound(column, name, { nullable: false })] };
};

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
  if (column.type === 'long') group.stage.notes.assume('RP3167', 'sum');
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
