import { isArray, type Value } from '../../ir/value.js';
import { functions, type FunctionEntry } from '../function-entry.js';
import { checkElements } from '../limits.js';
import { count, real } from '../values.js';
import { sameValue } from './same-value.js';

/** A function whose first argument is an array; null for anything else. */
type OnArray = (array: readonly Value[], args: readonly Value[]) => Value;

const onArray = (name: string, change: OnArray, choice?: string): FunctionEntry => ({
  name,
  page: `${name.replaceAll('_', '-')}-function`,
  nulls: 'own',
  choice: `${choice === undefined ? '' : `${choice}; `}null when the first argument is no array`,
  evaluate: ([array, ...args]: readonly Value[]) => (isArray(array!) ? change(array, args) : null),
});

/** The elements of all arrays in turn; null when one is no array. */
function concatenated(args: readonly Value[]): Value {
  const arrays = args.filter(isArray);
  if (arrays.length < args.length) return null;
  checkElements(arrays.reduce((sum, array) => sum + array.length, 0));
  return arrays.flat();
}

/** A position from the start, or when negative from the end. */
const placeIn = (array: readonly Value[], position: number): number =>
  position < 0 ? position + array.length : position;

/** Both ends belong to the slice: https://learn.microsoft.com/kusto/query/array-slice-function */
function slice(array: readonly Value[], [start, end]: readonly Value[]): Value {
  const [first, last] = [count(start), count(end)];
  if (first === null || last === null) return null;
  return array.slice(Math.max(placeIn(array, first), 0), Math.max(placeIn(array, last) + 1, 0));
}

/** The parts before, between and behind the positions. */
function split(array: readonly Value[], [positions]: readonly Value[]): Value {
  const places = (isArray(positions!) ? positions : [positions!]).map(count);
  if (!places.every((place) => place !== null)) return null;
  const borders = [
    0,
    ...places.map((place) => Math.min(Math.max(placeIn(array, place), 0), array.length)),
    array.length,
  ];
  return borders.slice(1).map((end, index) => array.slice(borders[index], end));
}

/** Elements move towards the start by `places`, those that fall out come back at the end. */
function rotated(array: readonly Value[], places: number): Value {
  if (array.length === 0) return array;
  const by = ((places % array.length) + array.length) % array.length;
  return [...array.slice(by), ...array.slice(0, by)];
}

/** As `rotated`, but what falls out is lost and `filler` comes in. */
function shifted(array: readonly Value[], places: number, filler: Value): Value {
  return array.map((_, index) => {
    const from = index + places;
    return from >= 0 && from < array.length ? array[from]! : filler;
  });
}

function indexOf(array: readonly Value[], [value, start = 0n, length = -1n, occurrence = 1n]: readonly Value[]): Value {
  const [from, many, wanted] = [count(start), count(length), count(occurrence)];
  if (from === null || many === null || wanted === null || many < -1 || wanted < 1) return null;
  const first = Math.max(placeIn(array, from), 0);
  const end = many < 0 ? array.length : Math.min(first + many, array.length);
  let found = 0;
  for (let index = first; index < end; index++) {
    if (sameValue(array[index]!, value!) && ++found === wanted) return BigInt(index);
  }
  return -1n;
}

function sum(array: readonly Value[]): Value {
  const numbers = array.map(real);
  return numbers.every((number) => number !== null) ? numbers.reduce((total, number) => total + number, 0) : null;
}

/** Element by element: `true` and numbers but 0 take the one, `false` and 0 the other, anything else null. */
function choose(conditions: readonly Value[], [yes, no]: readonly Value[]): Value {
  const at = (values: Value, index: number): Value => (isArray(values) ? (values[index] ?? null) : values);
  return conditions.map((condition, index) => {
    const number = real(condition);
    if (typeof condition !== 'boolean' && number === null) return null;
    return at(condition === true || (number !== null && number !== 0) ? yes! : no!, index);
  });
}

const moved = (change: (array: readonly Value[], places: number, filler: Value) => Value, sign: 1 | -1): OnArray => {
  return (array, [places, filler = null]) => {
    const by = count(places);
    return by === null ? null : change(array, sign * by, filler);
  };
};

export const ARRAYS = functions(
  { ...onArray('array_length', (array) => BigInt(array.length)), aliases: ['arraylength'] },
  {
    name: 'array_concat',
    page: 'array-concat-function',
    nulls: 'own',
    choice: 'null when an argument is no array',
    evaluate: concatenated,
  },
  onArray('array_slice', slice),
  onArray('array_split', split, 'positions out of range are its ends; one before its predecessor gives an empty part'),
  onArray('array_reverse', (array) => [...array].reverse()),
  onArray('array_rotate_left', moved(rotated, 1)),
  onArray('array_rotate_right', moved(rotated, -1)),
  onArray('array_shift_left', moved(shifted, 1), 'what is shifted in is null, also between strings'),
  onArray('array_shift_right', moved(shifted, -1), 'what is shifted in is null, also between strings'),
  onArray('array_index_of', indexOf, 'numbers are the same by value; an occurrence of 0 is null'),
  onArray('array_sum', sum, 'an empty array sums up to 0'),
  { ...onArray('array_iff', choose), aliases: ['array_iif'] },
);
