import type { Aggregate as KqlAggregate } from '../../../src/ir/relation.js';
import type { Aggregate, SortKey } from '../spl/command.js';
import { call, field, text } from '../spl/expression.js';
import {
  bound,
  input,
  output,
  type Collected,
  type Group,
  type LowerAggregate,
  type Place,
} from './aggregate-group.js';
import { assign } from './assign.js';
import type { Dynamic } from './dynamic.js';
import { moved, packing, settled, sortKey } from './join-columns.js';
import { orderKeys } from './order.js';
import type { FieldBinding } from './scope.js';

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

export const argExtreme =
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
export const takeAny: LowerAggregate = (aggregate, place, group) => {
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
