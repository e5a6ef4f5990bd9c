import { RRegex } from 'rregex';

/**
 * KQL's regular expressions are those of Rust's `regex` crate (https://learn.microsoft.com/kusto/query/regex), and this is
 * that crate: linear in time whatever the pattern.
 */
const compiled = new Map<string, RRegex>();
const MAX_CACHED = 500;

export class InvalidRegex extends Error {
  override readonly name = 'InvalidRegex';
}

export function compileRegex(pattern: string): RRegex {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  let regex: RRegex;
  try {
    regex = new RRegex(pattern);
  } catch (error) {
    throw new InvalidRegex(String(error instanceof Error ? error.message : error));
  }
  if (compiled.size >= MAX_CACHED) compiled.clear();
  compiled.set(pattern, regex);
  return regex;
}

/** What is wrong with a pattern, in one line, or null. */
export function regexFault(pattern: string): string | null {
  try {
    compileRegex(pattern);
    return null;
  } catch (error) {
    if (!(error instanceof InvalidRegex)) throw error;
    return error.message.split('\n').at(-1) ?? error.message;
  }
}

/** Unanchored, case-sensitive. */
export const matchesRegex = (value: string, pattern: string): boolean => compileRegex(pattern).isMatch(value);

/** Positions of all matches in code points, left to right, none overlapping. The crate counts UTF-8 bytes. */
export function findRegex(value: string, pattern: string): number[] {
  const bytes = new TextEncoder().encode(value);
  const decoder = new TextDecoder();
  return compileRegex(pattern)
    .findAll(value)
    .map(({ start }) => [...decoder.decode(bytes.subarray(0, start))].length);
}
