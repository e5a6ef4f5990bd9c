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
  if (compiled.size >= MAX_CACHED) {
    // They live in the memory of WebAssembly, which nothing collects.
    for (const old of compiled.values()) old.free();
    compiled.clear();
  }
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

/** How many capture groups a pattern has, the whole match not counted. */
export const groupCount = (pattern: string): number => compileRegex(pattern).capturesLength() - 1;

/** The number of a named group, or null. */
export function groupNumber(pattern: string, name: string): number | null {
  const index = compileRegex(pattern).captureNames().indexOf(name);
  return index < 0 ? null : index;
}

/**
 * The matches of a pattern, each as its whole text and its groups; a group that takes no part is `""`. The package's own
 * `captures` leaves such groups out and so renumbers the others: this asks for a replacement and reads it back.
 */
export function captureRegex(value: string, pattern: string, limit = 0): string[][] {
  const regex = compileRegex(pattern);
  const [open, between, close] = absentCharacters(value);
  const groups = Array.from({ length: regex.capturesLength() }, (_, index) => `\${${index}}`);
  const marked = regex.replacen(value, limit, `${open}${groups.join(between)}${close}`);
  return marked
    .split(open)
    .slice(1)
    .map((match) => match.slice(0, match.indexOf(close)).split(between));
}

/** Three characters for private use that a text does not have. */
function absentCharacters(text: string): readonly [string, string, string] {
  const found: string[] = [];
  for (let code = 0xe000; found.length < 3; code++) {
    const character = String.fromCharCode(code);
    if (!text.includes(character)) found.push(character);
  }
  return found as [string, string, string];
}

/** All matches replaced; `template` is of the crate: `${0}` is the match, `${1}` its first group, `$$` a dollar. */
export const replaceRegex = (value: string, pattern: string, template: string): string =>
  compileRegex(pattern).replaceAll(value, template);
