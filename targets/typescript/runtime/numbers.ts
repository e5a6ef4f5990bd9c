/** KQL's numbers and its three-valued logic where a null can show. */
export const NUMBER_HELPERS = {
  not: {
    source: `
function not(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}`,
  },
  and: {
    source: `
function and(left: boolean | null, right: boolean | null): boolean | null {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}`,
  },
  or: {
    source: `
function or(left: boolean | null, right: boolean | null): boolean | null {
  if (left === true || right === true) return true;
  return left === null || right === null ? null : false;
}`,
  },
  lift: {
    source: `
/** Applies an operation to two values that may be null: then the result is. */
function lift<Left, Right, Result>(
  left: Left | null,
  right: Right | null,
  apply: (left: Left, right: Right) => Result,
): Result | null {
  return left === null || right === null ? null : apply(left, right);
}`,
  },
  toNumber: {
    source: `
function toNumber(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}`,
  },
  toBigInt: {
    source: `
function toBigInt(value: number | null): bigint | null {
  return value === null ? null : BigInt(value);
}`,
  },
  asLong: {
    source: `
/** A result beyond 64 bits is null. */
function asLong(value: bigint): bigint | null {
  return value === BigInt.asIntN(64, value) ? value : null;
}`,
  },
  addLong: {
    needs: ['asLong'],
    source: `
function addLong(a: bigint, b: bigint): bigint | null {
  return asLong(a + b);
}`,
  },
  subtractLong: {
    needs: ['asLong'],
    source: `
function subtractLong(a: bigint, b: bigint): bigint | null {
  return asLong(a - b);
}`,
  },
  multiplyLong: {
    needs: ['asLong'],
    source: `
function multiplyLong(a: bigint, b: bigint): bigint | null {
  return asLong(a * b);
}`,
  },
  divideLong: {
    needs: ['asLong'],
    source: `
function divideLong(a: bigint, b: bigint): bigint | null {
  return b === 0n ? null : asLong(a / b);
}`,
  },
  moduloLong: {
    source: `
function moduloLong(a: bigint, b: bigint): bigint | null {
  return b === 0n ? null : ((a % b) + (b < 0n ? -b : b)) % b;
}`,
  },
  divideWhole: {
    source: `
/** Towards zero; by zero is null. */
function divideWhole(a: number, b: number): number | null {
  return b === 0 ? null : Math.trunc(a / b) + 0;
}`,
  },
  moduloWhole: {
    source: `
/** Never negative; by zero is null. */
function moduloWhole(a: number, b: number): number | null {
  return b === 0 ? null : ((a % b) + Math.abs(b)) % b;
}`,
  },
  moduloReal: {
    source: `
/** Never negative. */
function moduloReal(a: number, b: number): number {
  return ((a % Math.abs(b)) + Math.abs(b)) % Math.abs(b);
}`,
  },
} as const;
