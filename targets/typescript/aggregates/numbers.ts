import type * as t from '@babel/types';
import * as b from '../ast/builders.js';
import * as s from '../ast/statements.js';
import { arrayOf, keyword } from '../ast/type-nodes.js';
import { asBigInt, asDouble } from '../expressions/convert.js';
import { COUNT, isWhole, refused, safeBounds, valueOf, wholeOf, type Lowered } from '../expressions/lowered.js';
import type { HelperName } from '../runtime/helpers.js';
import type { Accumulated, Accumulating, LowerAggregate } from './accumulating.js';
import { whenPresent } from './present.js';

export const count: LowerAggregate = (x) => {
  const { row, group } = x.member(x.aggregate.outputs[0]!.name, keyword('number'), b.num(0));
  return { update: [s.increment(row)], outputs: [() => wholeOf(group, COUNT)] };
};

/** Refuses an aggregate of values that it does not know how to add up. */
export function refuseType({ writer, aggregate }: Accumulating, { type }: Lowered): Accumulated {
  writer.refuse('RP3302', [aggregate.fn, `its argument is of type ${type}`], aggregate.span);
  return { update: [], outputs: aggregate.outputs.map((column) => () => refused(column.type)) };
}

const present = (value: Lowered): Lowered => ({ ...value, nullable: false });

/** So small that no run's sum leaves the safe integers. */
const SMALL = 2 ** 7;

export const sum: LowerAggregate = (x) => {
  const value = x.argument();
  const label = x.aggregate.outputs[0]!.name;
  const add = (row: t.MemberExpression, term: t.Expression): t.Statement[] =>
    whenPresent(value, s.assign(row, term, '+='));
  if (isWhole(value.type)) {
    const { bounds } = value;
    if (bounds !== null && bounds.low >= -SMALL && bounds.high <= SMALL) {
      const { row, group } = x.member(label, keyword('number'), b.num(0));
      const total = safeBounds(bounds.low * COUNT.high, bounds.high * COUNT.high);
      return { update: add(row, value.node), outputs: [() => wholeOf(group, total)] };
    }
    const { row, group } = x.member(label, keyword('bigint'), b.bigint(0n));
    const outputs = [(): Lowered => wholeOf(x.writer.helper('asLong', group), null, true)];
    return { update: add(row, asBigInt(present(value), x.writer)), outputs };
  }
  if (value.type !== 'real' && value.type !== 'timespan') return refuseType(x, value);
  const isReal = value.type === 'real';
  const { row, group } = x.member(label, keyword(isReal ? 'number' : 'bigint'), isReal ? b.num(0) : b.bigint(0n));
  return { update: add(row, value.node), outputs: [() => valueOf(value.type, group, false)] };
};

export const average: LowerAggregate = (x) => {
  const value = x.argument();
  const { type } = value;
  const isTime = type === 'datetime' || type === 'timespan';
  if (!isTime && !isWhole(type) && type !== 'real') return refuseType(x, value);
  const label = x.aggregate.outputs[0]!.name;
  const zero = isTime ? b.bigint(0n) : b.num(0);
  const total = x.member(`${label} total`, keyword(isTime ? 'bigint' : 'number'), zero);
  const counted = x.member(`${label} count`, keyword('number'), b.num(0));
  const own = present(value);
  const term =
    type === 'datetime' ? x.writer.helper('ticksOf', own.node) : isWhole(type) ? asDouble(own, x.writer) : own.node;
  const update = whenPresent(value, s.assign(total.row, term, '+='), s.increment(counted.row));
  if (!isTime) return { update, outputs: [() => valueOf('real', b.binary(total.group, '/', counted.group), false)] };
  const helper: HelperName = type === 'datetime' ? 'meanTime' : 'meanSpan';
  return { update, outputs: [() => valueOf(type, x.writer.helper(helper, total.group, counted.group), true)] };
};

/** Keeps the numbers: how far they are from their mean is only known at the end. */
export const spread =
  ({ lost, isRoot }: { readonly lost: 0 | 1; readonly isRoot: boolean }): LowerAggregate =>
  (x) => {
    const value = x.argument();
    if (!isWhole(value.type) && value.type !== 'real') return refuseType(x, value);
    const { row, group } = x.member(x.aggregate.outputs[0]!.name, arrayOf(keyword('number')), b.array([]), false);
    const number = isWhole(value.type) ? asDouble(present(value), x.writer) : value.node;
    const output = (): Lowered => {
      const variance = x.writer.helper('variance', group, b.num(lost));
      return valueOf('real', isRoot ? b.method(b.id('Math'), 'sqrt', variance) : variance, false);
    };
    return { update: whenPresent(value, s.expressionStatement(b.method(row, 'push', number))), outputs: [output] };
  };
