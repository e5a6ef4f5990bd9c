import { readClass, readEscaped, readSet } from './characters.js';
import { CharacterReader } from './reader.js';
import { folded, setOf } from './sets.js';
import type { Assertion, Regex, RegexNode } from './tree.js';

const MAX_REPEAT = 1_000;
const MAX_DEPTH = 50;

/** A construct whose meaning is not known to be the same here. */
class Unknown extends Error {}

/** The pattern, which the crate itself has found valid, or null where it has a construct that is not known here. */
export function parseRegex(pattern: string): Regex | null {
  const parser = new Parser(pattern);
  try {
    return parser.regex();
  } catch (error) {
    if (!(error instanceof Unknown)) throw error;
    return null;
  }
}

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

const unknown = (): never => {
  throw new Unknown();
};

const ASSERTIONS: Readonly<Record<string, Assertion>> = { A: 'start', z: 'end', b: 'border', B: 'noBorder' };

class Parser {
  readonly #reader: CharacterReader;
  readonly #groups: (string | null)[] = [];
  #flags: Flags = { i: false, m: false, s: false };
  /** `(?i)` in front of everything: no letter is folded here. */
  #ignoresCase = false;

  constructor(pattern: string) {
    this.#reader = new CharacterReader(pattern);
  }

  regex(): Regex {
    const leading = this.#reader.match(/^\(\?([ims]+)\)/);
    if (leading !== null) {
      this.#setFlags(leading[1]!, '');
      this.#ignoresCase = this.#flags.i;
    }
    const root = this.#alternatives(0);
    return this.#reader.atEnd ? { root, ignoreCase: this.#ignoresCase, groups: this.#groups } : unknown();
  }

  #alternatives(depth: number): RegexNode {
    if (depth > MAX_DEPTH) return unknown();
    const options: RegexNode[] = [];
    do options.push(this.#sequence(depth));
    while (this.#reader.take('|'));
    return options.length === 1 ? options[0]! : { kind: 'alternatives', options };
  }

  #sequence(depth: number): RegexNode {
    const items: RegexNode[] = [];
    while (!this.#reader.atEnd && this.#reader.peek() !== '|' && this.#reader.peek() !== ')') {
      const atom = this.#atom(depth);
      if (atom !== null) items.push(this.#repeated(atom));
    }
    return { kind: 'sequence', items };
  }

  /** Null for what only sets flags. */
  #atom(depth: number): RegexNode | null {
    const character = this.#reader.next();
    switch (character) {
      case '.':
        return { kind: 'any', lines: this.#flags.s };
      case '^':
        return { kind: 'assertion', what: this.#flags.m ? 'lineStart' : 'start' };
      case '$':
        return { kind: 'assertion', what: this.#flags.m ? 'lineEnd' : 'end' };
      case '(':
        return this.#group(depth);
      case '[':
        return this.#set();
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
      case '{':
        return unknown();
      default:
        return this.#literal(character);
    }
  }

  #escape(): RegexNode {
    const name = this.#reader.peek();
    const what = ASSERTIONS[name];
    if (what !== undefined) {
      this.#reader.next();
      // `\b{start}` is another assertion.
      return this.#reader.peek() === '{' ? unknown() : { kind: 'assertion', what };
    }
    const found = readClass(this.#reader);
    return found === null ? this.#literal(readEscaped(this.#reader) ?? unknown()) : setOf([], [found]);
  }

  /** A character, in both cases where the flag `i` stands. */
  #literal(character: string): RegexNode {
    if (!this.#flags.i) return { kind: 'character', character };
    const both = folded([[character, character]]) ?? unknown();
    return both.length === 1 || this.#ignoresCase ? { kind: 'character', character } : setOf(both);
  }

  #group(depth: number): RegexNode | null {
    const outer = this.#flags;
    const named = this.#reader.match(/^\?P?<([A-Za-z_][\w.[\]]*)>/);
    const flags = named === null ? this.#reader.match(/^\?([ims]*)(?:-([ims]+))?([:)])/) : null;
    if (flags !== null) {
      this.#setFlags(flags[1]!, flags[2] ?? '');
      if (flags[3] === ')') return null;
    } else if (named === null && this.#reader.peek() === '?') return unknown();
    const captures = flags === null;
    const number = captures ? this.#groups.push(named?.[1] ?? null) : 0;
    const item = this.#alternatives(depth + 1);
    if (!this.#reader.take(')')) return unknown();
    this.#flags = outer;
    return captures ? { kind: 'group', number, item } : item;
  }

  #setFlags(on: string, off: string): void {
    // Where a part of a pattern tells cases apart that the whole does not, there is no one flag for it.
    if (off.includes('i') && this.#ignoresCase) unknown();
    const flag = (name: string, now: boolean): boolean => (now || on.includes(name)) && !off.includes(name);
    const { i, m, s } = this.#flags;
    this.#flags = { i: flag('i', i), m: flag('m', m), s: flag('s', s) };
  }

  #repeated(item: RegexNode): RegexNode {
    const count = this.#reader.match(/^(?:[*+?]|\{(\d{1,4})(,?)(\d{0,4})\})/);
    if (count === null) return this.#reader.peek() === '{' ? unknown() : item;
    if (item.kind === 'assertion') return unknown();
    const greedy = !this.#reader.take('?');
    const [least, most] = boundsOf(count);
    // A mark behind a repetition repeats it again.
    if (['*', '+', '?', '{'].includes(this.#reader.peek()) || least > MAX_REPEAT) return unknown();
    if (most !== Infinity && most > MAX_REPEAT) return unknown();
    return { kind: 'repeat', item, least, most, greedy };
  }

  /** A set in both cases where the flag `i` stands. */
  #set(): RegexNode {
    const set = readSet(this.#reader) ?? unknown();
    if (!this.#flags.i) return set;
    // JavaScript would fold what lies beyond ASCII by a version of its own.
    const both = folded(set.ranges) ?? unknown();
    return this.#ignoresCase ? set : { ...set, ranges: both };
  }
}

/** `*`, `+`, `?`, `{2}`, `{2,}`, `{2,5}` */
function boundsOf([mark, least, comma, most]: RegExpExecArray): readonly [number, number] {
  if (mark === '*') return [0, Infinity];
  if (mark === '+') return [1, Infinity];
  if (mark === '?') return [0, 1];
  return [Number(least), comma === '' ? Number(least) : most === '' ? Infinity : Number(most)];
}
