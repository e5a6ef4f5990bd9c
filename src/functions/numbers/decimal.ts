import { Decimal, type Value } from '../../ir/value.js';

/**
 * KQL's decimal, a decimal number of 128 bits: at most 34 digits, the exponent far beyond what people write.
 * https://learn.microsoft.com/kusto/query/scalar-data-types/decimal
 */
const MAX_DIGITS = 34;
const MAX_SCALE = 6144;

const power = (exponent: number): bigint => 10n ** BigInt(exponent);
const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/** `digits` / 10^`scale` without needless zeros, rounded half to even to 34 digits; null with more before the point. */
export function decimal(digits: bigint, scale: number): Decimal | null {
  if (digits === 0n || scale > MAX_SCALE) return new Decimal(0n, 0);
  const length = String(magnitude(digits)).length;
  if (length - scale > MAX_DIGITS) return null;
  if (scale < 0) return new Decimal(digits * power(-scale), 0);
  if (length > MAX_DIGITS) {
    const surplus = length - MAX_DIGITS;
    return decimal(divideToEven(digits, power(surplus)), scale - surplus);
  }
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n;
    scale--;
  }
  return new Decimal(digits, scale);
}

function divideToEven(dividend: bigint, divisor: bigint): bigint {
  const size = magnitude(divisor);
  const quotient = magnitude(dividend) / size;
  const twice = (magnitude(dividend) % size) * 2n;
  const rounded = twice > size || (twice === size && quotient % 2n === 1n) ? quotient + 1n : quotient;
  return dividend < 0n === divisor < 0n ? rounded : -rounded;
}

const DECIMAL = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d{1,5}))?$/i;

/** `-12.50`, `1e3`; null for any other text. */
export function parseDecimal(text: string): Decimal | null {
  const match = DECIMAL.exec(text);
  if (match === null || text.length > 10_000) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole + fraction === '') return null;
  const digits = BigInt(whole + fraction);
  return decimal(sign === '-' ? -digits : digits, fraction.length - Number(exponent));
}

/** The shortest decimal text of a double, read as a decimal; null for NaN and the infinities. */
export const decimalOfReal = (value: number): Decimal | null =>
  Number.isFinite(value) ? parseDecimal(String(value)) : null;

/** Any number as a decimal; null for what is none. */
export function asDecimal(value: Value): Decimal | null {
  if (value instanceof Decimal) return value;
  if (typeof value === 'bigint') return decimal(value, 0);
  return typeof value === 'number' ? decimalOfReal(value) : null;
}

export const decimalToReal = ({ digits, scale }: Decimal): number => Number(`${digits}e${-scale}`);

/** The whole part, towards zero. */
export const decimalToWhole = ({ digits, scale }: Decimal): bigint => digits / power(scale);

export const compareDecimals = (a: Decimal, b: Decimal): bigint =>
  a.digits * power(b.scale) - b.digits * power(a.scale);

export const addDecimals = (a: Decimal, b: Decimal): Decimal | null =>
  decimal(a.digits * power(b.scale) + b.digits * power(a.scale), a.scale + b.scale);

export const negateDecimal = ({ digits, scale }: Decimal): Decimal => new Decimal(-digits, scale);

export const multiplyDecimals = (a: Decimal, b: Decimal): Decimal | null =>
  decimal(a.digits * b.digits, a.scale + b.scale);

/** To 34 digits; null by zero. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal | null {
  if (b.digits === 0n) return null;
  // As many digits more as make 34 of the quotient, and one to round by.
  const extra = Math.max(0, MAX_DIGITS + 1 + String(b.digits).length - String(a.digits).length) + MAX_DIGITS;
  return decimal((a.digits * power(extra)) / b.digits, a.scale - b.scale + extra);
}

/** The remainder, never negative; null by zero. */
export function moduloDecimals(a: Decimal, b: Decimal): Decimal | null {
  if (b.digits === 0n) return null;
  const [left, right] = [a.digits * power(b.scale), magnitude(b.digits) * power(a.scale)];
  return decimal(((left % right) + right) % right, a.scale + b.scale);
}
