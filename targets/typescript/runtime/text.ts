/** KQL's text functions where JavaScript's own differ: characters are code points, case folds in ASCII only. */
export const TEXT_HELPERS = {
  lowerAscii: {
    source: `
/** KQL ignores case for ASCII letters only. */
function lowerAscii(value: string): string {
  return value.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}`,
  },
  hasTerm: {
    needs: ['isAlphanumeric'],
    source: `
/** Whether \`term\` stands in \`value\` with no ASCII letter or digit next to its own at either end. */
function hasTerm(value: string, term: string): boolean {
  const startsAlphanumeric = isAlphanumeric(term.charCodeAt(0));
  const endsAlphanumeric = isAlphanumeric(term.charCodeAt(term.length - 1));
  for (let at = value.indexOf(term); at >= 0; at = value.indexOf(term, at + 1)) {
    const before = startsAlphanumeric && isAlphanumeric(value.charCodeAt(at - 1));
    const after = endsAlphanumeric && isAlphanumeric(value.charCodeAt(at + term.length));
    if (!before && !after) return true;
  }
  return false;
}`,
  },
  isAlphanumeric: {
    source: `
/** Of a character code; NaN, beyond the ends of a text, is none. */
function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}`,
  },
  compareText: {
    source: `
/** By code point. JavaScript's own order puts surrogate pairs before U+E000. */
function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a === b) continue;
    const surrogates = Number(a >= 0xd800 && a <= 0xdfff) - Number(b >= 0xd800 && b <= 0xdfff);
    return surrogates !== 0 ? surrogates : a - b;
  }
  return left.length - right.length;
}`,
  },
  textLength: {
    source: `
/** In characters (code points). */
function textLength(value: string): number {
  let length = 0;
  for (let at = 0; at < value.length; at += value.codePointAt(at)! > 0xffff ? 2 : 1) length++;
  return length;
}`,
  },
  substring: {
    source: `
/** From a character on, counted from the end when negative; what lies outside of the text is cut off. */
function substring(value: string, start: number | null, length: number | null = Infinity): string {
  if (start === null || length === null) return '';
  const characters = /[\\ud800-\\udfff]/.test(value) ? [...value] : value;
  const from = start < 0 ? Math.max(characters.length + start, 0) : start;
  const part = characters.slice(from, from + Math.max(length, 0));
  return typeof part === 'string' ? part : part.join('');
}`,
  },
  positionOf: {
    needs: ['textLength'],
    source: `
/** Where \`part\` first stands in \`value\`, in characters, or -1. */
function positionOf(value: string, part: string): number {
  const at = value.indexOf(part);
  return at < 0 ? -1 : textLength(value.slice(0, at));
}`,
  },
  positionOfMatch: {
    needs: ['textLength'],
    source: `
/** Where a pattern first matches, in characters, or -1. */
function positionOfMatch(value: string, pattern: RegExp): number {
  const at = value.search(pattern);
  return at < 0 ? -1 : textLength(value.slice(0, at));
}`,
  },
  splitText: {
    source: `
/** An empty delimiter does not split. */
function splitText(value: string, delimiter: string): string[] {
  return delimiter === '' ? [value] : value.split(delimiter);
}`,
  },
  pick: {
    source: `
/** The one part at a position, as an array; none when there is no such part. */
function pick(parts: readonly string[], position: number | null): string[] {
  const part = position === null || position < 0 ? undefined : parts[position];
  return part === undefined ? [] : [part];
}`,
  },
} as const;
