import { ARITHMETIC } from './arithmetic.js';
import { COMPARISON } from './compare.js';
import { EMPTINESS } from './emptiness.js';
import type { FunctionEntry } from './function-entry.js';
import { LOGIC } from './logic.js';
import { STRING_MATCHING } from './string-matching.js';
import { STRINGS } from './strings.js';
import { TIME } from './time.js';

const ENTRIES: readonly FunctionEntry[] = [
  ...LOGIC,
  ...COMPARISON,
  ...STRING_MATCHING,
  ...EMPTINESS,
  ...STRINGS,
  ...ARITHMETIC,
  ...TIME,
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
