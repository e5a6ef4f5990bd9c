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
  hasPrefix: {
    needs: ['isAlphanumeric'],
    source: `
/** Whether a term of \`value\` begins with \`prefix\`. */
function hasPrefix(value: string, prefix: string): boolean {
  if (!isAlphanumeric(prefix.charCodeAt(0))) return value.includes(prefix);
  for (let at = value.indexOf(prefix); at >= 0; at = value.indexOf(prefix, at + 1)) {
    if (!isAlphanumeric(value.charCodeAt(at - 1))) return true;
  }
  return false;
}`,
  },
  hasSuffix: {
    needs: ['isAlphanumeric'],
    source: `
/** Whether a term of \`value\` ends with \`suffix\`. */
function hasSuffix(value: string, suffix: string): boolean {
  if (!isAlphanumeric(suffix.charCodeAt(suffix.length - 1))) return value.includes(suffix);
  for (let at = value.indexOf(suffix); at >= 0; at = value.indexOf(suffix, at + 1)) {
    if (!isAlphanumeric(value.charCodeAt(at + suffix.length))) return true;
  }
  return false;
}`,
  },
  hasAnyTerm: {
    needs: ['hasTerm'],
    source: `
function hasAnyTerm(value: string, terms: readonly string[]): boolean {
  return terms.some((term) => hasTerm(value, term));
}`,
  },
  hasAllTerms: {
    needs: ['hasTerm'],
    source: `
function hasAllTerms(value: string, terms: readonly string[]): boolean {
  return terms.every((term) => hasTerm(value, term));
}`,
  },
  foldedTexts: {
    needs: ['Dynamic', 'listed', 'lowerAscii', 'toText'],
    source: `
function foldedTexts(...values: readonly Dynamic[]): string[] {
  return listed(...values).map((value) => lowerAscii(toText(value)));
}`,
  },
  replaceText: {
    source: `
/** An empty part replaces nothing. */
function replaceText(value: string, part: string, other: string): string {
  return part === '' ? value : value.split(part).join(other);
}`,
  },
  positionIn: {
    needs: ['textLength'],
    source: `
/**
 * Where \`part\` stands in \`value\` for the nth time, in characters, or -1; each time it is sought within \`length\` characters
 * behind the last. Null for a range that is none.
 */
function positionIn(
  value: string,
  part: string,
  start: number | null,
  length: number | null = -1,
  occurrence: number | null = 1,
): number | null {
  if (start === null || length === null || occurrence === null || length < -1 || occurrence < 1) return null;
  const characters = [...value];
  const [size, wide] = [textLength(part), value.length !== characters.length];
  for (let found = 1, at = Math.max(start, 0); at <= characters.length; found++, at++) {
    const unit = value.indexOf(part, wide ? characters.slice(0, at).join('').length : at);
    const end = length < 0 ? characters.length : Math.min(at + length, characters.length);
    if (unit < 0) return -1;
    at = wide ? textLength(value.slice(0, unit)) : unit;
    if (at + size > end) return -1;
    if (found === occurrence) return at;
  }
  return -1;
}`,
  },
  isAlphanumeric: {
    source: `
/** Of a character code; NaN, beyond the ends of a text, is none. */
function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
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
  countText: {
    source: `
/** How often a part stands in a text; places may overlap. Nothing is found for ''. */
function countText(text: string, part: string): number {
  let found = 0;
  if (part === '') return found;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found++;
  return found;
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
