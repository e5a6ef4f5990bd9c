import { CONTROL_ESCAPES, ESCAPED_CLASSES, posixItems } from './classes.js';
import { RegexFault, type Anchor, type ParsedRegex, type RegexNode, type RepeatMode, type SetItem } from './node.js';

const MAX_DEPTH = 100;
const MAX_REPEAT = 1000;

interface Flags {
  readonly fold: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly extended: boolean;
}

const NO_FLAGS: Flags = { fold: false, dotAll: false, multiline: false, extended: false };
const FLAG_NAMES: Readonly<Record<string, keyof Flags>> = { i: 'fold', s: 'dotAll', m: 'multiline', x: 'extended' };

/** Parses the Perl-compatible syntax that Splunk's regular expressions use. Throws RegexFault. */
export function parseRegex(pattern: string): ParsedRegex {
  const parser = new Parser(pattern);
  const node = parser.choice(NO_FLAGS, 0);
  if (!parser.atEnd()) throw new RegexFault("')' without '('");
  for (const reference of parser.references)
    if (reference >= parser.groups.length) throw new RegexFault(`there is no group ${reference}`);
  return { node, groups: parser.groups };
}

class Parser {
  readonly groups: (string | null)[] = [null];
  readonly references: number[] = [];
  private readonly text: readonly string[];
  private at = 0;

  constructor(pattern: string) {
    this.text = [...pattern];
  }

  atEnd(): boolean {
    return this.at >= this.text.length;
  }

  choice(flags: Flags, depth: number): RegexNode {
    if (depth > MAX_DEPTH) throw new RegexFault('it is nested too deeply');
    const options: RegexNode[] = [];
    const current = { flags };
    for (;;) {
      options.push(this.sequence(current, depth));
      if (!this.take('|')) break;
    }
    return options.length === 1 ? options[0]! : { kind: 'choice', options };
  }

  /** `current` is shared by the options of a choice, for a flag setting such as (?i) reaches to the end of its group. */
  private sequence(current: { flags: Flags }, depth: number): RegexNode {
    const items: RegexNode[] = [];
    while (!this.atEnd() && this.peek() !== '|' && this.peek() !== ')') {
      if (this.takeLayout(current.flags) || this.takeFlagSetting(current)) continue;
      if (this.takeString('\\Q')) {
        items.push(...this.literal(current.flags));
        continue;
      }
      items.push(this.quantified(this.atom(current.flags, depth), current.flags));
    }
    return items.length === 1 ? items[0]! : { kind: 'sequence', items };
  }

  /** The characters up to `\E`; a quantifier behind it belongs to the last of them. */
  private literal(flags: Flags): RegexNode[] {
    const items: RegexNode[] = [];
    while (!this.atEnd() && !this.takeString('\\E')) items.push(char(this.next(), flags));
    const last = items.pop();
    return last === undefined ? [] : [...items, this.quantified(last, flags)];
  }

  private takeLayout(flags: Flags): boolean {
    if (this.takeString('(?#')) {
      while (this.next() !== ')');
      return true;
    }
    if (!flags.extended) return false;
    if (/\s/u.test(this.peek()!)) {
      this.at += 1;
      return true;
    }
    if (this.peek() !== '#') return false;
    while (!this.atEnd() && this.next() !== '\n');
    return true;
  }

