/** Dynamic values are JSON values. Keys come from logs and rules, so only own properties are ever read. */
export const DYNAMIC_HELPERS = {
  Dynamic: {
    source: `
/** A dynamic value of KQL: any JSON value. */
export type Dynamic =
  null | boolean | number | string | readonly Dynamic[] | { readonly [key: string]: Dynamic };`,
  },
  parseJson: {
    needs: ['Dynamic', 'isTooDeep'],
    source: `
/** What is no JSON stays a string; '' is null. */
function parseJson(json: string): Dynamic {
  if (json === '') return null;
  if (isTooDeep(json)) return json;
  try {
    return JSON.parse(json) as Dynamic;
  } catch {
    return json;
  }
}`,
  },
  isTooDeep: {
    source: `
/** More levels of arrays and objects than can safely be walked. A text too short to have them is not looked at. */
function isTooDeep(json: string, limit = 512): boolean {
  if (json.length <= 2 * limit) return false;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === 34) inString = !inString;
    else if (inString) at += code === 92 ? 1 : 0;
    else if (code === 91 || code === 123) depth++;
    else if (code === 93 || code === 125) depth--;
    if (depth > limit) return true;
  }
  return false;
}`,
  },
  toText: {
    needs: ['Dynamic', 'scalarText'],
    source: `
/** As tostring() gives it: a string as it is, null as '', arrays and objects as compact JSON. */
function toText(value: Dynamic): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return scalarText(value);
  // 1e999 is JSON and becomes Infinity, for which JSON has no word.
  const written = (_: string, item: unknown): unknown =>
    typeof item === 'number' && !Number.isFinite(item) ? String(item) : item;
  return JSON.stringify(value, written);
}`,
  },
  scalarText: {
    source: `
function scalarText(value: null | boolean | number | bigint): string {
  return value === null ? '' : String(value);
}`,
  },
  member: {
    needs: ['Dynamic'],
    source: `
/** The value under a key of an object, key by key; null where there is none. */
function member(value: Dynamic, ...keys: readonly string[]): Dynamic {
  let found = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null || Array.isArray(found) || !Object.hasOwn(found, key)) return null;
    found = (found as Readonly<Record<string, Dynamic>>)[key] ?? null;
  }
  return found;
}`,
  },
  element: {
    needs: ['Dynamic'],
    source: `
/** The element at a position of an array, from the end when negative; null where there is none. */
function element(value: Dynamic, position: number | null): Dynamic {
  return Array.isArray(value) && position !== null ? ((value as readonly Dynamic[]).at(position) ?? null) : null;
}`,
  },
  arrayLength: {
    needs: ['Dynamic'],
    source: `
function arrayLength(value: Dynamic): number | null {
  return Array.isArray(value) ? value.length : null;
}`,
  },
  isEmpty: {
    needs: ['Dynamic'],
    source: `
function isEmpty(value: Dynamic): boolean {
  return value === null || value === '';
}`,
  },
  equals: {
    source: `
/** \`===\` where the types alone would tell TypeScript the answer. */
function equals(left: unknown, right: unknown): boolean {
  return left === right;
}`,
  },
  same: {
    needs: ['Dynamic', 'toText'],
    source: `
/** Equality by value; arrays and objects by their JSON text. */
function same(left: Dynamic | bigint, right: Dynamic | bigint): boolean {
  if (typeof left === 'object' && left !== null && typeof right === 'object' && right !== null) {
    return toText(left) === toText(right);
  }
  const areNumbers = (typeof left === 'number' && typeof right === 'bigint') || (typeof left === 'bigint' && typeof right === 'number');
  return areNumbers ? left == right : left === right;
}`,
  },
  equal: {
    needs: ['Dynamic', 'same'],
    source: `
/** KQL's ==: null when both sides are. */
function equal(left: Dynamic | bigint, right: Dynamic | bigint): boolean | null {
  return left === null && right === null ? null : same(left, right);
}`,
  },
  difference: {
    needs: ['Dynamic'],
    source: `
/** The sign of left - right, or NaN when the dynamic value is no number. */
function difference(left: Dynamic, right: number | bigint): number {
  if (typeof left !== 'number') return NaN;
  return left < right ? -1 : left > right ? 1 : left == right ? 0 : NaN;
}`,
  },
  listed: {
    needs: ['Dynamic'],
    source: `
/** A list whose arrays stand for their elements. */
function listed(...values: readonly Dynamic[]): Dynamic[] {
  return values.flatMap((value) => (Array.isArray(value) ? listed(...(value as readonly Dynamic[])) : [value]));
}`,
  },
  isAmong: {
    needs: ['Dynamic', 'equal', 'listed'],
    source: `
/** KQL's in: an \`or\` of ==. */
function isAmong(value: Dynamic | bigint, ...list: readonly Dynamic[]): boolean | null {
  const results = listed(...list).map((item) => equal(value, item));
  return results.includes(true) ? true : results.includes(null) ? null : false;
}`,
  },
  bagOf: {
    needs: ['Dynamic'],
    source: `
/** A key given twice keeps its first place and its last value. */
function bagOf(...entries: readonly (readonly [string, Dynamic])[]): Dynamic {
  return Object.fromEntries(entries);
}`,
  },
  concatArrays: {
    needs: ['Dynamic'],
    source: `
/** Null when one is no array. */
function concatArrays(...values: readonly Dynamic[]): Dynamic {
  return values.every((value) => Array.isArray(value)) ? (values as readonly (readonly Dynamic[])[]).flat() as Dynamic[] : null;
}`,
  },
  setHasElement: {
    needs: ['Dynamic', 'same'],
    source: `
/** Null when the set is no array. */
function setHasElement(set: Dynamic, value: Dynamic): boolean | null {
  return Array.isArray(set) ? (set as readonly Dynamic[]).some((element) => same(element, value)) : null;
}`,
  },
  firstPresent: {
    needs: ['Dynamic'],
    source: `
/** The first value that is neither null nor ''. */
function firstPresent(values: readonly Dynamic[]): Dynamic {
  return values.find((value) => value !== null && value !== '') ?? null;
}`,
  },
  expand: {
    needs: ['Dynamic'],
    source: `
/** The rows of an mv-expand: the elements of an array, the entries of an object, else the value itself, also null. */
function expand(value: Dynamic): readonly Dynamic[] {
  if (Array.isArray(value)) return value as readonly Dynamic[];
  if (typeof value !== 'object' || value === null) return [value];
  return Object.entries(value).map((entry) => Object.fromEntries([entry]));
}`,
  },
  expandToPairs: {
    needs: ['Dynamic'],
    source: `
/** The rows of an mv-expand kind=array: an object gives its [key, value] pairs. */
function expandToPairs(value: Dynamic): readonly Dynamic[] {
  if (Array.isArray(value)) return value as readonly Dynamic[];
  return typeof value === 'object' && value !== null ? Object.entries(value) : [value];
}`,
  },
  together: {
    needs: ['Dynamic'],
    source: `
/** Expands several values side by side; the shorter ones end in null. */
function together<Lists extends readonly (readonly Dynamic[])[]>(
  ...lists: Lists
): { readonly [Position in keyof Lists]: Dynamic }[] {
  const length = Math.max(...lists.map((list) => list.length));
  return Array.from({ length }, (_, index) => lists.map((list) => list[index] ?? null) as never);
}`,
  },
  asString: {
    needs: ['Dynamic'],
    source: `
function asString(value: Dynamic): string {
  return typeof value === 'string' ? value : '';
}`,
  },
  asWhole: {
    needs: ['Dynamic'],
    source: `
function asWhole(value: Dynamic): number | null {
  return Number.isSafeInteger(value) ? Number(value) : null;
}`,
  },
  asReal: {
    needs: ['Dynamic'],
    source: `
function asReal(value: Dynamic): number | null {
  return typeof value === 'number' ? value : null;
}`,
  },
  asBool: {
    needs: ['Dynamic'],
    source: `
function asBool(value: Dynamic): boolean | null {
  return typeof value === 'boolean' ? value : null;
}`,
  },
} as const;
