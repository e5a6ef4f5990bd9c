import type { Value } from '../../ir/value.js';
import { functions, type FunctionEntry } from '../function-entry.js';
import { real } from '../values.js';

/** Coefficients of Lanczos' approximation with g = 7, good for 15 digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** The logarithm of the gamma function for x > 0. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const sum = LANCZOS.reduce(
    (total, coefficient, index) => total + (index === 0 ? coefficient : coefficient / (shifted + index)),
    0,
  );
  const base = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}

function gamma(x: number): number {
  if (Number.isInteger(x) && x > 0 && x <= 171) {
    let product = 1;
    for (let factor = 2; factor < x; factor++) product *= factor;
    return product;
  }
  if (x <= 0 && Number.isInteger(x)) return NaN;
  return x < 0.5 ? Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x)) : Math.exp(logGamma(x));
}

const STEPS = 500;
const PRECISION = 1e-16;
const TINY = 1e-300;

/** The complementary error function: a series near 0, a continued fraction beyond. */
function erfc(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x < 0) return 2 - erfc(-x);
  if (x < 2) return 1 - erfSeries(x);
  if (x > 30) return 0;
  // Lentz's method for x + (1/2)/(x + 1/(x + (3/2)/(x + …))).
  let [fraction, c, d] = [x, x, 0];
  for (let step = 1; step < STEPS; step++) {
    d = 1 / (x + (step / 2) * d || TINY);
    c = x + step / 2 / c || TINY;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < PRECISION) break;
  }
  return Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI));
}

function erfSeries(x: number): number {
  let [term, sum] = [x, x];
  for (let step = 1; Math.abs(term) > PRECISION * Math.abs(sum) && step < STEPS; step++) {
    term *= (-x * x) / step;
    sum += term / (2 * step + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const erf = (x: number): number => (Math.abs(x) < 2 ? erfSeries(x) : 1 - erfc(x));

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

/** The density of the beta distribution. */
function betaDensity(x: number, a: number, b: number): number {
  return Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta(a, b));
}

/** The regularised incomplete beta function, by its continued fraction. */
function betaCumulative(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCumulative(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a;
  let [fraction, c, d] = [1, 1, 1 / (1 - ((a + b) * x) / (a + 1) || TINY)];
  fraction = d;
  for (let m = 1; m < STEPS * 20; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let change = 1;
    for (const term of [even, odd]) {
      d = 1 / (1 + term * d || TINY);
      c = 1 + term / c || TINY;
      change = c * d;
      fraction *= change;
    }
    if (Math.abs(change - 1) < PRECISION) break;
  }
  return front * fraction;
}

/** Where the cumulative distribution reaches a probability, by halving. */
function betaInverse(probability: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 1100 && low < high; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (betaCumulative(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return high;
}

const ofReal = (name: string, compute: (x: number) => number, choice: string): FunctionEntry => ({
  name,
  page: `${name}-function`,
  nulls: 'strict',
  choice,
  evaluate: ([value]: readonly Value[]) => compute(real(value) ?? NaN),
});

type Beta = (x: number, a: number, b: number) => number;

/** NaN outside of [0, 1], and for parameters that are not above 0 and at most 10,000. */
const beta = (name: string, compute: Beta): FunctionEntry => ({
  name,
  page: `${name.replace('_', '-')}-function`,
  nulls: 'strict',
  choice: 'to about 13 digits',
  evaluate: (args: readonly Value[]) => {
    const [x = NaN, a = NaN, b = NaN] = args.map((arg) => real(arg) ?? NaN);
    const isInside = x >= 0 && x <= 1 && a > 0 && a <= 10_000 && b > 0 && b <= 10_000;
    return isInside ? compute(x, a, b) : NaN;
  },
});

const CHOICE = 'to about 14 digits';

export const SPECIAL = functions(
  ofReal('gamma', gamma, `${CHOICE}; NaN where it has no value`),
  ofReal('loggamma', (x) => (x > 0 ? logGamma(x) : NaN), `${CHOICE}; NaN for 0 and less`),
  ofReal('erf', erf, CHOICE),
  ofReal('erfc', erfc, CHOICE),
  beta('beta_pdf', betaDensity),
  beta('beta_cdf', betaCumulative),
  beta('beta_inv', betaInverse),
);
