import type * as t from '@babel/types';
import type { Expression } from '../../../src/ir/expression.js';
import * as b from '../ast/builders.js';
import { coerce } from './convert.js';
import { POSITION, dynamicOf, refused, stringOf, valueOf, wholeOf, type Lowered } from './lowered.js';
import type { LowerCall, Lowering } from './lowering.js';
import { wholeArgument } from './strings.js';

/** An argument as it is inside of a dynamic value. */
export const asDynamic = (expression: Expression, x: Lowering): t.Expression =>
  coerce(x.value(expression), 'dynamic', x, expression.span).node;

const textOf = (expression: Expression): string | null =>
  expression.kind === 'literal' && typeof expression.value === 'string' ? expression.value : null;

/** A key given twice keeps its first place and its last value, as in JavaScript's own objects. */
export const bagPack: LowerCall = ({ args }, x) => {
  const pairs = Array.from({ length: Math.floor(args.length / 2) }, (_, index) => {
    const [key, value] = [args[2 * index]!, args[2 * index + 1]!];
    return { key, value };
  });
  const keys = pairs.map(({ key }) => textOf(key));
  const values = pairs.map(({ value }) => asDynamic(value, x));
  const isPlain = keys.every((key, index) => key !== null && keys.indexOf(key) === index);
  if (isPlain) return dynamicOf(b.object(keys.map((key, index) => ({ key: key!, value: values[index]! }))), false);
  const entries = pairs.map(({ key }, index) => b.array([x.text(key), values[index]!]));
  return dynamicOf(x.helper('bagOf', ...entries), false);
};

export const packArray: LowerCall = ({ args }, x) => dynamicOf(b.array(args.map((arg) => asDynamic(arg, x))), false);

/** A helper on dynamic values that gives one. */
export const dynamicCall =
  (helper: 'concatArrays' | 'reversed' | 'setUnion' | 'setIntersect' | 'setDifference'): LowerCall =>
  ({ args }, x) =>
    dynamicOf(x.helper(helper, ...args.map((arg) => asDynamic(arg, x))));

export const setHasElement: LowerCall = (call, x) => {
  const [set, element] = call.args.map((arg) => x.value(arg)) as [Lowered, Lowered];
  if (set.type !== 'dynamic') {
    x.refuse('RP3302', [call.fn, `its argument is of type ${set.type}`], call.span);
    return refused('bool');
  }
  const sought = coerce(element, 'dynamic', x, call.args[1]!.span).node;
  return valueOf('bool', x.helper('setHasElement', set.node, sought), true);
};

export const arraySlice: LowerCall = (call, x) => {
  const [array, ...ends] = call.args as [Expression, ...Expression[]];
  return dynamicOf(x.helper('sliceOf', asDynamic(array, x), ...ends.map((end) => wholeArgument(end, call, x))));
};

export const arraySum: LowerCall = (call, x) => {
  const sum = x.helper('sumOf', asDynamic(call.args[0]!, x));
  return coerce(valueOf('real', sum, true), call.type, x, call.span);
};

export const arrayIndexOf: LowerCall = (call, x) => {
  if (call.args.length > 2) x.refuse('RP3302', [call.fn, 'only the form with two arguments is'], call.span);
  return wholeOf(x.helper('placeOf', ...call.args.slice(0, 2).map((arg) => asDynamic(arg, x))), POSITION, true);
};

export const strcatArray: LowerCall = ({ args: [array, delimiter] }, x) =>
  stringOf(x.helper('joinedTexts', asDynamic(array!, x), x.text(delimiter!)));
