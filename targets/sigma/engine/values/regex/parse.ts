import { RegexFault } from './tree.js';
import type { CharSet, ClassMember, RegexFlags, RegexNode } from './tree.js';

const MAX_DEPTH = 100;
const MAX_REPEAT = 1000;
const CONTROL: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
]);
const BOUNDS = /^\{([0-9]+)(,([0-9]*))?\}/;

/**
 * Reads the flavour of the modifiers appendix: PCRE's `.` `^` `$` `*` `+` `?` `{n,m}` `[a-z]` `[^a-z]` `()` `|`. Beyond it,
 * as public rules use them all the time, `\d` `\w` `\s` `\b`, `(?:…)`, lazy quantifiers and leading `(?i)` flags, with PCRE's
 * meaning. The rest (lookaround, back references, possessive quantifiers …) is refused by name.
 * @throws RegexFault
 */
export function parseRegex(source: string): { readonly tree: RegexNode; readonly flags: RegexFlags } {
  const flags = /^\(\?([ims]+)\)/.exec(source);
  const parser = new Parser(source, flags?.[0].length ?? 0);
  const set = flags?.[1] ?? '';
  return { tree: parser.whole(), flags: { i: set.includes('i'), m: set.includes('m'), s: set.includes('s') } };
}

class Parser {
  #depth = 0;

  constructor(
    private readonly source: string,
    private at: number,
  ) {}

  whole(): RegexNode {
    const tree = this.#alternatives();
    if (this.at < this.source.length) throw new RegexFault('`)` closes nothing');
    return tree;
  }

  #alternatives(): RegexNode {
    const of = [this.#sequence()];
    while (this.#take('|')) of.push(this.#sequence());
    return of.length === 1 ? of[0]! : { kind: 'alternatives', of };
  }

  #sequence(): RegexNode {
    const of: RegexNode[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.source.charAt(this.at))) of.push(this.#quantified());
    return { kind: 'sequence', of };
  }

  #quantified(): RegexNode {
    const atom = this.#atom();
    const bounds = this.#bounds();
    if (bounds === null) return atom;
    if (this.#take('+')) throw new RegexFault('possessive quantifiers are not supported');
    this.#take('?');
    if (this.#bounds() !== null) throw new RegexFault('a quantifier follows a quantifier');
    if (atom.kind === 'start' || atom.kind === 'end' || atom.kind === 'boundary') {
      throw new RegexFault('a quantifier follows an anchor');
    }
    return { kind: 'repeat', of: atom, ...bounds };
  }

  #bounds(): { min: number; max: number | null } | null {
    if (this.#take('*')) return { min: 0, max: null };
    if (this.#take('+')) return { min: 1, max: null };
    if (this.#take('?')) return { min: 0, max: 1 };
    // Braces that hold no numbers are plain text in PCRE.
    const match = BOUNDS.exec(this.source.slice(this.at, this.at + 30));
    if (match === null) return null;
    this.at += match[0].length;
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : match[3] === '' ? null : Number(match[3]);
    if (min > MAX_REPEAT || (max ?? 0) > MAX_REPEAT) throw new RegexFault(`more than ${MAX_REPEAT} repetitions`);
    if (max !== null && max < min) throw new RegexFault(`${match[0]} is out of order`);
    return { min, max };
  }

  #atom(): RegexNode {
    const char = this.#char();
    switch (char) {
      case '.':
        return { kind: 'any' };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '(':
        return this.#group();
      case '[':
        return this.#class();
      case '*':
      case '+':
      case '?':
        throw new RegexFault(`\`${char}\` has nothing to repeat`);
      case '\\': {
        const escaped = this.#escape();
        if (escaped.kind === 'range') return { kind: 'char', char: escaped.from };
        return escaped.kind === 'boundary' ? escaped : { kind: 'class', negated: false, members: [escaped] };
      }
      default:
        if (char === '{' && BOUNDS.test(this.source.slice(this.at - 1, this.at + 29))) {
          throw new RegexFault('`{` has nothing to repeat');
        }
        return { kind: 'char', char };
    }
  }

  #group(): RegexNode {
    if (this.#take('?') && !this.#take(':')) {
      const construct = /^(?:<[=!]|[=!>]|P?<|[a-zA-Z-]+|.)?/s.exec(this.source.slice(this.at, this.at + 10))?.[0] ?? '';
      throw new RegexFault(`\`(?${construct}\` is not supported`);
    }
    if (this.source.charAt(this.at) === '*') throw new RegexFault('`(*` is not supported');
    if (++this.#depth > MAX_DEPTH) throw new RegexFault(`groups are nested deeper than ${MAX_DEPTH} levels`);
    const of = this.#alternatives();
    this.#depth--;
    if (!this.#take(')')) throw new RegexFault('`(` is not closed');
    return { kind: 'group', of };
  }

  #class(): RegexNode {
    const negated = this.#take('^');
    const members: ClassMember[] = [];
    for (let first = true; ; first = false) {
      if (this.at >= this.source.length) throw new RegexFault('`[` is not closed');
      if (!first && this.#take(']')) return { kind: 'class', negated, members };
      if (/^\[[:.=]/.test(this.source.slice(this.at, this.at + 2))) throw new RegexFault('`[:name:]` is not supported');
      const from = this.#classMember();
      const isRange = this.source.charAt(this.at) === '-' && !['', ']'].includes(this.source.charAt(this.at + 1));
      if (from.kind === 'range' && isRange) {
        this.at++;
        const to = this.#classMember();
        if (to.kind === 'set') members.push(from, charRange('-'), to);
        else if (to.from.codePointAt(0)! < from.from.codePointAt(0)!) {
          throw new RegexFault(`the range ${from.from}-${to.from} is out of order`);
        } else members.push({ kind: 'range', from: from.from, to: to.from });
      } else members.push(from);
    }
  }

  #classMember(): ClassMember {
    const char = this.#char();
    if (char !== '\\') return charRange(char);
    const escaped = this.#escape();
    if (escaped.kind === 'boundary') throw new RegexFault('`\\b` in a class is not supported');
    return escaped;
  }

  #escape(): ClassMember | { readonly kind: 'boundary' } {
    if (this.at >= this.source.length) throw new RegexFault('the last backslash escapes nothing');
    const char = this.#char();
    const lower = char.toLowerCase();
    if (lower === 'd' || lower === 'w' || lower === 's') {
      return { kind: 'set', set: lower satisfies CharSet, negated: char !== lower };
    }
    if (char === 'b') return { kind: 'boundary' };
    const control = CONTROL.get(char);
    if (control !== undefined) return charRange(control);
    const hex =
      char === 'x'
        ? /^(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]{1,6})\})/.exec(this.source.slice(this.at, this.at + 8))
        : null;
    if (hex !== null) {
      this.at += hex[0].length;
      const code = parseInt(hex[1] ?? hex[2] ?? '', 16);
      if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new RegexFault(`\\x${hex[0]} is no character`);
      return charRange(String.fromCodePoint(code));
    }
    if (/^[0-9A-Za-z]$/.test(char)) throw new RegexFault(`\`\\${char}\` is not supported`);
    return charRange(char);
  }

  #char(): string {
    const char = String.fromCodePoint(this.source.codePointAt(this.at)!);
    this.at += char.length;
    return char;
  }

  #take(char: string): boolean {
    if (this.source.charAt(this.at) !== char) return false;
    this.at++;
    return true;
  }
}

const charRange = (char: string): ClassMember & { readonly kind: 'range' } => ({ kind: 'range', from: char, to: char });
