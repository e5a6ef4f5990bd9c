import type * as t from '@babel/types';
import type { Call } from '../../../src/ir/expression.js';
import * as b from '../ast/builders.js';
import { asBigInt, asDouble, coerce } from './convert.js';
import { liftOne } from './lift.js';
import { boolOf, isWhole, refused, valueOf, wholeOf, type Lowered } from './lowered.js';
import type { LowerCall, Lowering } from './lowering.js';

function refuse(call: Call, { type }: Lowered, x: Lowering): Lowered {
  x.refuse('RP3302', [call.fn, `it takes a ${type}`], call.span);
  return refused(call.type);
}

/** The arguments as doubles; null where one is no number. */
function realsOf(call: Call, x: Lowering): Lowered[] | Lowered {
  const values = call.args.map((arg) => x.value(arg));
  const odd = values.find(({ type }) => !isWhole(type) && type !== 'real');
  if (odd !== undefined) return refuse(call, odd, x);
  return values.map((value) => (isWhole(value.type) ? valueOf('real', asDouble(value, x), value.nullable) : value));
}

/** A function of one real that every real has a value for. */
export const ofReal =
  (compute: (value: t.Expression) => t.Expression): LowerCall =>
  (call, x) => {
    const reals = realsOf(call, x);
    if (!Array.isArray(reals)) return reals;
    const [value] = reals as [Lowered];
    return valueOf('real', liftOne(value, x, compute), value.nullable);
  };

const mathMethod = (name: string, ...args: t.Expression[]): t.Expression => b.method(b.id('Math'), name, ...args);

export const math = (name: string): LowerCall => ofReal((value) => mathMethod(name, value));

/** A function that has no value below `low`, nor above 1 where `low` is -1. */
export const mathFrom =
  (name: string, low: 0 | -1): LowerCall =>
  (call, x) => {
    const reals = realsOf(call, x);
    if (!Array.isArray(reals)) return reals;
    const compute = b.member(b.id('Math'), name);
    return valueOf(
      'real',
      x.helper('within', reals[0]!.node, low === 0 ? b.num(0) : b.unary('-', b.num(1)), compute),
      true,
    );
  };

export const ofReals =
  (helper: 'power' | 'angleOf'): LowerCall =>
  (call, x) => {
    const reals = realsOf(call, x);
    if (!Array.isArray(reals)) return reals;
    return valueOf('real', x.helper(helper, ...reals.map(({ node }) => node)), true);
  };

/** A test of a real; null is none. */
export const realTest =
  (test: (value: t.Expression) => t.Expression): LowerCall =>
  (call, x) => {
    const reals = realsOf(call, x);
    if (!Array.isArray(reals)) return reals;
    const [value] = reals as [Lowered];
    const tested = liftOne(value, x, test);
    return boolOf(value.nullable ? b.logical(tested, '??', b.bool(false)) : tested);
  };

export const isInfinite = (value: t.Expression): t.Expression =>
  b.binary(mathMethod('abs', value), '===', b.id('Infinity'));

export const abs: LowerCall = (call, x) => {
  const value = x.value(call.args[0]!);
  if (value.type === 'real') return valueOf('real', x.helper('sizeOfReal', value.node), value.nullable);
  if (value.type === 'timespan') return valueOf('timespan', x.helper('sizeOfLong', value.node), true);
  if (!isWhole(value.type)) return refuse(call, value, x);
  return coerce(wholeOf(x.helper('sizeOfLong', asBigInt(value, x)), null, true), call.type, x, call.span);
};

export const pi: LowerCall = () => valueOf('real', b.member(b.id('Math'), 'PI'), false);
