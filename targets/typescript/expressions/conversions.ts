import type * as t from '@babel/types';
import type { Expression } from '../../../src/ir/expression.js';
import * as b from '../ast/builders.js';
import { liftOne } from './lift.js';
import { asBigInt, asDouble } from './convert.js';
import { isWhole, refused, valueOf, wholeOf, type Bounds, type Lowered } from './lowered.js';
import type { LowerCall, Lowering } from './lowering.js';

const INT: Bounds = { low: -(2 ** 31), high: 2 ** 31 - 1 };
const BIT: Bounds = { low: 0, high: 1 };
/** Ticks of a datetime count from the year 1. */
const TICKS_TO_1970 = 621_355_968_000_000_000n;

const ofType = (lowered: Lowered, type: Lowered['type']): Lowered => ({ ...lowered, type });

/** `tolong` and `toint`: what is no whole number within the type is null. */
export const toWhole =
  (type: 'int' | 'long'): LowerCall =>
  (call, x) => {
    const value = x.value(call.args[0] as Expression);
    const isInt = type === 'int';
    const { bounds, nullable } = value;
    if (isWhole(value.type)) {
      const fits = bounds !== null && bounds.low >= INT.low && bounds.high <= INT.high;
      if (!isInt || fits) return ofType(value, type);
      return { ...wholeOf(x.helper('asInt', value.node), INT, true), type };
    }
    switch (value.type) {
      case 'bool':
        return {
          ...wholeOf(
            liftOne(value, x, (node) => b.call('Number', node)),
            BIT,
            nullable,
          ),
          type,
        };
      case 'real':
      case 'string':
      case 'dynamic': {
        const node = x.helper(isInt ? 'intOf' : 'longOf', value.node);
        return { ...wholeOf(node, isInt ? INT : null, true), type };
      }
      case 'datetime':
      case 'timespan': {
        const ticks = liftOne(value, x, (node) =>
          value.type === 'timespan' ? node : b.binary(x.helper('ticksOf', node), '+', b.bigint(TICKS_TO_1970)),
        );
        if (!isInt) return wholeOf(ticks, null, nullable);
        return { ...wholeOf(x.helper('asInt', ticks), INT, true), type };
      }
      default:
        return refuseValue(value, call, x);
    }
  };

function refuseValue(value: Lowered, call: Parameters<LowerCall>[0], x: Lowering): Lowered {
  x.refuse('RP3302', [call.fn, `its argument is of type ${value.type}`], call.span);
  return refused(call.type);
}

export const toDouble: LowerCall = (call, x) => {
  const value = x.value(call.args[0] as Expression);
  if (value.type === 'real') return value;
  if (isWhole(value.type)) return valueOf('real', asDouble(value, x), value.nullable);
  if (value.type === 'bool')
    return valueOf(
      'real',
      liftOne(value, x, (node) => b.call('Number', node)),
      value.nullable,
    );
  if (value.type !== 'string' && value.type !== 'dynamic') return refuseValue(value, call, x);
  return valueOf('real', x.helper('realOf', value.node), true);
};

export const toBool: LowerCall = (call, x) => {
  const value = x.value(call.args[0] as Expression);
  if (value.type === 'bool') return value;
  if (isWhole(value.type) || value.type === 'real') {
    const zero = isWhole(value.type) && value.bounds === null ? b.bigint(0n) : b.num(0);
    return valueOf(
      'bool',
      liftOne(value, x, (node) => b.binary(node, '!==', zero)),
      value.nullable,
    );
  }
  if (value.type !== 'string' && value.type !== 'dynamic') return refuseValue(value, call, x);
  return valueOf('bool', x.helper('boolOf', value.node), true);
};

/** `todatetime` and `totimespan`; a whole number is ticks. */
export const toTime =
  (type: 'datetime' | 'timespan'): LowerCall =>
  (call, x) => {
    const value = x.value(call.args[0] as Expression);
    if (value.type === type) return value;
    const isDate = type === 'datetime';
    if (isWhole(value.type)) {
      const ticks = (node: t.Expression): t.Expression =>
        isDate ? x.helper('dateTimeOf', b.binary(node, '-', b.bigint(TICKS_TO_1970))) : node;
      return valueOf(type, liftOne({ ...value, node: asBigInt(value, x) }, x, ticks), isDate || value.nullable);
    }
    if (value.type !== 'string' && value.type !== 'dynamic') return refuseValue(value, call, x);
    return valueOf(type, x.helper(isDate ? 'dateTimeIn' : 'timeSpanIn', value.node), true);
  };

export const toGuid: LowerCall = (call, x) => {
  const value = x.value(call.args[0] as Expression);
  if (value.type === 'guid') return value;
  if (value.type !== 'string' && value.type !== 'dynamic') return refuseValue(value, call, x);
  return valueOf('guid', x.helper('guidIn', value.node), true);
};
