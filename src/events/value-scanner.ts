const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LINE_FEED = 0x0a;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
/** `[` and `{`, `]` and `}` differ in this bit alone, and no other byte from `[` upwards joins them. */
const BRACE_BIT = 0x20;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/** The bytes that matter in a string. Most of a log is in strings, so four bytes a turn are passed by their table. */
const IN_STRING = new Uint8Array(256);
for (const byte of [QUOTE, BACKSLASH, LINE_FEED]) IN_STRING[byte] = 1;
const RECORDS_KEY = [...'Records"'].map((char) => char.charCodeAt(0));

/**
 * - `closed`: the value ends before `next`
 * - `records`: the key `Records` of this object opens an array, whose first element begins at or after `next`
 * - `incomplete`: the bytes end first
 * - `broken`: a string runs over the end of its line, which JSON forbids
 */
export type ScanEnd = 'closed' | 'records' | 'incomplete' | 'broken';

/**
 * Finds where a JSON object or array ends, by its strings and brackets alone, at about a gigabyte a second: `JSON.parse`
 * judges the rest. Because a string cannot hold a raw line feed, a lost quote costs a line and not the file.
 */
export class ValueScanner {
  /** The offset after the last byte that was looked at. */
  next = 0;
  /** Line feeds between the start and `next`. */
  lines = 0;
  /** How deep the value is nested. */
  deepest = 0;
  /** The object has a key `Records` that holds no array. */
  recordsIsNoArray = false;

  /**
   * Scans `bytes[start, end)`, where a value opens, or, with `depth` 1, the rest of an object. With `findRecords` it stops
   * in the array of an object's key `Records`.
   */
  scan(bytes: Uint8Array, start: number, end: number, depth: number, findRecords: boolean): ScanEnd {
    const lastFour = end - 3;
    let at = start;
    let lines = 0;
    let deepest = depth;
    let result: ScanEnd = 'incomplete';
    this.recordsIsNoArray = false;

    scan: while (at < end) {
      const byte = bytes[at++]!;
      if (byte === QUOTE) {
        const text = at;
        for (;;) {
          while (at < lastFour && IN_STRING[bytes[at]!] === 0) {
            if (IN_STRING[bytes[at + 1]!] !== 0) at += 1;
            else if (IN_STRING[bytes[at + 2]!] !== 0) at += 2;
            else if (IN_STRING[bytes[at + 3]!] !== 0) at += 3;
            else {
              at += 4;
              continue;
            }
            break;
          }
          if (at >= end) break scan;
          const inner = bytes[at++]!;
          if (inner === QUOTE) break;
          if (inner === BACKSLASH) at++;
          else if (inner === LINE_FEED) {
            result = 'broken';
            break scan;
          }
        }
        if (!findRecords || depth !== 1 || !isRecordsKey(bytes, text, at)) continue;
        const colon = skipWhitespace(bytes, at, end);
        const value = skipWhitespace(bytes, colon + 1, end);
        if (bytes[colon] !== COLON && colon < end) continue;
        if (value >= end) break;
        if (bytes[value] === OPEN_BRACKET) {
          lines += countLines(bytes, at, value);
          at = value + 1;
          result = 'records';
          break;
        }
        this.recordsIsNoArray = true;
      } else if (byte >= OPEN_BRACKET) {
        const brace = byte | BRACE_BIT;
        if (brace === OPEN_BRACE) {
          if (++depth > deepest) deepest = depth;
        } else if (brace === CLOSE_BRACE && --depth === 0) {
          result = 'closed';
          break;
        }
      } else if (byte === LINE_FEED) lines++;
    }
    this.next = Math.min(at, end);
    this.lines = lines;
    this.deepest = deepest;
    return result;
  }
}

function isRecordsKey(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === RECORDS_KEY.length && RECORDS_KEY.every((byte, index) => bytes[start + index] === byte);
}

export const isWhitespace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === LINE_FEED || byte === 0x0d || byte === 0x09;

export function skipWhitespace(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isWhitespace(bytes[at])) at++;
  return at;
}

export function countLines(bytes: Uint8Array, start: number, end: number): number {
  let lines = 0;
  for (let at = start; at < end; at++) if (bytes[at] === LINE_FEED) lines++;
  return lines;
}
