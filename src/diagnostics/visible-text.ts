/**
 * Characters that a terminal acts on or that hide: control characters (C0, DEL, C1), format characters such as the
 * bidirectional overrides and zero-width space, line separators, halves of surrogate pairs, private use.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u;

/** Text for one line of a terminal: invisible characters as escapes (`\u{1b}`). */
export const visibleText = (text: string): string =>
  Array.from(text, (char) => (INVISIBLE.test(char) ? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}` : char)).join(
    '',
  );

/** One character as one that takes a single cell and does nothing: a tab as space, controls as their pictures (U+2400). */
export function visibleCharacter(char: string): string {
  if (char === '\t') return ' ';
  if (!INVISIBLE.test(char)) return char;
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}

/** Cells that a text takes in a terminal: two for East Asian wide characters and emoji, none for combining marks. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) width += /\p{M}/u.test(char) ? 0 : isWide(char.codePointAt(0) ?? 0) ? 2 : 1;
  return width;
}

const WIDE_RANGES: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

const isWide = (code: number): boolean => WIDE_RANGES.some(([from, to]) => code >= from && code <= to);
