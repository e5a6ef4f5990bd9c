import type * as t from '@babel/types';
import * as b from '../ast/builders.js';
import * as s from '../ast/statements.js';
import { arrayOf, reference } from '../ast/type-nodes.js';
import { toJson } from '../expressions/convert.js';
import { dynamicOf, textsOf, type Lowered } from '../expressions/lowered.js';
import { cellsOf, compareFunction } from '../module/order.js';
import { RowType } from '../module/row-type.js';
import { pascalCase } from '../plan/names.js';
import type { Variable } from '../plan/pipeline.js';
import type { Accumulating, LowerAggregate } from './accumulating.js';
import { whenPresent } from './present.js';
import { limited, sizeOf } from './sets.js';

/** The values of a group in the order of its rows, as dynamic values. */
function collect(x: Accumulating, withNulls: boolean): { update: t.Statement[]; values: () => t.Expression } {
  const { query, writer, aggregate } = x;
  const value = x.argument();
  const label = aggregate.outputs[0]!.name;
  const type = new RowType<Variable | 'value'>(query.parts, query.typeName(`${pascalCase(label)}Item`, 'Item'));
  const json = { ...value, type: 'dynamic' as const, bounds: null, node: toJson(value, writer, aggregate.span) };
  const holds: Lowered = value.type === 'string' ? { ...value, nullable: false } : json;
  const entries = [
    type.entry('value', 'value', holds),
    ...aggregate.order.map(({ variable }) => type.entry(variable, variable.label, writer.readNamed(variable))),
  ];
  const { row, group } = x.member(label, arrayOf(reference(type.name)), b.array([]), false);
  const push = s.expressionStatement(b.method(row, 'push', b.object(entries)));
  const cells = cellsOf(type, aggregate.order, (variable) => variable);
  const compare = compareFunction(query.parts, type.name, cells, `The order of ${label}.`);
  query.declare(type, `A value of ${label}, and where it stands.`);
  const item = b.id('item');
  return {
    update: withNulls ? [push] : whenPresent(value, push),
    values: () =>
      b.method(
        b.method(b.spread(group), 'sort', compare),
        'map',
        b.arrow([item], b.member(item, type.nameOf('value'))),
      ),
  };
}

export const makeList =
  ({ withNulls }: { readonly withNulls: boolean }): LowerAggregate =>
  (x) => {
    const { update, values } = collect(x, withNulls);
    const isText = x.argument().type === 'string';
    const output = (): Lowered => {
      const list = withNulls ? values() : limited(x, values());
      return isText ? textsOf(list) : dynamicOf(list, false);
    };
    return { update, outputs: [output] };
  };

export const makeBag: LowerAggregate = (x) => {
  const { update, values } = collect(x, false);
  const size = sizeOf(x);
  const output = (): Lowered =>
    dynamicOf(x.writer.helper('mergedBag', values(), ...(size === null ? [] : [b.num(size)])), false);
  return { update, outputs: [output] };
};
