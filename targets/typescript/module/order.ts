import type * as t from '@babel/types';
import type { OrderKey } from '../../../src/ir/relation.js';
import * as b from '../ast/builders.js';
import { withDoc } from '../ast/print.js';
import * as s from '../ast/statements.js';
import { keyword, reference } from '../ast/type-nodes.js';
import { isWhole, type Lowered } from '../expressions/lowered.js';
import type { Order } from '../plan/pipeline.js';
import type { ModuleParts } from './parts.js';
import type { RowType } from './row-type.js';

/** How two rows compare by one cell of each. */
export interface CellOrder extends Omit<OrderKey, 'name'> {
  readonly read: (row: t.Expression) => Lowered;
}

/** A function of the module that orders two rows; its name. */
export function compareFunction(
  parts: ModuleParts,
  typeName: string,
  cells: readonly CellOrder[],
  doc: string,
): t.Identifier {
  const [left, right] = [b.id('a'), b.id('b')];
  const comparisons = cells.flatMap((cell) => compareCell(parts, cell, left, right));
  const [first = b.num(0), ...rest] = comparisons;
  const order = rest.reduce<t.Expression>((before, next) => b.logical(before, '||', next), first);
  const name = parts.functionName(`compare${typeName}s`);
  const row = reference(typeName);
  const [a, c] = comparisons.length === 0 ? ['_a', '_b'] : ['a', 'b'];
  const parameters = [a!, c!].map((parameter) => ({ name: parameter, type: row }));
  const declaration = s.functionDeclaration(name, parameters, keyword('number'), [s.returns(order)]);
  parts.constants.push(withDoc(declaration, [doc]));
  return b.id(name);
}

/** The cells of an order whose columns are fields of a row. */
export const cellsOf = <Key>(type: RowType<Key>, order: Order, keyOf: (variable: Order[number]['variable']) => Key) =>
  order.map(({ variable, direction, nulls }): CellOrder => ({
    direction,
    nulls,
    read: (row) => type.read(keyOf(variable), row),
  }));

/** Comparisons to be tried one after the other: first of where the nulls are, if that is not where they usually are. */
function compareCell(
  parts: ModuleParts,
  { read, direction, nulls }: CellOrder,
  left: t.Expression,
  right: t.Expression,
): t.Expression[] {
  const [a, c] = direction === 'asc' ? [read(left), read(right)] : [read(right), read(left)];
  if (a.node.type.endsWith('Literal')) return [];
  const usual = (direction === 'asc') === (nulls === 'first');
  const byValue = compareValues(parts, a, c);
  if (usual || (!a.nullable && a.type !== 'real')) return [byValue];
  // Ascending with nulls last, or descending with nulls first: either way the null is the greater one before the swap.
  return [parts.helper('compareMissing', a.node, c.node), byValue];
}

function compareValues(parts: ModuleParts, { type, bounds, nullable, node }: Lowered, other: Lowered): t.Expression {
  if (isWhole(type) && bounds !== null && !nullable) return b.binary(node, '-', other.node);
  switch (type) {
    case 'string':
      return parts.helper('compareText', node, other.node);
    case 'real':
      return parts.helper('compareReals', node, other.node);
    case 'dynamic':
      return parts.helper('compareDynamic', node, other.node);
    default:
      return parts.helper('compareCells', node, other.node);
  }
}
