/**
 * Texts as patterns of `match()`, which looks anywhere in the value (Search Reference, "Comparison and Conditional
 * functions"). KQL folds only ASCII letters; PCRE's `(?i)` also takes U+212A (Kelvin sign) for k and U+017F (long s) for s,
 * and folds all other letters, so those are matched with `(?-i:…)`.
 */

/** `\z`, not `$`: in PCRE `$` also stands before a last line feed. */
export const END = '\\z';

/** Characters that no SPL string holds: breaks of lines, other control characters, and the backtick, which calls a macro. */
export const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}`]/u;

const NOT_ALPHANUMERIC = '[^0-9A-Za-z]';

/** Matches the text itself, wherever it stands. */
export const literalPattern = (text: string): string => [...text].map(escaped).join('');

/** The same, ASCII letters in either case; a group of its own, so that nothing around it changes meaning. */
export function foldedPattern(text: string): string {
  if (!/[A-Za-z]/.test(text)) return literalPattern(text);
  return `(?i:${[...text].map(folded).join('')})`;
}

/** KQL's `has`: what is next to an alphanumeric end of the term must not be alphanumeric. */
export function termPattern(term: string, pattern: string): string {
  const first = /^[0-9A-Za-z]/.test(term) ? `(?:^|${NOT_ALPHANUMERIC})` : '';
  const last = /[0-9A-Za-z]$/.test(term) ? `(?:${NOT_ALPHANUMERIC}|$)` : '';
  return `${first}${pattern}${last}`;
}

const folded = (character: string): string => {
  if (/[ks]/i.test(character)) return `(?-i:[${character.toUpperCase()}${character.toLowerCase()}])`;
  if (character > '\x7f' && character.toLowerCase() !== character.toUpperCase()) return `(?-i:${character})`;
  return escaped(character);
};

/** A class instead of a backslash where PCRE allows it: the SPL string around the pattern would double the backslash. */
function escaped(character: string): string {
  if (UNPRINTABLE.test(character)) return `\\x{${character.codePointAt(0)!.toString(16)}}`;
  if (/[.*+?(){}|$]/.test(character)) return `[${character}]`;
  return /[\\^[\]]/.test(character) ? `\\${character}` : character;
}
