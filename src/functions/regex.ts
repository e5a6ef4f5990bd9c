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

/** Unanchored, case-sensitive. */
export const matchesRegex = (value: string, pattern: string): boolean => compileRegex(pattern).isMatch(value);

/** Position of the first match in code points, -1 when there is none. The crate counts UTF-8 bytes. */
export function findRegex(value: string, pattern: string): number {
  const match = compileRegex(pattern).find(value);
  if (match === undefined) return -1;
  const before = new TextEncoder().encode(value).subarray(0, match.start);
  return [...new TextDecoder().decode(before)].length;
}
