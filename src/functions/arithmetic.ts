import { DateTime, TimeSpan, type Value } from '../ir/value.js';
import { isDateTimeTicks } from '../schema/datetime-text.js';
import { functions, type EvaluationContext } from './function-entry.js';

/** 64-bit wrap-around is not documented: an overflow is null, so that no engine has to guess. */
const long = (value: bigint): Value => (value === BigInt.asIntN(64, value) ? value : null);
const dateTime = (ticks: bigint): Value => (isDateTimeTicks(ticks) ? new DateTime(ticks) : null);
const isNumber = (value: Value): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';

type Whole = (a: bigint, b: bigint) => Value;
type Real = (a: number, b: number) => number;

function numeric(left: Value, right: Value, { result }: EvaluationContext, whole: Whole, real: Real): Value {
  if (!isNumber(left) || !isNumber(right)) return null;
  if (typeof left === 'bigint' && typeof right === 'bigint' && result !== 'real') return whole(left, right);
  return real(Number(left), Number(right));
}

function add([left, right]: readonly Value[], context: EvaluationContext): Value {
  if (left instanceof DateTime && right instanceof TimeSpan) return dateTime(left.ticks + right.ticks);
  if (left instanceof TimeSpan && right instanceof DateTime) return dateTime(left.ticks + right.ticks);
  if (left instanceof TimeSpan && right instanceof TimeSpan) return new TimeSpan(left.ticks + right.ticks);
  return numeric(
    left!,
    right!,
    context,
    (a, b) => long(a + b),
    (a, b) => a + b,
  );
}

function subtract([left, right]: readonly Value[], context: EvaluationContext): Value {
  if (left instanceof DateTime && right instanceof DateTime) return new TimeSpan(left.ticks - right.ticks);
  if (left instanceof DateTime && right instanceof TimeSpan) return dateTime(left.ticks - right.ticks);
  if (left instanceof TimeSpan && right instanceof TimeSpan) return new TimeSpan(left.ticks - right.ticks);
  return numeric(
    left!,
    right!,
    context,
    (a, b) => long(a - b),
    (a, b) => a - b,
  );
}

function multiply([left, right]: readonly Value[], context: EvaluationContext): Value {
  if (left instanceof TimeSpan && isNumber(right!)) return scale(left, right);
  if (right instanceof TimeSpan && isNumber(left!)) return scale(right, left);
  return numeric(
    left!,
    right!,
    context,
    (a, b) => long(a * b),
    (a, b) => a * b,
  );
}

const scale = ({ ticks }: TimeSpan, factor: number | bigint): Value =>
  typeof factor === 'bigint' ? new TimeSpan(ticks * factor) : new TimeSpan(BigInt(Math.trunc(Number(ticks) * factor)));

function divide([left, right]: readonly Value[], context: EvaluationContext): Value {
  if (left instanceof TimeSpan && right instanceof TimeSpan) return Number(left.ticks) / Number(right.ticks);
  if (left instanceof TimeSpan && isNumber(right!)) {
    return Number(right) === 0 ? null : new TimeSpan(BigInt(Math.trunc(Number(left.ticks) / Number(right))));
  }
  return numeric(
    left!,
    right!,
    context,
    (a, b) => (b === 0n ? null : long(a / b)),
    (a, b) => a / b,
  );
}

/** `%` is never negative: https://learn.microsoft.com/kusto/query/numerical-operators */
function modulo([left, right]: readonly Value[], context: EvaluationContext): Value {
  const whole = (a: bigint, b: bigint): bigint => {
    const size = b < 0n ? -b : b;
    return ((a % size) + size) % size;
  };
  if (left instanceof TimeSpan && right instanceof TimeSpan) {
    return right.ticks === 0n ? null : new TimeSpan(whole(left.ticks, right.ticks));
  }
  return numeric(
    left!,
    right!,
    context,
    (a, b) => (b === 0n ? null : whole(a, b)),
    (a, b) => ((a % Math.abs(b)) + Math.abs(b)) % Math.abs(b),
  );
}

function negate([value]: readonly Value[]): Value {
  if (value instanceof TimeSpan) return new TimeSpan(-value.ticks);
  if (typeof value === 'bigint') return long(-value);
  return typeof value === 'number' ? -value : null;
}

export const ARITHMETIC = functions(
  { name: '+', page: 'numerical-operators', nulls: 'strict', choice: 'an overflow is null', evaluate: add },
  { name: '-', page: 'numerical-operators', nulls: 'strict', choice: 'an overflow is null', evaluate: subtract },
  { name: '*', page: 'numerical-operators', nulls: 'strict', choice: 'an overflow is null', evaluate: multiply },
  {
    name: '/',
    page: 'numerical-operators',
    nulls: 'own',
    choice: 'whole numbers divide towards zero; a whole number by zero is null',
    evaluate: (args, context) => (args.includes(null) ? null : divide(args, context)),
  },
  {
    name: '%',
    page: 'numerical-operators',
    nulls: 'own',
    choice: 'by zero is null',
    evaluate: (args, context) => (args.includes(null) ? null : modulo(args, context)),
  },
  { name: 'negate', page: 'numerical-operators', nulls: 'strict', evaluate: negate },
);
