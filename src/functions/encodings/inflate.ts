import { TooLarge } from '../limits.js';

/**
 * DEFLATE (RFC 1951) with a bound on what comes out, and its wrappings: zlib (RFC 1950) with Adler-32, gzip (RFC 1952) with
 * CRC-32. All return null for what is no such stream, or is broken.
 */
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const MAX_BITS = 15;

class Broken extends Error {}

/** Bits from the lowest of each byte upwards. */
class BitReader {
  private bit = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private byte: number,
  ) {}

  bits(count: number): number {
    let value = 0;
    for (let at = 0; at < count; at++) {
      const byte = this.bytes[this.byte];
      if (byte === undefined) throw new Broken();
      value |= ((byte >> this.bit) & 1) << at;
      this.bit = (this.bit + 1) & 7;
      if (this.bit === 0) this.byte++;
    }
    return value;
  }

  /** The position of the next whole byte; bits before it are skipped. */
  align(): number {
    if (this.bit !== 0) this.byte++;
    this.bit = 0;
    return this.byte;
  }

  take(count: number): Uint8Array {
    const from = this.align();
    if (from + count > this.bytes.length) throw new Broken();
    this.byte = from + count;
    return this.bytes.subarray(from, from + count);
  }
}

/** A canonical Huffman code: how many codes each length has, and the symbols in the order of their codes. */
interface Code {
  readonly counts: readonly number[];
  readonly symbols: readonly number[];
}

function codeOf(lengths: readonly number[]): Code {
  const counts = Array<number>(MAX_BITS + 1).fill(0);
  for (const length of lengths) counts[length]!++;
  counts[0] = 0;
  const symbols = lengths
    .map((length, symbol) => ({ length, symbol }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.length - b.length || a.symbol - b.symbol)
    .map(({ symbol }) => symbol);
  return { counts, symbols };
}

function symbolOf(reader: BitReader, { counts, symbols }: Code): number {
  let [code, first, index] = [0, 0, 0];
  for (let length = 1; length <= MAX_BITS; length++) {
    code |= reader.bits(1);
    const count = counts[length] ?? 0;
    if (code - count < first) return symbols[index + (code - first)] ?? fail();
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  return fail();
}

const fail = (): never => {
  throw new Broken();
};

const FIXED_LENGTHS = codeOf(Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8)));
const FIXED_DISTANCES = codeOf(Array<number>(30).fill(5));

function dynamicCodes(reader: BitReader): readonly [Code, Code] {
  const [literals, distances, codes] = [reader.bits(5) + 257, reader.bits(5) + 1, reader.bits(4) + 4];
  const order = Array<number>(19).fill(0);
  for (let at = 0; at < codes; at++) order[CODE_ORDER[at]!] = reader.bits(3);
  const code = codeOf(order);
  const lengths: number[] = [];
  while (lengths.length < literals + distances) {
    const symbol = symbolOf(reader, code);
    if (symbol < 16) {
      lengths.push(symbol);
      continue;
    }
    const repeated = symbol === 16 ? (lengths.at(-1) ?? fail()) : 0;
    const times = symbol === 16 ? 3 + reader.bits(2) : symbol === 17 ? 3 + reader.bits(3) : 11 + reader.bits(7);
    for (let time = 0; time < times; time++) lengths.push(repeated);
  }
  return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals, literals + distances))];
}

/** The bytes that come out, in a buffer that grows up to a bound. */
class Output {
  private buffer = new Uint8Array(1024);
  length = 0;

  constructor(private readonly bound: number) {}

  private reserve(count: number): void {
    if (this.length + count > this.bound) throw new TooLarge('a compressed text');
    if (this.length + count <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + count));
    larger.set(this.buffer);
    this.buffer = larger;
  }

  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  push(byte: number): void {
    this.reserve(1);
    this.buffer[this.length++] = byte;
  }

  repeat(length: number, distance: number): void {
    if (distance > this.length) fail();
    this.reserve(length);
    for (let at = 0; at < length; at++, this.length++) this.buffer[this.length] = this.buffer[this.length - distance]!;
  }

  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }
}

function block(reader: BitReader, output: Output, [literals, distances]: readonly [Code, Code]): void {
  for (;;) {
    const symbol = symbolOf(reader, literals);
    if (symbol === 256) return;
    if (symbol < 256) {
      output.push(symbol);
      continue;
    }
    const length = (LENGTH_BASE[symbol - 257] ?? fail()) + reader.bits(LENGTH_BITS[symbol - 257] ?? 0);
    const place = symbolOf(reader, distances);
    const distance = (DISTANCE_BASE[place] ?? fail()) + reader.bits(Math.max(0, (place >> 1) - 1));
    output.repeat(length, distance);
  }
}

function inflate(reader: BitReader, bound: number): Uint8Array {
  const output = new Output(bound);
  for (let isLast = false; !isLast;) {
    isLast = reader.bits(1) === 1;
    const kind = reader.bits(2);
    if (kind === 0) {
      const [low = 0, high = 0, notLow, notHigh] = reader.take(4);
      if ((low ^ 255) !== notLow || (high ^ 255) !== notHigh) fail();
      output.append(reader.take(low | (high << 8)));
    } else if (kind === 3) fail();
    else block(reader, output, kind === 1 ? [FIXED_LENGTHS, FIXED_DISTANCES] : dynamicCodes(reader));
  }
  return output.bytes();
}

const orNull = (read: () => Uint8Array | null): Uint8Array | null => {
  try {
    return read();
  } catch (error) {
    if (error instanceof Broken) return null;
    throw error;
  }
};

/** What a zlib stream holds. Throws `TooLarge` beyond `bound` bytes. */
export const fromZlib = (bytes: Uint8Array, bound: number): Uint8Array | null =>
  orNull(() => {
    const [method = 0, flags = 0] = bytes;
    if ((method & 15) !== 8 || (method * 256 + flags) % 31 !== 0 || (flags & 32) !== 0) return null;
    const reader = new BitReader(bytes, 2);
    const output = inflate(reader, bound);
    const [a = 0, b = 0, c = 0, d = 0] = reader.take(4);
    return adler32(output) === ((a << 24) | (b << 16) | (c << 8) | d) >>> 0 ? output : null;
  });

/** What a gzip stream of one member holds. Throws `TooLarge` beyond `bound` bytes. */
export const fromGzip = (bytes: Uint8Array, bound: number): Uint8Array | null =>
  orNull(() => {
    const [first, second, method, flags = 0] = bytes;
    if (first !== 0x1f || second !== 0x8b || method !== 8 || (flags & 0xe0) !== 0) return null;
    const reader = new BitReader(bytes, 10);
    if ((flags & 4) !== 0) reader.take(reader.bits(8) | (reader.bits(8) << 8));
    for (const flag of [8, 16]) if ((flags & flag) !== 0) while (reader.bits(8) !== 0);
    if ((flags & 2) !== 0) reader.take(2);
    const output = inflate(reader, bound);
    const view = reader.take(8);
    const word = (at: number): number =>
      ((view[at] ?? 0) | ((view[at + 1] ?? 0) << 8) | ((view[at + 2] ?? 0) << 16) | ((view[at + 3] ?? 0) << 24)) >>> 0;
    return crc32(output) === word(0) && output.length === word(4) ? output : null;
  });

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return ((b << 16) | a) >>> 0;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) * 0xedb88320);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
