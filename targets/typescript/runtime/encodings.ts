/** Base64 and percent-encoding, with what every JavaScript has. */
export const ENCODING_HELPERS = {
  utf8Of: {
    source: `
/** The UTF-8 bytes of a text; half a surrogate pair is U+FFFD. */
function utf8Of(text: string): number[] {
  const encoded = encodeURIComponent(text.replace(/\\p{Cs}/gu, '\\ufffd'));
  return Array.from(encoded.matchAll(/%([\\dA-F]{2})|./gs), ([character, hex]) =>
    hex === undefined ? character.charCodeAt(0) : Number.parseInt(hex, 16),
  );
}`,
  },
  textOfUtf8: {
    source: `
/** The text of UTF-8 bytes, or null when they are none. */
function textOfUtf8(bytes: readonly number[]): string | null {
  try {
    return decodeURIComponent(bytes.map((byte) => \`%\${byte.toString(16).padStart(2, '0')}\`).join(''));
  } catch {
    return null;
  }
}`,
  },
  base64Letters: {
    source: `
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';`,
  },
  encodeBase64: {
    needs: ['base64Letters', 'utf8Of'],
    source: `
function encodeBase64(text: string): string {
  const bytes = utf8Of(text);
  let encoded = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(at, at + 3);
    const bits = (a << 16) | (b << 8) | c;
    const letters = [18, 12, 6, 0].map((shift) => BASE64.charAt((bits >> shift) & 63)).join('');
    encoded += letters.slice(0, Math.min(bytes.length - at, 3) + 1).padEnd(4, '=');
  }
  return encoded;
}`,
  },
  decodeBase64: {
    needs: ['base64Letters', 'textOfUtf8'],
    source: `
/** '' for what is no base64 with its padding, or no UTF-8. */
function decodeBase64(text: string): string {
  if (!/^(?:[\\dA-Za-z+/]{4})*(?:[\\dA-Za-z+/]{2}==|[\\dA-Za-z+/]{3}=)?$/.test(text)) return '';
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 4) {
    const letters = text.slice(at, at + 4).replace(/=+$/, '');
    const bits = [0, 1, 2, 3].reduce((sum, place) => (sum << 6) | Math.max(BASE64.indexOf(letters.charAt(place) || 'A'), 0), 0);
    bytes.push(...[(bits >> 16) & 255, (bits >> 8) & 255, bits & 255].slice(0, letters.length - 1));
  }
  return textOfUtf8(bytes) ?? '';
}`,
  },
  encodeUrl: {
    needs: ['utf8Of'],
    source: `
/** Percent-encoding in lower case; letters, digits and -_.!*() stay. */
function encodeUrl(text: string, blank: string): string {
  const parts = utf8Of(text).map((byte) => {
    const character = String.fromCharCode(byte);
    if (byte === 32) return blank;
    return /[\\w\\-.!*()]/.test(character) && byte < 128 ? character : \`%\${byte.toString(16).padStart(2, '0')}\`;
  });
  return parts.join('');
}`,
  },
  decodeUrl: {
    source: `
/** A plus is a blank; escapes that are none, or no UTF-8, stay as they are. */
function decodeUrl(text: string): string {
  return text.replace(/\\+/g, ' ').replace(/(?:%[\\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}`,
  },
  repeatText: {
    source: `
/** strrep(): at most 1024 times. */
function repeatText(text: string, times: number | null, delimiter = ''): string {
  const repeats = Math.min(times ?? 0, 1024);
  return repeats < 1 ? '' : Array<string>(repeats).fill(text).join(delimiter);
}`,
  },
  translated: {
    source: `
/** Characters of one list become those of another; the last one stands for all that are missing, no list removes. */
function translated(from: string, to: string, text: string): string {
  const others = [...to];
  const table = new Map<string, string>();
  for (const [index, character] of [...from].entries()) {
    if (!table.has(character)) table.set(character, others[index] ?? others.at(-1) ?? '');
  }
  return Array.from(text, (character) => table.get(character) ?? character).join('');
}`,
  },
  byteLength: {
    needs: ['utf8Of'],
    source: `
function byteLength(text: string): number {
  return utf8Of(text).length;
}`,
  },
} as const;
