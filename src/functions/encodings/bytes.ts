/** Bytes and base64 (RFC 4648, section 4). */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES: ReadonlyMap<string, number> = new Map(Array.from(ALPHABET, (character, index) => [character, index]));

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The text of UTF-8 bytes, or null when they are none. */
export function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

export function toBase64(bytes: Uint8Array): string {
  const groups: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at] ?? 0, bytes[at + 1], bytes[at + 2]];
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const letters = [18, 12, 6, 0].map((shift) => ALPHABET[(bits >> shift) & 63]);
    if (b === undefined) letters[2] = '=';
    if (c === undefined) letters[3] = '=';
    groups.push(letters.join(''));
  }
  return groups.join('');
}

/** The bytes of base64 with its padding and without blanks; null for any other text. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let at = 0, to = 0; at < text.length; at += 4) {
    let bits = 0;
    for (let place = at; place < at + 4; place++) {
      const value = place >= text.length - padding ? 0 : VALUES.get(text.charAt(place));
      if (value === undefined) return null;
      bits = (bits << 6) | value;
    }
    for (const shift of [16, 8, 0]) {
      if (to < bytes.length) bytes[to++] = (bits >> shift) & 255;
    }
  }
  return bytes;
}
