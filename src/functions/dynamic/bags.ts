import { isArray, isBag, type Bag, type Value } from '../../ir/value.js';
import { compareText } from '../compare.js';
import { functions } from '../function-entry.js';
import { jsonText, text } from '../json.js';
import { followAll, parseJsonPath, type Step } from './json-path.js';

/** A JSONPath, or the name of a key: https://learn.microsoft.com/kusto/query/bag-has-key-function */
function stepsOf(key: Value): readonly Step[] {
  const name = text(key);
  return parseJsonPath(name) ?? [name];
}

/** The bag without what the steps lead to; array places are not supported. */
function without(bag: Bag, [step, ...rest]: readonly Step[]): Bag {
  if (typeof step !== 'string' || !bag.has(step)) return bag;
  const copy = new Map(bag);
  const inner = bag.get(step)!;
  if (rest.length === 0) copy.delete(step);
  else if (isBag(inner)) copy.set(step, without(inner, rest));
  return copy;
}

/** The bag with a value where the steps lead, bags made on the way; null through an array. */
function withValue(bag: Bag, [step, ...rest]: readonly Step[], value: Value): Bag | null {
  if (typeof step !== 'string') return null;
  const inner = bag.get(step);
  const set = rest.length === 0 ? value : withValue(isBag(inner!) ? inner : new Map(), rest, value);
  return set === null && rest.length > 0 ? null : new Map(bag).set(step, set);
}

/** Of a key in several bags the first value counts. */
function merge(args: readonly Value[]): Value {
  const merged = new Map<string, Value>();
  for (const bag of args) {
    if (!isBag(bag)) return null;
    for (const [key, value] of bag) if (!merged.has(key)) merged.set(key, value);
  }
  return merged;
}

/** Keys that are no strings are left out, missing values are null: https://learn.microsoft.com/kusto/query/bag-zip-function */
function zipBag([keys, values]: readonly Value[]): Value {
  if (!isArray(keys!)) return null;
  const bag = new Map<string, Value>();
  for (const [index, key] of keys.entries()) {
    if (typeof key === 'string') bag.set(key, isArray(values!) ? (values[index] ?? null) : null);
  }
  return bag;
}

/** Paths to everything inside, `['a']` a key and `[0]` any element, each once. */
function treePaths(value: Value, path: string, into: Set<string>): Set<string> {
  if (path !== '') into.add(path);
  if (isArray(value)) for (const item of value) treePaths(item, `${path}[0]`, into);
  if (isBag(value)) {
    for (const [key, item] of value) treePaths(item, `${path}['${key.replace(/[\\']/g, '\\$&')}']`, into);
  }
  return into;
}

/** The value with the keys of all its bags in order. */
function canonical(value: Value): Value {
  if (isArray(value)) return value.map(canonical);
  if (!isBag(value)) return value;
  const keys = [...value.keys()].sort(compareText);
  return new Map(keys.map((key) => [key, canonical(value.get(key)!)]));
}

export const BAGS = functions(
  {
    name: 'bag_keys',
    page: 'bag-keys-function',
    nulls: 'own',
    choice: 'in the order of the bag',
    evaluate: ([bag]) => (isBag(bag!) ? [...bag.keys()] : null),
  },
  {
    name: 'bag_has_key',
    page: 'bag-has-key-function',
    nulls: 'own',
    choice: 'null for what is no bag',
    evaluate: ([bag, key]) => (isBag(bag!) ? followAll(bag, stepsOf(key!)) !== undefined : null),
  },
  {
    name: 'bag_remove_keys',
    page: 'bag-remove-keys-function',
    nulls: 'own',
    choice: 'null for what is no bag; paths through arrays remove nothing',
    evaluate: ([bag, keys]) => {
      if (!isBag(bag!) || !isArray(keys!)) return null;
      return keys.reduce<Bag>((rest, key) => without(rest, stepsOf(key)), bag);
    },
  },
  {
    name: 'bag_set_key',
    page: 'bag-set-key-function',
    nulls: 'own',
    choice:
      'a new key comes last; what is no bag on the way is replaced by one; paths through arrays, or the root, are null',
    evaluate: ([bag, key, value]) => (isBag(bag!) ? withValue(bag, stepsOf(key!), value!) : null),
  },
  {
    name: 'bag_merge',
    page: 'bag-merge-function',
    nulls: 'own',
    choice: 'null when an argument is no bag; of a key in several bags the first value counts',
    evaluate: merge,
  },
  { name: 'bag_zip', page: 'bag-zip', nulls: 'own', choice: 'of a key given twice the last value', evaluate: zipBag },
  {
    name: 'treepath',
    page: 'treepath-function',
    nulls: 'own',
    choice: 'bags and arrays inside have paths of their own, before what is in them; null for what is no bag',
    evaluate: ([bag]) => (isBag(bag!) ? [...treePaths(bag, '', new Set())] : null),
  },
  {
    name: 'dynamic_to_json',
    page: 'dynamic-to-json-function',
    nulls: 'never',
    choice: 'a dynamic string is its text, without quotes, as tostring gives it',
    evaluate: ([value]) => (isArray(value!) || isBag(value!) ? jsonText(canonical(value)) : text(value!)),
  },
);
