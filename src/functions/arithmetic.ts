import { DateTime, Decimal, TimeSpan, type Value } from '../ir/value.js';
import { functions } from './function-entry.js';
import {
  addDecimals,
  asDecimal,
  divideDecimals,
  moduloDecimals,
  multiplyDecimals,
  negateDecimal,
} from './numbers/decimal.js';
import { dateTime, isNumber, long, real, timeSpan, truncated } from './values.js';

type Whole = (a: bigint, b: bigint) => Value;
type Real = (a: number, b: number) => number;
type Exact = (a: Decimal, b: Decimal) => Value;

/** Two numbers in the type that holds both: decimal before real before long. */
function numeric(left: Value, right: Value, whole: Whole, reals: Real, exact: Exact): Value {
  if (typeof left === 'bigint' && typeof right === 'bigint') return whole(left, right);
  if (left instanceof Decimal || right instanceof Decimal) {
    const [a, b] = [asDecimal(left), asDecimal(right)];
    return a === null || b === null ? null : exact(a, b);
  }
  const [a, b] = [real(left), real(right)];
  return a === null || b === null ? null : reals(a, b);
}

export function add([left, right]: readonly Value[]): Value {
  if (left instanceof DateTime && right instanceof TimeSpan) return dateTime(left.ticks + right.ticks);
  if (left instanceof TimeSpan && right instanceof DateTime) return dateTime(left.ticks + right.ticks);
  if (left instanceof TimeSpan && right instanceof TimeSpan) return timeSpan(left.ticks + right.ticks);
  return numeric(
    left!,
    right!,
    (a, b) => long(a + b),
    (a, b) => a + b,
    addDecimals,
  );
}

export function subtract([left, right]: readonly Value[]): Value {
  if (left instanceof DateTime && right instanceof DateTime) return timeSpan(left.ticks - right.ticks);
  if (left instanceof DateTime && right instanceof TimeSpan) return dateTime(left.ticks - right.ticks);
  if (left instanceof TimeSpan && right instanceof TimeSpan) return timeSpan(left.ticks - right.ticks);
  return numeric(
    left!,
    right!,
    (a, b) => long(a - b),
    (a, b) => a - b,
    (a, b) => addDecimals(a, negateDecimal(b)),
  );
}

function multiply([left, right]: readonly Value[]): Value {
  if (left instanceof TimeSpan && isNumber(right!)) return scale(left, right);
  if (right instanceof TimeSpan && isNumber(left!)) return scale(right, left);
  return numeric(
    left!,
    right!,
    (a, b) => long(a * b),
    (a, b) => a * b,
    multiplyDecimals,
  );
}

function scale({ ticks }: TimeSpan, factor: Value): Value {
  if (typeof factor === 'bigint') return timeSpan(ticks * factor);
  return rounded(Number(ticks) * (real(factor) ?? NaN));
}

/** Ticks cut off towards zero. */
function rounded(ticks: number): Value {
  const whole = truncated(ticks);
  return whole === null ? null : timeSpan(whole);
}

function divide([left, right]: readonly Value[]): Value {
  if (left instanceof TimeSpan && right instanceof TimeSpan) return Number(left.ticks) / Number(right.ticks);
  if (left instanceof TimeSpan && isNumber(right!)) {
    if (typeof right === 'bigint') return right === 0n ? null : timeSpan(left.ticks / right);
    return rounded(Number(left.ticks) / real(right)!);
  }
  return numeric(
    left!,
    right!,
    (a, b) => (b === 0n ? null : long(a / b)),
    (a, b) => a / b,
    divideDecimals,
  );
}

/** `%` is never negative: https://learn.microsoft.com/kusto/query/numerical-operators */
function modulo([left, right]: readonly Value[]): Value {
  const whole = (a: bigint, b: bigint): bigint => {
    const size = b < 0n ? -b : b;
    return ((a % size) + size) % size;
  };
  if (left instanceof TimeSpan && right instanceof TimeSpan) {
    return right.ticks === 0n ? null : timeSpan(whole(left.ticks, right.ticks));
  }
  return numeric(
    left!,
    right!,
    (a, b) => (b === 0n ? null : whole(a, b)),
    (a, b) => ((a % Math.abs(b)) + Math.abs(b)) % Math.abs(b),
    moduloDecimals,
  );
}

export function negate(value: Value): Value {
  if (value instanceof TimeSpan) return timeSpan(-value.ticks);
  if (value instanceof Decimal) return negateDecimal(value);
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
    evaluate: (args) => (args.includes(null) ? null : divide(args)),
  },
  {
    name: '%',
    page: 'numerical-operators',
    nulls: 'own',
    choice: 'by zero is null',
    evaluate: (args) => (args.includes(null) ? null : modulo(args)),
  },
  { name: 'negate', page: 'numerical-operators', nulls: 'strict', evaluate: ([value]) => negate(value!) },
);
