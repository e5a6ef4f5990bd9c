import { isArray, type Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';

/** The elements of all arrays in turn; null when one is no array. */
function concatenated(args: readonly Value[]): Value {
  const arrays = args.filter(isArray);
  return arrays.length === args.length ? arrays.flat() : null;
}

export const ARRAYS = functions(
  {
    name: 'array_length',
    aliases: ['arraylength'],
    page: 'array-length-function',
    nulls: 'own',
    evaluate: ([value]) => (isArray(value!) ? BigInt(value.length) : null),
  },
  {
    name: 'array_concat',
    page: 'array-concat-function',
    nulls: 'own',
    choice: 'null when an argument is no array',
    evaluate: concatenated,
  },
);
