import type { LiteralHints } from './event-source.js';

/**
 * Every needle costs a pass over the bytes, at some gigabytes a second; past this many, parsing every record is as cheap.
 */
const MAX_NEEDLES = 16;

const BACKSLASH_U = Buffer.from('\\u');
const BACKSLASH_SLASH = Buffer.from('\\/');

/** The filter of some hints, or null where they let nothing be skipped. */
export function literalFilter(hints: LiteralHints): LiteralFilter | null {
  let alternatives = hints.map((literals) => [...new Set(literals)].filter(isFindable).sort(longestFirst));
  if (countDistinct(alternatives) > MAX_NEEDLES) alternatives = alternatives.map((literals) => literals.slice(0, 1));
  if (alternatives.some((literals) => literals.length === 0) || countDistinct(alternatives) > MAX_NEEDLES) return null;
  return new LiteralFilter(alternatives);
}

/**
 * Tells which records cannot match, by searching the raw bytes. A record is a candidate when it contains all literals of
 * an alternative, or an escape that may spell a part of one: JSON lets any character be written `\uXXXX` and a slash `\/`.
 */
export class LiteralFilter {
  readonly #alternatives: readonly (readonly Needle[])[];
  readonly #escapes: readonly (Needle | UnicodeEscapes)[];

  constructor(alternatives: readonly (readonly string[])[]) {
    const needles = new Map<string, Needle>();
    for (const literal of alternatives.flat()) needles.set(literal, new Needle(Buffer.from(literal)));
    this.#alternatives = alternatives.map((literals) => literals.map((literal) => needles.get(literal)!));
    const text = [...needles.keys()].join('');
    this.#escapes = [new UnicodeEscapes(text), ...(text.includes('/') ? [new Needle(BACKSLASH_SLASH)] : [])];
  }

  /** Sets the bytes to search; offsets count in them. */
  reset(bytes: Buffer): void {
    for (const needles of [...this.#alternatives, this.#escapes]) for (const needle of needles) needle.reset(bytes);
  }

  /** A record that starts at or after `from` and ends before the returned offset cannot match. Call with growing `from`. */
  horizon(from: number): number {
    let nearest = Infinity;
    for (const escape of this.#escapes) nearest = Math.min(nearest, escape.endOfNext(from));
    for (const needles of this.#alternatives) {
      let furthest = 0;
      for (const needle of needles) {
        furthest = Math.max(furthest, needle.endOfNext(from));
        if (furthest >= nearest) break;
      }
      nearest = Math.min(nearest, furthest);
    }
    return nearest;
  }

  /** Whether the record at `[start, end)` may match. Call with growing `start`. */
  mayMatch(start: number, end: number): boolean {
    const occurs = (needle: Needle | UnicodeEscapes): boolean => needle.endOfNext(start) <= end;
    return this.#alternatives.some((needles) => needles.every(occurs)) || this.#escapes.some(occurs);
  }
}

/** A byte string and where it occurs next; remembers its last find, so that a pass over the bytes searches each byte once. */
class Needle {
  #bytes: Buffer = Buffer.alloc(0);
  #next = -1;

  constructor(readonly needle: Buffer) {}

  reset(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#next = -1;
  }

  /** The end of the first occurrence that starts at or after `from`, else Infinity. */
  endOfNext(from: number): number {
    if (this.#next < from) {
      const found = this.#bytes.indexOf(this.needle, from);
      this.#next = found === -1 ? Infinity : found;
    }
    return this.#next + this.needle.length;
  }
}

/**
 * `\uXXXX` that stands for a UTF-16 code unit of a literal, or for a backslash or its `u`, which may spell another escape
 * in the JSON of a text. (Digits written so are malformed where they stand, and so are found.)
 */
class UnicodeEscapes {
  readonly #codeUnits = new Set<number>(['\\'.charCodeAt(0), 'u'.charCodeAt(0)]);
  readonly #escape = new Needle(BACKSLASH_U);
  #bytes: Buffer = Buffer.alloc(0);

  constructor(text: string) {
    for (let index = 0; index < text.length; index++) this.#codeUnits.add(text.charCodeAt(index));
  }

  reset(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#escape.reset(bytes);
  }

  endOfNext(from: number): number {
    for (let end = this.#escape.endOfNext(from); end !== Infinity; end = this.#escape.endOfNext(end)) {
      const digits = this.#bytes.toString('latin1', end, end + 4);
      if (!/^[0-9a-fA-F]{4}$/.test(digits) || this.#codeUnits.has(Number.parseInt(digits, 16))) return end;
    }
    return Infinity;
  }
}

/** A piece of a number's text, which a log may also write in another way (`1e3` for `1000`). */
const PART_OF_NUMBER = /^[+-]?\d*(?:\.\d*)?(?:e[+-]?\d*)?$/i;
const JSON_WORDS = ['true', 'false', 'null'];

/**
 * Whether a record that holds the literal in a value must have its UTF-8 bytes or an escape. Not so for characters that
 * JSON always escapes, for U+FFFD (also what invalid bytes are read as), and for what may be JSON's own syntax in a column
 * of JSON text, since logs may space it otherwise.
 */
function isFindable(literal: string): boolean {
  if (/["\\\u0000-\u001f\ufffd\p{Cs}]/u.test(literal)) return false;
  const maySyntax = (part: string): boolean =>
    PART_OF_NUMBER.test(part) || JSON_WORDS.some((word) => word.includes(part));
  return !literal.split(/[[\]{}:,]/).every(maySyntax);
}

const longestFirst = (a: string, b: string): number => b.length - a.length;
const countDistinct = (alternatives: readonly (readonly string[])[]): number => new Set(alternatives.flat()).size;
