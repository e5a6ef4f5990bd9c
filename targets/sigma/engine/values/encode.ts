/**
 * The encoding modifiers. Bytes are written as characters U+0000 to U+00FF, one a byte.
 * https://sigmahq.io/sigma-specification/specification/sigma-appendix-modifiers.html
 */

export const utf8 = (text: string): string => bytesAsText(new TextEncoder().encode(text));

export const utf16le = (text: string): string => utf16(text, (low, high) => [low, high]);

export const utf16be = (text: string): string => utf16(text, (low, high) => [high, low]);

/** With the byte order mark of little endian, as the appendix shows it (`FF FE …`). */
export const utf16WithMark = (text: string): string => `\u00FF\u00FE${utf16le(text)}`;

function utf16(text: string, order: (low: number, high: number) => readonly number[]): string {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes.push(...order(unit & 0xff, unit >> 8));
  }
  return bytesAsText(bytes);
}

function bytesAsText(bytes: Iterable<number>): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

export const base64 = (bytes: string): string => btoa(bytes);

/**
 * How `bytes` look inside a longer encoded text, for each position modulo three: only the characters that do not depend on
 * what stands before and after.
 */
export function base64Offsets(bytes: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const encoded = btoa('\0'.repeat(before) + bytes).replaceAll('=', '');
    const firstWhole = Math.ceil((before * 8) / 6);
    const wholeSextets = Math.floor(((before + bytes.length) * 8) / 6);
    return encoded.slice(firstWhole, wholeSextets);
  });
}
