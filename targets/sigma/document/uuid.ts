/**
 * Name-based UUIDs (RFC 9562, version 5), so that the same Sentinel rule always gets the same Sigma ID. SHA-1 is written
 * out because a conversion uses no module of Node's own and the Web's digest is asynchronous.
 */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (text: string): boolean => UUID.test(text);

/** A namespace of Ruleport's own, drawn at random once. */
const NAMESPACE = '5d0c51c1-31f4-4e7b-9a55-b2a2c9e31f6e';

/** The UUID of `name` in Ruleport's namespace. */
export function uuidOf(name: string): string {
  const namespace = NAMESPACE.replaceAll('-', '').match(/../g) ?? [];
  const digest = sha1(
    Uint8Array.from([...namespace.map((pair) => parseInt(pair, 16)), ...new TextEncoder().encode(name)]),
  );
  const bytes = digest.slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** FIPS 180-4, section 6.1. */
export function sha1(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n);

  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const words = new Int32Array(80);
  for (let offset = 0; offset < padded.length; offset += 64) {
    for (let t = 0; t < 80; t++) {
      words[t] = t < 16 ? view.getInt32(offset + 4 * t) : rotate(mix(words, t), 1);
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
    for (let t = 0; t < 80; t++) {
      const next =
        (rotate(a, 5) + choose(t, b, c, d) + e + (words[t] ?? 0) + (ROUND_CONSTANTS[Math.floor(t / 20)] ?? 0)) | 0;
      [e, d, c, b, a] = [d, c, rotate(b, 30), a, next];
    }
    [a, b, c, d, e].forEach((value, i) => (state[i] = ((state[i] ?? 0) + value) | 0));
  }
  const digest = new DataView(new ArrayBuffer(20));
  state.forEach((value, i) => digest.setInt32(4 * i, value));
  return new Uint8Array(digest.buffer);
}

const ROUND_CONSTANTS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

const mix = (words: Int32Array, t: number): number =>
  (words[t - 3] ?? 0) ^ (words[t - 8] ?? 0) ^ (words[t - 14] ?? 0) ^ (words[t - 16] ?? 0);

function choose(t: number, b: number, c: number, d: number): number {
  if (t < 20) return (b & c) | (~b & d);
  if (t < 40 || t >= 60) return b ^ c ^ d;
  return (b & c) | (b & d) | (c & d);
}
