import { isArray, type Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { checkElements } from '../limits.js';
import { identity, sameValue } from './same-value.js';

type Elements = ReadonlyMap<string, Value>;

/** Distinct elements in the order in which they first stand. */
const elementsOf = (array: readonly Value[]): Elements => {
  const elements = new Map<string, Value>();
  for (const value of array) {
    const key = identity(value);
    if (!elements.has(key)) elements.set(key, value);
  }
  return elements;
};

/** A function of sets only; null when an argument is no array. */
function onSets(args: readonly Value[], combine: (first: Elements, others: readonly Elements[]) => Value): Value {
  const [first, ...others] = args.filter(isArray).map(elementsOf);
  return first === undefined || others.length + 1 < args.length ? null : combine(first, others);
}

function union(first: Elements, others: readonly Elements[]): Value {
  const all = new Map(first);
  for (const set of others) for (const [key, value] of set) if (!all.has(key)) all.set(key, value);
  checkElements(all.size);
  return [...all.values()];
}

const filtered = (set: Elements, keep: (key: string) => boolean): Value =>
  [...set].filter(([key]) => keep(key)).map(([, value]) => value);

const isSame = (left: Elements, right: Elements): boolean =>
  left.size === right.size && [...left.keys()].every((key) => right.has(key));

function jaccard(left: Elements, right: Elements): Value {
  const common = [...left.keys()].filter((key) => right.has(key)).length;
  const all = left.size + right.size - common;
  return all === 0 ? null : common / all;
}

const CHOICE =
  'elements stand where they first stood; numbers are the same by value; null when an argument is no array';

export const SETS = functions(
  {
    name: 'set_has_element',
    page: 'set-has-element-function',
    nulls: 'own',
    choice: 'null when the set is no array; numbers are the same by value, null is the same as null',
    evaluate: ([set, value]) => (isArray(set!) ? set.some((element) => sameValue(element, value!)) : null),
  },
  {
    name: 'set_union',
    page: 'set-union-function',
    nulls: 'own',
    choice: CHOICE,
    evaluate: (args) => onSets(args, union),
  },
  {
    name: 'set_intersect',
    page: 'set-intersect-function',
    nulls: 'own',
    choice: CHOICE,
    evaluate: (args) =>
      onSets(args, (first, others) => filtered(first, (key) => others.every((other) => other.has(key)))),
  },
  {
    name: 'set_difference',
    page: 'set-difference-function',
    nulls: 'own',
    choice: CHOICE,
    evaluate: (args) =>
      onSets(args, (first, others) => filtered(first, (key) => !others.some((other) => other.has(key)))),
  },
  {
    name: 'set_equals',
    page: 'set-equals-function',
    nulls: 'own',
    choice: CHOICE,
    evaluate: (args) => onSets(args, (first, others) => others.every((other) => isSame(first, other))),
  },
  {
    name: 'jaccard_index',
    page: 'jaccard-index-function',
    nulls: 'own',
    choice: 'of two empty sets null; null when an argument is no array',
    evaluate: (args) => onSets(args, (first, [second]) => (second === undefined ? null : jaccard(first, second))),
  },
);
