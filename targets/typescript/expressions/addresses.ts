import type * as t from '@babel/types';
import type { Call } from '../../../src/ir/expression.js';
import * as b from '../ast/builders.js';
import type { HelperName } from '../runtime/helpers.js';
import { asBigInt, asDouble } from './convert.js';
import { asDynamic } from './dynamic.js';
import { isWhole, refused, stringOf, valueOf, wholeOf, type Bounds, type Lowered } from './lowered.js';
import type { LowerCall, Lowering } from './lowering.js';

/** The arguments behind the first `texts`, which are read as text: a mask. */
function withMask({ args, fn, span }: Call, texts: number, x: Lowering): t.Expression[] {
  return args.map((arg, index) => {
    if (index < texts) return x.text(arg);
    const mask = x.value(arg);
    if (!isWhole(mask.type)) {
      x.refuse('RP3302', [fn, `its mask is of type ${mask.type}`], span);
      return b.num(0);
    }
    return asDouble(mask, x);
  });
}

/** A predicate on addresses: null for what is no address. */
export const addressTest =
  (helper: HelperName, texts: number): LowerCall =>
  (call, x) =>
    valueOf('bool', x.helper(helper, ...withMask(call, texts, x)), true);

export const addressNumber =
  (helper: HelperName, texts: number, bounds: Bounds): LowerCall =>
  (call, x) =>
    wholeOf(x.helper(helper, ...withMask(call, texts, x)), bounds, true);

export const addressText =
  (helper: HelperName): LowerCall =>
  (call, x) =>
    stringOf(x.helper(helper, ...withMask(call, 1, x)));

/** Ranges are arguments, or the elements of dynamic arrays. */
export const anyAddress =
  (helper: HelperName, isNullable: boolean): LowerCall =>
  ({ args }, x) => {
    const [address, ...ranges] = args;
    const node = x.helper(helper, x.text(address!), x.helper('textsIn', ...ranges.map((range) => asDynamic(range, x))));
    return valueOf('bool', node, isNullable);
  };

/** An address as text or as its number. */
export const formatAddress =
  (helper: 'formatIpv4' | 'formatIpv4Mask'): LowerCall =>
  (call, x) => {
    const [address, mask] = call.args.map((arg) => x.value(arg)) as [Lowered, Lowered?];
    if (mask !== undefined && !isWhole(mask.type)) {
      x.refuse('RP3302', [call.fn, `its mask is of type ${mask.type}`], call.span);
      return refused('string');
    }
    const node = isWhole(address.type) ? asBigInt(address, x) : x.text(call.args[0]!);
    return stringOf(x.helper(helper, node, ...(mask === undefined ? [] : [asDouble(mask, x)])));
  };
