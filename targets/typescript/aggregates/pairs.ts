import type * as t from '@babel/types';
import * as b from '../ast/builders.js';
import * as s from '../ast/statements.js';
import { arrayOf, keyword, tupleOf } from '../ast/type-nodes.js';
import { asDouble } from '../expressions/convert.js';
import { isWhole, valueOf, type Lowered } from '../expressions/lowered.js';
import type { Accumulating, LowerAggregate } from './accumulating.js';
import { refuseType } from './numbers.js';
import { whenPresent } from './present.js';

const isNumber = ({ type }: Lowered): boolean => isWhole(type) || type === 'real';

/** A number that is there, as a double. */
export const doubleOf = (value: Lowered, { writer }: Accumulating): t.Expression =>
  isWhole(value.type) ? asDouble({ ...value, nullable: false }, writer) : value.node;

/** Keeps the pairs: how far they are from their means is only known at the end. */
export const covariance =
  (lost: 0 | 1): LowerAggregate =>
  (x) => {
    const [left, right] = [x.argument(0), x.argument(1)];
    const odd = [left, right].find((value) => !isNumber(value));
    if (odd !== undefined) return refuseType(x, odd);
    const pair = tupleOf([keyword('number'), keyword('number')]);
    const { row, group } = x.member(x.aggregate.outputs[0]!.name, arrayOf(pair), b.array([]), false);
    const push = b.method(row, 'push', b.array([doubleOf(left, x), doubleOf(right, x)]));
    const update = whenPresent(left, ...whenPresent(right, s.expressionStatement(push)));
    return { update, outputs: [() => valueOf('real', x.writer.helper('covariance', group, b.num(lost)), false)] };
  };