  private takeFlagSetting(current: { flags: Flags }): boolean {
    const found = /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?\)/u.exec(this.ahead(20));
    if (found === null || (found[1] === '' && found[2] === undefined) || found[1] === 'R') return false;
    this.at += found[0].length;
    current.flags = changeFlags(current.flags, found[1]!, found[2] ?? '');
    return true;
  }

  private atom(flags: Flags, depth: number): RegexNode {
    const character = this.next();
    switch (character) {
      case '(':
        return this.group(flags, depth + 1);
      case '[':
        return this.bracket(flags);
      case '.':
        return { kind: 'set', items: flags.dotAll ? [] : [range(10)], negated: true, fold: false };
      case '^':
        return anchor(flags.multiline ? 'lineStart' : 'start');
      case '$':
        return anchor(flags.multiline ? 'lineEnd' : 'end');
      case '\\':
        return this.escape(flags);
      case '*':
      case '+':
      case '?':
        throw new RegexFault(`'${character}' has nothing to repeat`);
      default:
        return char(character, flags);
    }
  }

  private group(flags: Flags, depth: number): RegexNode {
    if (this.takeString('?:')) return this.closed(flags, depth);
    for (const [mark, ahead, negated] of LOOKS)
      if (this.takeString(mark)) return { kind: 'look', ahead, negated, node: this.closed(flags, depth) };
    if (this.takeString('?>')) return { kind: 'atomic', node: this.closed(flags, depth) };
    const named = /^\?(?:P?<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')/u.exec(this.ahead(200));
    if (named !== null) {
      this.at += named[0].length;
      return this.capturing(named[1] ?? named[2]!, flags, depth);
    }
    const flagged = /^\?([a-zA-Z]*)(?:-([a-zA-Z]+))?:/u.exec(this.ahead(20));
    if (flagged !== null) {
      this.at += flagged[0].length;
      return this.closed(changeFlags(flags, flagged[1]!, flagged[2] ?? ''), depth);
    }
    if (this.peek() === '?' || this.peek() === '*')
      throw new RegexFault(`a group that starts with '(${this.ahead(3)}' is not supported`);
    return this.capturing(null, flags, depth);
  }

  private capturing(name: string | null, flags: Flags, depth: number): RegexNode {
    if (name !== null && this.groups.includes(name)) throw new RegexFault(`two groups are named '${name}'`);
    const index = this.groups.push(name) - 1;
    return { kind: 'group', index, node: this.closed(flags, depth) };
  }

  private closed(flags: Flags, depth: number): RegexNode {
    const node = this.choice(flags, depth);
    if (!this.take(')')) throw new RegexFault("a group does not end with ')'");
    return node;
  }

  private quantified(node: RegexNode, flags: Flags): RegexNode {
    let result = node;
    for (;;) {
      while (!this.atEnd() && this.takeLayout(flags));
      const bounds = this.bounds();
      if (bounds === null) return result;
      if (result.kind === 'repeat' && result !== node) throw new RegexFault('a quantifier follows a quantifier');
      const mode: RepeatMode = this.take('?') ? 'lazy' : this.take('+') ? 'possessive' : 'greedy';
      result = { kind: 'repeat', node: result, min: bounds[0], max: bounds[1], mode };
    }
  }

  private bounds(): readonly [number, number] | null {
    if (this.take('*')) return [0, Infinity];
    if (this.take('+')) return [1, Infinity];
    if (this.take('?')) return [0, 1];
    // A brace that is no quantifier is a plain character.
    const found = /^\{(\d{1,5})(?:(,)(\d{1,5})?)?\}/u.exec(this.ahead(16));
    if (found === null) return null;
    this.at += found[0].length;
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : found[3] === undefined ? Infinity : Number(found[3]);
    if (min > max) throw new RegexFault('a quantifier has its bounds in the wrong order');
    if (min > MAX_REPEAT || (max !== Infinity && max > MAX_REPEAT))
      throw new RegexFault(`a quantifier repeats more than ${MAX_REPEAT} times`);
    return [min, max];
  }

  private escape(flags: Flags): RegexNode {
    const character = this.next();
    const items = ESCAPED_CLASSES.get(character);
    if (items !== undefined) return { kind: 'set', items, negated: false, fold: false };
    const position = ANCHOR_ESCAPES.get(character);
    if (position !== undefined) return anchor(position);
    if (character === 'p' || character === 'P')
      return { kind: 'set', items: [this.property(character === 'P')], negated: false, fold: flags.fold };
    if (/[1-9]/u.test(character)) return this.reference(Number(character), flags);
    if (character === 'g' || character === 'k') {
      const found = /^(?:\{(\w+)\}|<(\w+)>|'(\w+)'|(\d))/u.exec(this.ahead(80));
      if (found === null) throw new RegexFault(`'\\${character}' is not followed by a group`);
      this.at += found[0].length;
      const name = found[1] ?? found[2] ?? found[3] ?? found[4]!;
      return this.reference(/^\d+$/u.test(name) ? Number(name) : this.groups.indexOf(name), flags);
    }
    return { kind: 'char', code: this.escapedCode(character), fold: flags.fold };
  }

  private reference(index: number, flags: Flags): RegexNode {
    if (index < 1) throw new RegexFault('it refers to a group that does not exist');
    this.references.push(index);
    return { kind: 'back', index, fold: flags.fold };
  }

  private escapedCode(character: string): number {
    const control = CONTROL_ESCAPES.get(character);
    if (control !== undefined) return control;
    if (character === 'x') {
      const found = /^(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{0,2}))/u.exec(this.ahead(10))!;
      this.at += found[0].length;
      const code = Number.parseInt(found[1] ?? (found[2] === '' ? '0' : found[2]!), 16);
      if (code > 0x10ffff) throw new RegexFault('a character code is too large');
      return code;
    }
    if (character === '0') return 0;
    if (/[A-Za-z0-9]/u.test(character)) throw new RegexFault(`'\\${character}' is not supported`);
    return character.codePointAt(0)!;
  }

  private property(negated: boolean): SetItem {
    const found = /^(?:\{(\^?)([A-Za-z_]+)\}|([A-Z]))/u.exec(this.ahead(40));
    if (found === null) throw new RegexFault("'\\p' is not followed by a property");
    this.at += found[0].length;
    const name = found[2] ?? found[3]!;
    try {
      new RegExp(`\\p{${name}}`, 'u');
    } catch {
      throw new RegexFault(`the Unicode property '${name}' is not supported`);
    }
    return { kind: 'property', name, negated: negated !== (found[1] === '^') };
  }

  private bracket(flags: Flags): RegexNode {
    const negated = this.take('^');
    const items: SetItem[] = [];
    let first = true;
    for (;;) {
      if (this.atEnd()) throw new RegexFault("'[' without ']'");
      if (this.peek() === ']' && !first) {
        this.at += 1;
        return { kind: 'set', items, negated, fold: flags.fold };
      }
      first = false;
      const posix = /^\[:(\^?)([a-z]+):\]/u.exec(this.ahead(20));
      if (posix !== null) {
        this.at += posix[0].length;
        const found = posixItems(posix[2]!, posix[1] === '^');
        if (found === undefined) throw new RegexFault(`the class '${posix[0]}' does not exist`);
        items.push(...found);
        continue;
      }
      const low = this.bracketItem();
      if (typeof low !== 'number') {
        items.push(...low);
        continue;
      }
      if (this.peek() === '-' && this.text[this.at + 1] !== ']' && this.at + 1 < this.text.length) {
        this.at += 1;
        const high = this.bracketItem();
        if (typeof high !== 'number') items.push(range(low), range(45), ...high);
        else if (high < low) throw new RegexFault('a range is in the wrong order');
        else items.push({ kind: 'range', low, high });
      } else items.push(range(low));
    }
  }

  private bracketItem(): number | readonly SetItem[] {
    const character = this.next();
    if (character !== '\\') return character.codePointAt(0)!;
    const escaped = this.next();
    if (escaped === 'b') return 8;
    if (escaped === 'p' || escaped === 'P') return [this.property(escaped === 'P')];
    return ESCAPED_CLASSES.get(escaped) ?? this.escapedCode(escaped);
  }

  private peek(): string | undefined {
    return this.text[this.at];
  }

  private next(): string {
    const character = this.text[this.at];
    if (character === undefined) throw new RegexFault('it ends too early');
    this.at += 1;
    return character;
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private takeString(text: string): boolean {
    if (this.ahead(text.length) !== text) return false;
    this.at += text.length;
    return true;
  }

  private ahead(count: number): string {
    return this.text.slice(this.at, this.at + count).join('');
  }
}

const LOOKS = [
  ['?=', true, false],
  ['?!', true, true],
  ['?<=', false, false],
  ['?<!', false, true],
] as const;

const ANCHOR_ESCAPES: ReadonlyMap<string, Anchor> = new Map([
  ['b', 'word'],
  ['B', 'notWord'],
  ['A', 'start'],
  ['z', 'veryEnd'],
  ['Z', 'end'],
]);

const anchor = (at: Anchor): RegexNode => ({ kind: 'anchor', at });
const range = (code: number): SetItem => ({ kind: 'range', low: code, high: code });
const char = (character: string, flags: Flags): RegexNode => ({
  kind: 'char',
  code: character.codePointAt(0)!,
  fold: flags.fold,
});

function changeFlags(flags: Flags, on: string, off: string): Flags {
  const changed = { ...flags };
  for (const [letters, value] of [
    [on, true],
    [off, false],
  ] as const) {
    for (const letter of letters) {
      const name = Object.hasOwn(FLAG_NAMES, letter) ? FLAG_NAMES[letter] : undefined;
      if (name === undefined) throw new RegexFault(`the flag '${letter}' is not supported`);
      changed[name] = value;
    }
  }
  return changed;
}
