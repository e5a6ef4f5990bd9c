/**
 * The part of KQL's regular expressions (https://learn.microsoft.com/kusto/query/regex, the syntax of Rust's regex crate) that
 * JavaScript can run with the same meaning and without ever backtracking for long: texts, `.`, sets of ASCII characters,
 * groups, alternatives, anchors, repetition with a small upper bound, and `(?i)` in front of an ASCII pattern.
 */
export interface SafeRegex {
  readonly root: RegexNode;
  readonly ignoreCase: boolean;
}

export type RegexNode =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly ranges: readonly (readonly [string, string])[] }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'alternatives'; readonly options: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly item: RegexNode; readonly least: number; readonly most: number };

/** More paths than this through a pattern, from one place of the text, and it is refused. */
const MAX_PATHS = 2_000;
const MAX_REPEAT = 100;
const MAX_DEPTH = 20;

/** The pattern, or null when it has a construct that is not known to be safe and the same. */
export function parseSafeRegex(pattern: string): SafeRegex | null {
  const ignoreCase = pattern.startsWith('(?i)');
  const body = ignoreCase ? pattern.slice(4) : pattern;
  // Beyond ASCII, case folding depends on the version of Unicode.

  if (ignoreCase && !/^[\x00-\x7f]*$/.test(body)) return null;
  const reader = new RegexReader([...body]);
  const root = reader.alternatives(0);
  return root === null || !reader.atEnd || pathsOf(root) > MAX_PATHS ? null : { root, ignoreCase };
}

/** In how many ways a node can be tried from one place, at most: what backtracking can cost. */
function pathsOf(node: RegexNode): number {
  switch (node.kind) {
    case 'sequence':
      return node.items.reduce((product, item) => product * pathsOf(item), 1);
    case 'alternatives':
      return node.options.reduce((sum, option) => sum + pathsOf(option), 0);
    case 'repeat': {
      let sum = 0;
      for (let count = node.least; count <= node.most; count++) sum += pathsOf(node.item) ** count;
      return sum;
    }
    default:
      return 1;
  }
}

const ESCAPABLE = /^[\\.+*?()|[\]{}^$#&\-~/:@"'=,;!%_ ]$/;
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

class RegexReader {
  #at = 0;

  constructor(readonly characters: readonly string[]) {}

  get atEnd(): boolean {
    return this.#at >= this.characters.length;
  }

  alternatives(depth: number): RegexNode | null {
    if (depth > MAX_DEPTH) return null;
    const options: RegexNode[] = [];
    do {
      const option = this.#sequence(depth);
      if (option === null) return null;
      options.push(option);
    } while (this.#take('|'));
    return options.length === 1 ? (options[0] as RegexNode) : { kind: 'alternatives', options };
  }

  #sequence(depth: number): RegexNode | null {
    const items: RegexNode[] = [];
    while (!this.atEnd && this.#peek() !== '|' && this.#peek() !== ')') {
      const atom = this.#atom(depth);
      const item = atom === null ? null : this.#repeated(atom);
      if (item === null) return null;
      items.push(item);
    }
    return { kind: 'sequence', items };
  }

  #atom(depth: number): RegexNode | null {
    const character = this.#next();
    switch (character) {
      case '.':
        return { kind: 'any' };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '(':
        return this.#group(depth);
      case '[':
        return this.#set();
      case '\\': {
        const escaped = this.#escaped();
        return escaped === null ? null : { kind: 'character', character: escaped };
      }
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        return null;
      default:
        return { kind: 'character', character };
    }
  }

  #group(depth: number): RegexNode | null {
    if (this.#take('?') && !this.#take(':')) return null;
    const inner = this.alternatives(depth + 1);
    return inner !== null && this.#take(')') ? inner : null;
  }

  #repeated(item: RegexNode): RegexNode | null {
    const next = this.#peek();
    if (next === '*' || next === '+') return null;
    if (next !== '?' && next !== '{') return item;
    if (item.kind === 'start' || item.kind === 'end') return null;
    const bounds = next === '?' ? this.#optional() : this.#counted();
    if (bounds === null || bounds.most > MAX_REPEAT || bounds.least > bounds.most) return null;
    // A mark behind a repetition changes its greed or repeats it again.
    return ['*', '+', '?', '{'].includes(this.#peek()) ? null : { kind: 'repeat', item, ...bounds };
  }

  #optional(): { least: number; most: number } {
    this.#next();
    return { least: 0, most: 1 };
  }

  #counted(): { least: number; most: number } | null {
    const rest = this.characters.slice(this.#at, this.#at + 12).join('');
    const match = /^\{(\d{1,3})(?:,(\d{1,3}))?\}/.exec(rest);
    if (match === null) return null;
    this.#at += match[0].length;
    return { least: Number(match[1]), most: Number(match[2] ?? match[1]) };
  }

  #set(): RegexNode | null {
    const negated = this.#take('^');
    const ranges: [string, string][] = [];
    while (!this.#take(']')) {
      const low = this.#setCharacter();
      if (low === null) return null;
      const isRange = this.#peek() === '-' && this.#peek(1) !== ']';
      if (isRange) this.#next();
      const high = isRange ? this.#setCharacter() : low;
      if (high === null || high < low) return null;
      ranges.push([low, high]);
    }
    return ranges.length === 0 ? null : { kind: 'set', negated, ranges };
  }

  /** Sets of Rust's crate nest and have operators (`&&`, `--`, `~~`): what could be one of those is refused. */
  #setCharacter(): string | null {
    if (this.atEnd) return null;
    const character = this.#next();
    if (character === '\\') return this.#escaped();
    if (character === '[' || character === ']' || character > '\u007f') return null;
    return ['&', '-', '~'].includes(character) && this.#peek() === character ? null : character;
  }

  #escaped(): string | null {
    if (this.atEnd) return null;
    const character = this.#next();
    return ESCAPABLE.test(character) ? character : (CONTROLS[character] ?? null);
  }

  #peek(ahead = 0): string {
    return this.characters[this.#at + ahead] ?? '';
  }

  #next(): string {
    return this.characters[this.#at++] ?? '';
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at++;
    return true;
  }
}

/** The text that a pattern searches for when it is nothing but a text, else null. */
export function plainText({ root, ignoreCase }: SafeRegex): string | null {
  if (ignoreCase || root.kind !== 'sequence') return null;
  const characters = root.items.map((item) => (item.kind === 'character' ? item.character : null));
  return characters.includes(null) ? null : characters.join('');
}
