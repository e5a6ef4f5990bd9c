import { MAX_INDENT } from './line-head.js';

/**
 * Where to go on behind a broken record. There is no sure answer, so only two kinds of places count: the start of a line
 * that opens a value and is not indented deeper than the broken record was, and the text with which CloudTrail begins
 * every record or file, which no JSON string can hold unescaped.
 */
export interface RecoveryPoint {
  readonly at: number;
  /** A new file's `{"Records"`, not one more record of the array that broke. */
  readonly isEnvelope: boolean;
}

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const RECORD_START = Buffer.from('{"eventVersion"');
const ENVELOPE_START = Buffer.from('{"Records"');
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;

/** Bytes at the end of a window in which a place may begin without being seen whole. */
export const RECOVERY_OVERLAP = MAX_INDENT + ENVELOPE_START.length + RECORD_START.length;
const FIRST_BLOCK = 1 << 10;

/**
 * The first such place in `bytes[from, end)`. Searched in growing blocks, so that many broken lines in a row do not each
 * search the whole window.
 */
export function recoveryPoint(
  bytes: Buffer,
  from: number,
  end: number,
  indent: number,
  inArray: boolean,
): RecoveryPoint | null {
  for (let start = from, size = FIRST_BLOCK; start < end; start += size, size *= 2) {
    const block = bytes.subarray(start, Math.min(end, start + size + RECOVERY_OVERLAP));
    const offsets = [block.indexOf(RECORD_START), block.indexOf(ENVELOPE_START), openingLine(block, indent, inArray)];
    const nearest = Math.min(...offsets.map((offset) => (offset === -1 ? Infinity : offset)));
    if (nearest !== Infinity) {
      const isEnvelope = block.subarray(nearest, nearest + ENVELOPE_START.length).equals(ENVELOPE_START);
      return { at: start + nearest, isEnvelope };
    }
  }
  return null;
}

function openingLine(block: Buffer, indent: number, inArray: boolean): number {
  for (let line = block.indexOf(LINE_FEED); line !== -1; line = block.indexOf(LINE_FEED, line + 1)) {
    let at = line + 1;
    while (at - line <= indent && (block[at] === SPACE || block[at] === TAB)) at++;
    if (block[at] === OPEN_BRACE || (block[at] === OPEN_BRACKET && !inArray)) return at;
  }
  return -1;
}
