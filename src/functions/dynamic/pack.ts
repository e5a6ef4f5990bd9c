import type { Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';

/** Keys and values in turn as a bag. */
function bagOf(args: readonly Value[], keep: (value: Value) => boolean = () => true): Value {
  const bag = new Map<string, Value>();
  for (let index = 0; index + 1 < args.length; index += 2) {
    const value = args[index + 1]!;
    if (keep(value)) bag.set(text(args[index]!), value);
  }
  return bag;
}

export const PACK = functions(
  {
    name: 'bag_pack',
    aliases: ['pack', 'pack_dictionary'],
    page: 'pack-function',
    nulls: 'never',
    choice: 'keys in the order of the arguments; a key given twice keeps its first place and its last value',
    evaluate: (args) => bagOf(args),
  },
  {
    // Written without columns; lowering names them all, as in bag_pack.
    name: 'pack_all',
    page: 'pack-all-function',
    nulls: 'never',
    choice:
      'of what ignores null and empty: columns that are null or the empty string are left out, empty arrays are not',
    evaluate: (args) => bagOf(args, (value) => value !== null && value !== ''),
  },
  {
    name: 'pack_array',
    page: 'pack-array-function',
    nulls: 'never',
    evaluate: (args) => args,
  },
);
