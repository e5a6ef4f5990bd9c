/** A value with its wildcards as structure, so that no later step can mistake text for a wildcard. */
export type Pattern = readonly PatternPart[];

/** Plain text; any run of characters, any one character, any of the dashes that `windash` makes equal. */
export type PatternPart = { readonly text: string } | { readonly wildcard: 'many' | 'one' | 'dash' };

export const MANY: PatternPart = { wildcard: 'many' };

const ESCAPABLE: ReadonlySet<string> = new Set(['\\', '*', '?']);

/**
 * Reads wildcards and escapes ("Escaping" in the rules specification): `\*` and `\?` are plain, `\\` is one backslash, and
 * a backslash before anything else is itself.
 */
export function parsePattern(value: string): Pattern {
  const parts: PatternPart[] = [];
  let text = '';
  for (let at = 0; at < value.length; at++) {
    const char = value.charAt(at);
    if (char === '\\' && ESCAPABLE.has(value.charAt(at + 1))) text += value.charAt(++at);
    else if (char === '*' || char === '?') {
      parts.push({ text }, { wildcard: char === '*' ? 'many' : 'one' });
      text = '';
    } else text += char;
  }
  parts.push({ text });
  return parts;
}

/** The text of a pattern without wildcards, else null. */
export function plainText(pattern: Pattern): string | null {
  let text = '';
  for (const part of pattern) {
    if (!('text' in part)) return null;
    text += part.text;
  }
  return text;
}

/** Hyphen, slash, en dash, em dash, horizontal bar. */
export const DASHES = '-/\u2013\u2014\u2015';

/** `windash`: each dash stands for all of them. One wildcard instead of the permutations, which grow exponentially. */
export const withDashes = (pattern: Pattern): Pattern =>
  pattern.flatMap((part): PatternPart[] =>
    'text' in part
      ? part.text
          .split(/([-/\u2013\u2014\u2015])/)
          .map((text, index) => (index % 2 === 1 ? { wildcard: 'dash' } : { text }))
      : [part],
  );

/** Without empty texts, neighbouring texts joined, and `**` as `*`. */
export function normalised(pattern: Pattern): Pattern {
  const parts: PatternPart[] = [];
  for (const part of pattern) {
    const last = parts.at(-1);
    if ('text' in part) {
      if (part.text === '') continue;
      if (last !== undefined && 'text' in last) parts[parts.length - 1] = { text: last.text + part.text };
      else parts.push(part);
    } else if (part.wildcard !== 'many' || last === undefined || !('wildcard' in last) || last.wildcard !== 'many') {
      parts.push(part);
    }
  }
  return parts;
}
