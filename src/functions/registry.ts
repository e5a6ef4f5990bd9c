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

const CANONICAL: ReadonlyMap<string, string> = new Map(
  ENTRIES.flatMap((entry) => [entry.name, ...(entry.aliases ?? [])].map((name) => [name, entry.name] as const)),
);

/** The IR's name for a function as written (`iif` is `iff`), or null when it is not known. */
export const canonicalFunction = (written: string): string | null => CANONICAL.get(written) ?? null;

export function functionEntry(name: string): FunctionEntry {
  const entry = FUNCTIONS.get(name);
  if (entry === undefined) throw new Error(`the function ${name} is not in the registry`);
  return entry;
}
