import { DateTime, Decimal, Guid, TimeSpan, isArray, isBag, type Value } from '../ir/value.js';
import { functions } from './function-entry.js';
import { jsonText, text } from './json.js';
import { listed } from './listed.js';
import { asDecimal, compareDecimals } from './numbers/decimal.js';
import { lowerAscii } from './string-matching.js';
import { isNumber } from './values.js';

/**
 * Equality of two values that are not null. Numbers compare by value across int, long, real and decimal; a string inside a
 * dynamic value equals only a string; arrays and bags compare by their JSON text.
 */
export function equal(left: Value, right: Value): boolean {
  if (isArray(left) || isBag(left)) return (isArray(right) || isBag(right)) && jsonText(left) === jsonText(right);
  return order(left, right) === 0;
}

/** Below 0, 0, above 0, or null when the two cannot be ordered (NaN, different types). Strings by code point. */
export function order(left: Value, right: Value): number | null {
  if (isNumber(left) && isNumber(right)) return orderNumbers(left, right);
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (left instanceof DateTime && right instanceof DateTime) return sign(left.ticks - right.ticks);
  if (left instanceof TimeSpan && right instanceof TimeSpan) return sign(left.ticks - right.ticks);
  if (left instanceof Guid && right instanceof Guid) return compareText(left.text, right.text);
  return null;
}

function orderNumbers(left: number | bigint | Decimal, right: number | bigint | Decimal): number | null {
  if (left instanceof Decimal || right instanceof Decimal) {
    const [a, b] = [asDecimal(left), asDecimal(right)];
    return a === null || b === null ? null : sign(compareDecimals(a, b));
  }
  return left < right ? -1 : left > right ? 1 : left == right ? 0 : null;
}

const sign = (value: bigint): number => (value < 0n ? -1 : value > 0n ? 1 : 0);

/** By code point, as UTF-8 bytes order; JavaScript's own `<` orders UTF-16 units. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const [a, b] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (a === b) continue;
    // Surrogates stand for code points above the rest of the plane.
    const surrogates = Number(a >= 0xd800 && a <= 0xdfff) - Number(b >= 0xd800 && b <= 0xdfff);
    return surrogates !== 0 ? surrogates : a - b;
  }
  return left.length - right.length;
}

const EQUALITY_CHOICE = 'null == null and null != null are null; values of different types are not equal';

function equality(left: Value, right: Value): Value {
  if (left === null || right === null) return left === right ? null : false;
  return equal(left, right);
}

function inequality(left: Value, right: Value): Value {
  if (left === null || right === null) return left === right ? null : true;
  return !equal(left, right);
}

const ordering = (name: string, test: (order: number) => boolean) =>
  ({
    name,
    page: 'numerical-operators',
    nulls: 'strict',
    evaluate: ([left, right]: readonly Value[]) => {
      const found = order(left!, right!);
      return found !== null && test(found);
    },
  }) as const;

/** `in` is an `or` of `==`, `!in` an `and` of `!=`: https://learn.microsoft.com/kusto/query/scalar-data-types/null-values */
const any = (results: readonly Value[]): Value =>
  results.includes(true) ? true : results.includes(null) ? null : false;
const all = (results: readonly Value[]): Value =>
  results.includes(false) ? false : results.includes(null) ? null : true;

export const COMPARISON = functions(
  {
    name: '==',
    page: 'equals-cs-operator',
    nulls: 'arguments',
    choice: EQUALITY_CHOICE,
    evaluate: ([a, b]) => equality(a!, b!),
  },
  {
    name: '!=',
    aliases: ['<>'],
    page: 'not-equals-cs-operator',
    nulls: 'arguments',
    choice: EQUALITY_CHOICE,
    evaluate: ([a, b]) => inequality(a!, b!),
  },
  ordering('<', (found) => found < 0),
  ordering('<=', (found) => found <= 0),
  ordering('>', (found) => found > 0),
  ordering('>=', (found) => found >= 0),
  {
    name: 'in',
    page: 'in-cs-operator',
    nulls: 'arguments',
    evaluate: ([value, ...list]) => any(listed(list).map((item) => equality(value!, item))),
  },
  {
    name: '!in',
    page: 'not-in-cs-operator',
    nulls: 'arguments',
    evaluate: ([value, ...list]) => all(listed(list).map((item) => inequality(value!, item))),
  },
  {
    name: '=~',
    negated: ['!~'],
    page: 'equals-operator',
    nulls: 'never',
    evaluate: ([a, b]) => lowerAscii(text(a!)) === lowerAscii(text(b!)),
  },
  {
    name: 'in~',
    negated: ['!in~'],
    page: 'in-operator',
    nulls: 'never',
    evaluate: ([value, ...list]) => listed(list).some((item) => lowerAscii(text(item)) === lowerAscii(text(value!))),
  },
);
