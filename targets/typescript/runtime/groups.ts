/** What groups of rows add up to. */
export const GROUP_HELPERS = {
  groupOf: {
    source: `
/** The group of a key, a new one for a new key. */
function groupOf<Group>(groups: Map<string, Group>, key: string, create: () => Group): Group {
  const known = groups.get(key);
  if (known !== undefined) return known;
  const group = create();
  groups.set(key, group);
  return group;
}`,
  },
  valueKey: {
    needs: ['Dynamic', 'toText'],
    source: `
/** A text that is the same exactly for equal dynamic values. */
function valueKey(value: Dynamic): string {
  if (typeof value === 'object' && value !== null) return toText(value);
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}`,
  },
  firstOf: {
    source: `
/** The first of two rows in an order; the one before in time where they tie. */
function firstOf<Row>(known: Row | null, row: Row, compare: (a: Row, b: Row) => number): Row {
  return known === null || compare(row, known) < 0 ? row : known;
}`,
  },
  least: {
    source: `
/** The smaller of two values; a null is none. */
function least<Value extends number | bigint | boolean | string>(known: Value | null, value: Value | null): Value | null {
  if (known === null || value === null) return known ?? value;
  return value < known ? value : known;
}`,
  },
  greatest: {
    source: `
/** The larger of two values; a null is none. */
function greatest<Value extends number | bigint | boolean | string>(
  known: Value | null,
  value: Value | null,
): Value | null {
  if (known === null || value === null) return known ?? value;
  return value > known ? value : known;
}`,
  },
  sortedTexts: {
    needs: ['compareText'],
    source: `
/** A set's texts by code point. */
function sortedTexts(texts: ReadonlySet<string>): string[] {
  return [...texts].sort(compareText);
}`,
  },
  addElements: {
    needs: ['Dynamic', 'valueKey'],
    source: `
/** Adds a value to a set; an array adds its elements, null nothing. */
function addElements(set: Map<string, Dynamic>, value: Dynamic): void {
  const elements: readonly Dynamic[] = Array.isArray(value) ? (value as readonly Dynamic[]) : [value];
  for (const element of elements) {
    const key = valueKey(element);
    if (element !== null && !set.has(key)) set.set(key, element);
  }
}`,
  },
  sortedElements: {
    needs: ['Dynamic', 'compareText', 'toText'],
    source: `
/** A set's elements in the order of their texts, a string before what is written alike. */
function sortedElements(elements: Iterable<Dynamic>): Dynamic[] {
  const isText = (value: Dynamic): number => Number(typeof value === 'string');
  return [...elements].sort((a, b) => compareText(toText(a), toText(b)) || isText(b) - isText(a));
}`,
  },
  mean: {
    source: `
/** NaN of no value. */
function mean(values: readonly number[]): number {
  return values.length === 0 ? NaN : values.reduce((total, value) => total + value, 0) / values.length;
}`,
  },
  variance: {
    needs: ['mean'],
    source: `
/** The squared distance from the mean, over the number of values less \`lost\`; 0 of fewer values. */
function variance(values: readonly number[], lost: 0 | 1): number {
  if (values.length <= lost) return 0;
  const middle = mean(values);
  return values.reduce((total, value) => total + (value - middle) ** 2, 0) / (values.length - lost);
}`,
  },
  nearestRank: {
    source: `
/** The smallest value that at least \`rank\` percent of the values do not exceed; null of no value. */
function nearestRank<Value>(values: readonly Value[], rank: number, compare: (a: Value, b: Value) => number): Value | null {
  const at = Math.ceil((rank / 100) * values.length) - 1;
  return [...values].sort(compare)[Math.min(Math.max(at, 0), values.length - 1)] ?? null;
}`,
  },
  weightedRank: {
    source: `
/** As if each value stood there as often as its weight says; null of no value. */
function weightedRank<Value>(
  values: readonly (readonly [value: Value, weight: number])[],
  rank: number,
  compare: (a: Value, b: Value) => number,
): Value | null {
  const share = (rank / 100) * values.reduce((total, [, weight]) => total + weight, 0);
  const sorted = [...values].sort(([a], [b]) => compare(a, b));
  let below = 0;
  return (sorted.find(([, weight]) => (below += weight) >= share) ?? sorted.at(-1))?.[0] ?? null;
}`,
  },
  covariance: {
    needs: ['mean'],
    source: `
/** The mean product of the distances from the means, over the number of pairs less \`lost\`; 0 of fewer pairs. */
function covariance(pairs: readonly (readonly [number, number])[], lost: 0 | 1): number {
  if (pairs.length <= lost) return 0;
  const [x, y] = [mean(pairs.map(([a]) => a)), mean(pairs.map(([, b]) => b))];
  return pairs.reduce((total, [a, b]) => total + (a - x) * (b - y), 0) / (pairs.length - lost);
}`,
  },
  meanTime: {
    needs: ['DateTime', 'TimeSpan', 'dateTimeOf'],
    source: `
/** Of ticks since 1970 in sum; null of no time. */
function meanTime(total: TimeSpan, count: number): DateTime | null {
  if (count === 0) return null;
  const divisor = BigInt(count);
  return dateTimeOf((total - (((total % divisor) + divisor) % divisor)) / divisor);
}`,
  },
  meanSpan: {
    needs: ['TimeSpan'],
    source: `
/** Null of no time. */
function meanSpan(total: TimeSpan, count: number): TimeSpan | null {
  return count === 0 ? null : total / BigInt(count);
}`,
  },
  bitsInAll: {
    source: `
/** binary_all_and(); null of no value. */
function bitsInAll(known: bigint | null, value: bigint | null): bigint | null {
  return known === null || value === null ? (known ?? value) : known & value;
}`,
  },
  bitsInAny: {
    source: `
/** binary_all_or(); null of no value. */
function bitsInAny(known: bigint | null, value: bigint | null): bigint | null {
  return known === null || value === null ? (known ?? value) : known | value;
}`,
  },
  bitsInOdd: {
    source: `
/** binary_all_xor(); null of no value. */
function bitsInOdd(known: bigint | null, value: bigint | null): bigint | null {
  return known === null || value === null ? (known ?? value) : known ^ value;
}`,
  },
  mergedBag: {
    needs: ['Dynamic'],
    source: `
/** One object of all keys; the first that has a key gives its value. */
function mergedBag(bags: readonly Dynamic[], size = Infinity): Dynamic {
  const merged = new Map<string, Dynamic>();
  for (const bag of bags) {
    if (typeof bag !== 'object' || bag === null || Array.isArray(bag)) continue;
    for (const [key, value] of Object.entries(bag)) if (!merged.has(key) && merged.size < size) merged.set(key, value);
  }
  return Object.fromEntries(merged);
}`,
  },
} as const;
