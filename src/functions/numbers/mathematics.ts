import { TimeSpan, type Value } from '../../ir/value.js';
import { functions, type FunctionEntry } from '../function-entry.js';
import { negate } from '../arithmetic.js';
import { order } from '../compare.js';
import { real } from '../values.js';

type Real = (value: number) => number | null;

/** A function of one real; null for null, and for what it has no value for. */
const ofReal = (name: string, compute: Real, choice?: string): FunctionEntry => ({
  name,
  page: `${name}-function`,
  nulls: 'own',
  ...(choice === undefined ? {} : { choice }),
  evaluate: ([value]: readonly Value[]) => {
    const number = real(value);
    return number === null ? null : compute(number);
  },
});

const within =
  (low: number, high: number, compute: (value: number) => number): Real =>
  (value) =>
    value < low || value > high ? null : compute(value);

/** A test of a real that is false for null. */
const test = (name: string, holds: (value: number) => boolean): FunctionEntry => ({
  name,
  page: `${name}-function`,
  nulls: 'never',
  choice: 'null is false',
  evaluate: ([value]: readonly Value[]) => {
    const number = real(value);
    return number !== null && holds(number);
  },
});

const LOG_CHOICE = 'of 0 it is -infinity';

export const MATHEMATICS = functions(
  {
    name: 'abs',
    page: 'abs-function',
    nulls: 'strict',
    choice: 'the least long has none: null',
    evaluate: ([value]) => {
      const zero = value instanceof TimeSpan ? new TimeSpan(0n) : 0n;
      return (order(value!, zero) ?? 0) < 0 ? negate(value!) : value!;
    },
  },
  ofReal('sign', Math.sign, 'of NaN it is NaN'),
  {
    name: 'pow',
    page: 'pow-function',
    nulls: 'strict',
    choice: 'in doubles; a negative base with a fraction is NaN',
    evaluate: ([base, exponent]) => (real(base) ?? NaN) ** (real(exponent) ?? NaN),
  },
  ofReal('sqrt', within(0, Infinity, Math.sqrt)),
  ofReal('exp', Math.exp),
  ofReal('exp2', (value) => 2 ** value),
  ofReal('exp10', (value) => 10 ** value),
  ofReal('log', within(0, Infinity, Math.log), LOG_CHOICE),
  ofReal('log2', within(0, Infinity, Math.log2), LOG_CHOICE),
  ofReal('log10', within(0, Infinity, Math.log10), LOG_CHOICE),
  ofReal('sin', Math.sin),
  ofReal('cos', Math.cos),
  ofReal('tan', Math.tan),
  ofReal('cot', (value) => 1 / Math.tan(value)),
  ofReal('asin', within(-1, 1, Math.asin)),
  ofReal('acos', within(-1, 1, Math.acos)),
  ofReal('atan', Math.atan),
  {
    name: 'atan2',
    page: 'atan2-function',
    nulls: 'strict',
    evaluate: ([y, x]) => Math.atan2(real(y) ?? NaN, real(x) ?? NaN),
  },
  ofReal('degrees', (value) => (180 / Math.PI) * value),
  ofReal('radians', (value) => (Math.PI / 180) * value),
  { name: 'pi', page: 'pi-function', nulls: 'never', evaluate: () => Math.PI },
  test('isnan', Number.isNaN),
  test('isinf', (value) => value === Infinity || value === -Infinity),
  test('isfinite', Number.isFinite),
);
