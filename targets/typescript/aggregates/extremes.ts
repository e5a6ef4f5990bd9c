import type * as t from '@babel/types';
import * as b from '../ast/builders.js';
import * as s from '../ast/statements.js';
import { orNull, reference } from '../ast/type-nodes.js';
import { anyOf } from '../expressions/logic.js';
import { boolOf, typeNode, type Lowered } from '../expressions/lowered.js';
import { cellsOf, compareFunction, type CellOrder } from '../module/order.js';
import { RowType } from '../module/row-type.js';
import { pascalCase } from '../plan/names.js';
import type { Variable } from '../plan/pipeline.js';
import type { HelperName } from '../runtime/helpers.js';
import type { Accumulated, Accumulating, LowerAggregate } from './accumulating.js';
import { whenPresent } from './present.js';

/** `min` and `max`: of no value null, or the empty text. */
export const extreme =
  (direction: 'asc' | 'desc'): LowerAggregate =>
  (x) => {
    const { writer, query, aggregate } = x;
    const value = x.argument();
    const { type, bounds } = value;
    const named = (alias: string): void => void query.parts.helpers.add(alias as HelperName);
    const memberType =
      type === 'dynamic' ? typeNode(value, named) : orNull(typeNode({ ...value, nullable: false }, named));
    const { row, group } = x.member(aggregate.outputs[0]!.name, memberType, b.nul());
    const compare = COMPARE[type];
    const output = (): Lowered => ({
      ...{ type, bounds, nullable: type !== 'string' },
      node: type === 'string' ? b.logical(group, '??', b.str('')) : group,
    });
    if (compare === undefined) {
      const helper = direction === 'asc' ? 'least' : 'greatest';
      return { update: [s.assign(row, writer.helper(helper, row, value.node))], outputs: [output] };
    }
    const [a, c] = [b.id('a'), b.id('b')];
    const [left, right] = direction === 'asc' ? [a, c] : [c, a];
    const byValue = writer.helper(compare, left, right);
    // NaN loses either way.
    const order = type === 'real' ? b.logical(writer.helper('compareMissing', a, c), '||', byValue) : byValue;
    const isName = direction === 'asc' && type !== 'real';
    const first = writer.helper('firstOf', row, value.node, isName ? b.id(compare) : b.arrow([a, c], order));
    return { update: whenPresent(value, s.assign(row, first)), outputs: [output] };
  };

/** Types that JavaScript's own `<` does not order as KQL does. */
const COMPARE: Readonly<Record<string, HelperName | undefined>> = {
  string: 'compareText',
  real: 'compareReals',
  dynamic: 'compareDynamic',
};

export const argumentOfExtreme =
  (direction: 'asc' | 'desc'): LowerAggregate =>
  (x) => {
    const first = x.argument();
    return keepRow(
      x,
      (type) => [{ direction, nulls: 'last', read: (row) => type.read(0, row) }, ...ordered(type, x)],
      first,
    );
  };

/** One column: of the rows that have a value the first, else the first of all. */
export const takeAny: LowerAggregate = (x) => {
  const value = x.argument();
  if (x.aggregate.outputs.length > 1) return keepRow(x, (type) => ordered(type, x), value);
  return keepRow(
    x,
    (type) => [{ direction: 'asc', nulls: 'first', read: (row) => isBlank(type.read(0, row)) }, ...ordered(type, x)],
    value,
  );
};

function isBlank({ node, type, nullable }: Lowered): Lowered {
  const isNull = nullable ? [b.binary(node, '===', b.nul())] : [];
  const isEmpty = type === 'string' || type === 'dynamic' ? [b.binary(node, '===', b.str(''))] : [];
  return boolOf(anyOf([...isNull, ...isEmpty]));
}

type KeptKey = Variable | number;

const ordered = (type: RowType<KeptKey>, { aggregate }: Accumulating): CellOrder[] =>
  cellsOf(type, aggregate.order, (variable) => variable);

/** Keeps what the outputs need of the row that comes first in an order. */
function keepRow(
  x: Accumulating,
  order: (type: RowType<KeptKey>) => readonly CellOrder[],
  first: Lowered,
): Accumulated {
  const { query, writer, aggregate } = x;
  const label = aggregate.fn;
  const type = new RowType<KeptKey>(query.parts, query.typeName(`${pascalCase(label)}Row`, 'Row'));
  const values = aggregate.args.map((_, index) => (index === 0 ? first : x.argument(index)));
  const entries = [
    ...values.map((value, index) => type.entry(index, aggregate.outputs[index]!.name, value)),
    ...aggregate.order.map(({ variable }) => type.entry(variable, variable.label, writer.readNamed(variable))),
  ];
  const { row, group } = x.member(label, orNull(reference(type.name)), b.nul());
  const doc = `${label} keeps the first row in this order.`;
  const compare = compareFunction(query.parts, type.name, order(type), doc);
  query.declare(type, `What ${label} keeps of a row.`);
  const kept = writer.helper('firstOf', row, b.object(entries), compare);
  const read = (index: number) => (): Lowered => type.read(index, group as t.Expression, true);
  return { update: [s.assign(row, kept)], outputs: values.map((_, index) => read(index)) };
}
