/** Mathematics in doubles, as the reference computes them. */
export const MATHEMATICS_HELPERS = {
  within: {
    source: `
/** A function of a number; null for what it has no value for. */
function within(value: number | null, low: number, compute: (value: number) => number): number | null {
  return value === null || value < low || value > (low === -1 ? 1 : Infinity) ? null : compute(value);
}`,
  },
  power: {
    source: `
function power(base: number | null, exponent: number | null): number | null {
  return base === null || exponent === null ? null : base ** exponent;
}`,
  },
  angleOf: {
    source: `
function angleOf(y: number | null, x: number | null): number | null {
  return y === null || x === null ? null : Math.atan2(y, x);
}`,
  },
  sizeOfReal: {
    source: `
function sizeOfReal(value: number | null): number | null {
  return value !== null && value < 0 ? -value : value;
}`,
  },
  sizeOfLong: {
    needs: ['asLong'],
    source: `
/** The least long has no size. */
function sizeOfLong(value: bigint | null): bigint | null {
  return value !== null && value < 0n ? asLong(-value) : value;
}`,
  },
} as const;
