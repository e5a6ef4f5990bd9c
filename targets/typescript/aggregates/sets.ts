import type * as t from '@babel/types';
import * as b from '../ast/builders.js';
import * as s from '../ast/statements.js';
import { keyword, reference } from '../ast/type-nodes.js';
import { toJson } from '../expressions/convert.js';
import { COUNT, dynamicOf, textsOf, typeNode, wholeOf, type Lowered } from '../expressions/lowered.js';
import type { HelperName } from '../runtime/helpers.js';
import type { Accumulating, GroupMember, LowerAggregate } from './accumulating.js';
import { whenPresent } from './present.js';

/** `Set<T>` and how a value is added. JavaScript's sets tell values apart as KQL does, objects aside. */
const memberSet = (x: Accumulating, element: t.TSType): GroupMember =>
  x.member(x.aggregate.outputs[0]!.name, reference('Set', element), b.construct('Set', [], [element]), false);

const add = ({ row }: GroupMember, value: t.Expression): t.Statement =>
  s.expressionStatement(b.method(row, 'add', value));

export const dcount: LowerAggregate = (x) => {
  const value = x.argument();
  const named = (alias: string): void => void x.query.parts.helpers.add(alias as HelperName);
  const isDynamic = value.type === 'dynamic';
  const set = memberSet(x, isDynamic ? keyword('string') : typeNode({ ...value, nullable: false }, named));
  const element = isDynamic ? x.writer.helper('valueKey', value.node) : value.node;
  const outputs = [(): Lowered => wholeOf(b.member(set.group, 'size'), COUNT)];
  return { update: whenPresent(value, add(set, element)), outputs };
};

/** The first `size` elements, if there is a size. */
export function limited(x: Accumulating, elements: t.Expression): t.Expression {
  const size = sizeOf(x);
  return size === null ? elements : b.method(elements, 'slice', b.num(0), b.num(size));
}

/** A size of 1048576 or more is none. */
export function sizeOf({ aggregate }: Accumulating): number | null {
  const size = aggregate.expressions[1];
  if (size?.kind !== 'literal' || typeof size.value !== 'bigint') return null;
  return size.value >= 0n && size.value < 1_048_576n ? Number(size.value) : null;
}

/** Values whose JSON is a text of its own for each of them. */
const TEXTS: ReadonlySet<string> = new Set(['string', 'datetime', 'guid', 'timespan']);

export const makeSet: LowerAggregate = (x) => {
  const value = x.argument();
  const { writer } = x;
  const sorted = (set: GroupMember): (() => Lowered) => {
    return () => textsOf(limited(x, writer.helper('sortedTexts', set.group)));
  };
  if (value.isTexts === true) {
    // The sets of groups before, joined.
    const set = memberSet(x, keyword('string'));
    const text = b.id('text');
    const update = whenPresent(value, s.forOf('text', value.node, [add(set, text)]));
    return { update, outputs: [sorted(set)] };
  }
  const json = toJson({ ...value, nullable: false }, writer, x.aggregate.span);
  if (TEXTS.has(value.type)) {
    const set = memberSet(x, keyword('string'));
    return { update: whenPresent(value, add(set, json)), outputs: [sorted(set)] };
  }
  if (value.type === 'dynamic') {
    x.query.parts.helpers.add('Dynamic');
    const parameters = [keyword('string'), reference('Dynamic')];
    const label = x.aggregate.outputs[0]!.name;
    const map = b.construct('Map', [], parameters);
    const { row, group } = x.member(label, reference('Map', ...parameters), map, false);
    const update = [s.expressionStatement(writer.helper('addElements', row, value.node))];
    const output = (): Lowered =>
      dynamicOf(limited(x, writer.helper('sortedElements', b.method(group, 'values'))), false);
    return { update, outputs: [output] };
  }
  const set = memberSet(x, keyword(value.type === 'bool' ? 'boolean' : 'number'));
  const output = (): Lowered => dynamicOf(limited(x, writer.helper('sortedElements', set.group)), false);
  return { update: whenPresent(value, add(set, json)), outputs: [output] };
};
