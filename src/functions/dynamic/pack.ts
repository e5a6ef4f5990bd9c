import type { Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';

/** Keys and values in turn as a bag. */
function bagOf(args: readonly Value[]): Value {
  const bag = new Map<string, Value>();
  for (let index = 0; index + 1 < args.length; index += 2) bag.set(text(args[index]!), args[index + 1]!);
  return bag;
}

export const PACK = functions(
  {
    name: 'bag_pack',
    aliases: ['pack', 'pack_dictionary'],
    page: 'pack-function',
    nulls: 'never',
    choice: 'keys in the order of the arguments; a key given twice keeps its first place and its last value',
    evaluate: bagOf,
  },
  {
    name: 'pack_array',
    page: 'pack-array-function',
    nulls: 'never',
    evaluate: (args) => args,
  },
);
