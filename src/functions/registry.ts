import { ARITHMETIC } from './arithmetic.js';
import { COMPARISON } from './compare.js';
import { TO_NUMBER } from './conversions/to-number.js';
import { TO_OTHER } from './conversions/to-other.js';
import { PARSE_JSON, TO_STRING } from './conversions/to-string.js';
import { ARRAYS } from './dynamic/arrays.js';
import { PACK } from './dynamic/pack.js';
import { SETS } from './dynamic/sets.js';
import { EMPTINESS } from './emptiness.js';
import type { FunctionEntry } from './function-entry.js';
import { HAS_IPV4 } from './ip/has-ipv4.js';
import { IPV4 } from './ip/ipv4.js';
import { IPV6 } from './ip/ipv6.js';
import { LOGIC } from './logic.js';
import { EXTREMES } from './numbers/extremes.js';
import { ROUNDING } from './numbers/rounding.js';
import { STRING_MATCHING } from './string-matching.js';
import { STRING_BASICS } from './strings/basics.js';
import { STRING_REPLACE } from './strings/replace.js';
import { STRING_SEARCH } from './strings/search.js';
import { CLOCK } from './time/clock.js';
import { DIFFERENCE } from './time/difference.js';

/** A line a family. */
const ENTRIES: readonly FunctionEntry[] = [
  ...LOGIC,
  ...COMPARISON,
  ...STRING_MATCHING,
  ...EMPTINESS,
  ...ARITHMETIC,
  ...TO_STRING,
  ...PARSE_JSON,
  ...TO_NUMBER,
  ...TO_OTHER,
  ...STRING_BASICS,
  ...STRING_SEARCH,
  ...STRING_REPLACE,
  ...ARRAYS,
  ...PACK,
  ...SETS,
  ...ROUNDING,
  ...EXTREMES,
  ...CLOCK,
  ...DIFFERENCE,
  ...IPV4,
  ...IPV6,
  ...HAS_IPV4,
];

/** Every scalar function and operator of KQL that Ruleport knows, by the one name that the IR uses. */
export const FUNCTIONS: ReadonlyMap<string, FunctionEntry> = new Map(ENTRIES.map((entry) => [entry.name, entry]));

/** A function as a query spells it: `iif` is `iff`, `!has` is `has` negated. */
export interface Spelling {
  readonly entry: FunctionEntry;
  readonly negated: boolean;
}

const SPELLINGS: ReadonlyMap<string, Spelling> = new Map(
  ENTRIES.flatMap((entry): (readonly [string, Spelling])[] => [
    ...[entry.name, ...(entry.aliases ?? [])].map((name) => [name, { entry, negated: false }] as const),
    ...(entry.negated ?? []).map((name) => [name, { entry, negated: true }] as const),
  ]),
);

/** What a function or operator as written means, or null when it is not known. */
export const functionSpelled = (written: string): Spelling | null => SPELLINGS.get(written) ?? null;

export function functionEntry(name: string): FunctionEntry {
  const entry = FUNCTIONS.get(name);
  if (entry === undefined) throw new Error(`the function ${name} is not in the registry`);
  return entry;
}
