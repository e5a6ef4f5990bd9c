import type * as t from '@babel/types';
import type { Call, Expression } from '../../../src/ir/expression.js';
import * as b from '../ast/builders.js';
import { asBigInt, coerce } from './convert.js';
import { isTrue } from './logic.js';
import { isWhole, valueOf, type Lowered } from './lowered.js';
import type { LowerCall, Lowering } from './lowering.js';
import type { KqlType } from '../../../src/ir/types.js';

/** Only true takes the second argument. */
export const iff: LowerCall = (call, x) => {
  const [condition, ...values] = call.args as [Expression, Expression, Expression];
  return choice([condition], values, call, x);
};

/** Pairs of a condition and a value, then the value for no condition. */
export const caseOf: LowerCall = (call, x) => {
  const isCondition = (index: number): boolean => index % 2 === 0 && index + 1 < call.args.length;
  const conditions = call.args.filter((_, index) => isCondition(index));
  const values = call.args.filter((_, index) => !isCondition(index));
  return choice(conditions, values, call, x);
};

function choice(conditions: readonly Expression[], values: readonly Expression[], call: Call, x: Lowering): Lowered {
  const tests = conditions.map((condition) => isTrue(x.value(condition), x));
  const chosen = values.map((value, index) => {
    const test = tests[index];
    const lower = (): Lowered => coerce(x.value(value), call.type, x, value.span);
    return test === undefined ? lower() : x.after([test], lower);
  });
  const lowered = unify(chosen, call.type, x);
  const node = tests.reduceRight(
    (otherwise: t.Expression, test, index) => pick(test, (lowered[index] as Lowered).node, otherwise),
    (lowered[lowered.length - 1] as Lowered).node,
  );
  return { ...merged(lowered, call.type), node };
}

const pick = (test: t.Expression, yes: t.Expression, no: t.Expression): t.Expression =>
  test.type === 'BooleanLiteral' ? (test.value ? yes : no) : b.conditional(test, yes, no);

/** All values in one TypeScript type: whole numbers as `bigint` when one of them is. */
function unify(values: readonly Lowered[], type: KqlType, x: Lowering): readonly Lowered[] {
  if (!isWhole(type) || values.every(({ bounds }) => bounds !== null)) return values;
  return values.map((value) => ({ ...value, bounds: null, node: asBigInt(value, x) }));
}

function merged(values: readonly Lowered[], type: KqlType): Omit<Lowered, 'node'> {
  const nullable = values.some((value) => value.nullable);
  const bounds = values.map((value) => value.bounds);
  if (!isWhole(type) || bounds.includes(null)) return { type, nullable, bounds: null };
  const known = bounds.filter((bound) => bound !== null);
  const low = Math.min(...known.map((bound) => bound.low));
  return { type, nullable, bounds: { low, high: Math.max(...known.map((bound) => bound.high)) } };
}

/** The first value that is not null; for text, that is not empty. */
export const coalesce: LowerCall = (call, x) => {
  const values = unify(
    call.args.map((arg) => coerce(x.value(arg), call.type, x, arg.span)),
    call.type,
    x,
  );
  const [last, ...before] = [...values].reverse() as [Lowered, ...Lowered[]];
  if (call.type === 'string') {
    return valueOf(
      'string',
      before.reduce((rest, { node }) => b.logical(node, '||', rest), last.node),
      false,
    );
  }
  if (call.type === 'dynamic') {
    return valueOf('dynamic', x.helper('firstPresent', b.array(values.map(({ node }) => node))), true);
  }
  const reachable = values.slice(0, values.findIndex(({ nullable }) => !nullable) + 1 || values.length);
  const node = reachable.map((value) => value.node).reduceRight((rest, value) => b.logical(value, '??', rest));
  return { ...merged(reachable, call.type), nullable: reachable.every(({ nullable }) => nullable), node };
};
