/** Orders of rows: below 0, 0 or above 0, ascending, nulls first. */
export const ORDER_HELPERS = {
  compareText: {
    source: `
/** By code point. JavaScript's own order puts surrogate pairs before U+E000. */
function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a === b) continue;
    const surrogates = Number(a >= 0xd800 && a <= 0xdfff) - Number(b >= 0xd800 && b <= 0xdfff);
    return surrogates !== 0 ? surrogates : a - b;
  }
  return left.length - right.length;
}`,
  },
  compareCells: {
    source: `
/** Ascending, nulls first. */
function compareCells<Cell extends number | bigint | boolean | string>(left: Cell | null, right: Cell | null): number {
  if (left === right) return 0;
  return left === null || (right !== null && left < right) ? -1 : 1;
}`,
  },
  compareReals: {
    source: `
/** Ascending, nulls first, NaN behind them. */
function compareReals(left: number | null, right: number | null): number {
  const rank = (value: number | null): number => (value === null ? 0 : Number.isNaN(value) ? 1 : 2);
  if (left === null || right === null || rank(left) < 2 || rank(right) < 2) return rank(left) - rank(right);
  return left < right ? -1 : Number(left > right);
}`,
  },
  compareMissing: {
    source: `
/** Nulls (and NaN) behind all else. */
function compareMissing(left: unknown, right: unknown): number {
  const isMissing = (value: unknown): boolean => value === null || Number.isNaN(value);
  return Number(isMissing(left)) - Number(isMissing(right));
}`,
  },
  compareDynamic: {
    needs: ['Dynamic', 'compareText', 'toText'],
    source: `
/** Numbers by value, all else by its text; nulls first. */
function compareDynamic(left: Dynamic, right: Dynamic): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  if (typeof left === 'number' && typeof right === 'number') return left < right ? -1 : Number(left > right);
  return compareText(toText(left), toText(right));
}`,
  },
} as const;
