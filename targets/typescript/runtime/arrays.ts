/** Arrays and sets. */
export const ARRAY_HELPERS = {
  sliceOf: {
    needs: ['Dynamic'],
    source: `
/** Both ends belong to it, and count from the end when negative; null of no array. */
function sliceOf(value: Dynamic, start: number | null, end: number | null): Dynamic {
  if (!Array.isArray(value) || start === null || end === null) return null;
  const array = value as readonly Dynamic[];
  const place = (position: number): number => (position < 0 ? position + array.length : position);
  return array.slice(Math.max(place(start), 0), Math.max(place(end) + 1, 0));
}`,
  },
  reversed: {
    needs: ['Dynamic'],
    source: `
function reversed(value: Dynamic): Dynamic {
  return Array.isArray(value) ? [...(value as readonly Dynamic[])].reverse() : null;
}`,
  },
  sumOf: {
    needs: ['Dynamic'],
    source: `
/** Null when an element is no number. */
function sumOf(value: Dynamic): number | null {
  if (!Array.isArray(value)) return null;
  let sum = 0;
  for (const element of value as readonly Dynamic[]) {
    if (typeof element !== 'number') return null;
    sum += element;
  }
  return sum;
}`,
  },
  placeOf: {
    needs: ['Dynamic', 'valueKey'],
    source: `
/** Where an element first stands in an array, or -1; null of no array. */
function placeOf(value: Dynamic, sought: Dynamic): number | null {
  if (!Array.isArray(value)) return null;
  const key = valueKey(sought);
  return (value as readonly Dynamic[]).findIndex((element) => valueKey(element) === key);
}`,
  },
  joinedTexts: {
    needs: ['Dynamic', 'toText'],
    source: `
/** strcat_array(); '' of no array. */
function joinedTexts(value: Dynamic, delimiter: string): string {
  return Array.isArray(value) ? (value as readonly Dynamic[]).map(toText).join(delimiter) : '';
}`,
  },
  elementsByKey: {
    needs: ['Dynamic', 'valueKey'],
    source: `
/** The distinct elements of arrays, in the order in which they first stand; null when one is no array. */
function elementsByKey(arrays: readonly Dynamic[]): Map<string, Dynamic>[] | null {
  if (!arrays.every((array) => Array.isArray(array))) return null;
  return (arrays as readonly (readonly Dynamic[])[]).map((array) => {
    const elements = new Map<string, Dynamic>();
    for (const element of array) {
      const key = valueKey(element);
      if (!elements.has(key)) elements.set(key, element);
    }
    return elements;
  });
}`,
  },
  setUnion: {
    needs: ['Dynamic', 'elementsByKey'],
    source: `
function setUnion(...arrays: readonly Dynamic[]): Dynamic {
  const [first, ...others] = elementsByKey(arrays) ?? [];
  if (first === undefined) return null;
  for (const other of others) for (const [key, element] of other) if (!first.has(key)) first.set(key, element);
  return [...first.values()];
}`,
  },
  setIntersect: {
    needs: ['Dynamic', 'elementsByKey'],
    source: `
function setIntersect(...arrays: readonly Dynamic[]): Dynamic {
  const [first, ...others] = elementsByKey(arrays) ?? [];
  if (first === undefined) return null;
  return [...first].filter(([key]) => others.every((other) => other.has(key))).map(([, element]) => element);
}`,
  },
  setDifference: {
    needs: ['Dynamic', 'elementsByKey'],
    source: `
function setDifference(...arrays: readonly Dynamic[]): Dynamic {
  const [first, ...others] = elementsByKey(arrays) ?? [];
  if (first === undefined) return null;
  return [...first].filter(([key]) => !others.some((other) => other.has(key))).map(([, element]) => element);
}`,
  },
} as const;
