import { RegexFault, type RegexNode, type SetItem } from './node.js';

/** A match: its span in UTF-16 units and the text of each group, number 0 first. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

/** A search gave up: the pattern needs too many steps on this text. */
export class StepLimit extends Error {
  override readonly name = 'StepLimit';
}

/** Steps allowed: some for each character of the text, so that long values are searched, but no more than a multiple. */
const BASE_STEPS = 2_000_000;
const STEPS_A_CHARACTER = 20;
/** Repetitions of a group that may be open at once; bounds the call stack. */
const MAX_OPEN = 600;

type Continue = (at: number) => boolean;

/**
 * A backtracking matcher for what a linear engine cannot do: lookaround, back-references, atomic groups. It counts its steps
 * and gives up instead of hanging, as PCRE does with its match limit.
 */
export class Backtracker {
  private text = '';
  private steps = 0;
  private open = 0;
  private groups: (readonly [number, number] | undefined)[] = [];

  constructor(
    private readonly node: RegexNode,
    private readonly groupCount: number,
  ) {
    checkLookbehind(node);
  }

  /** Throws StepLimit. */
  search(text: string, from: number): Match | null {
    try {
      return this.run(text, from);
    } catch (error) {
      // Frames are larger in some builds: the end of the call stack is one more limit.
      throw error instanceof RangeError ? new StepLimit() : error;
    }
  }

  private run(text: string, from: number): Match | null {
    this.text = text;
    this.steps = BASE_STEPS + STEPS_A_CHARACTER * text.length;
    this.open = 0;
    for (let start = from; start <= text.length; start += this.width(start)) {
      this.groups = [];
      let end = -1;
      if (this.match(this.node, start, (at) => ((end = at), true))) {
        const groups: (string | undefined)[] = [text.slice(start, end)];
        for (let index = 1; index < this.groupCount; index += 1) {
          const span = this.groups[index];
          groups.push(span === undefined ? undefined : text.slice(span[0], span[1]));
        }
        return { start, end, groups };
      }
    }
    return null;
  }

  /** UTF-16 units of the character at a position; 1 at the end, so that loops go on. */
  private width(at: number): number {
    const code = this.text.codePointAt(at);
    return code !== undefined && code > 0xffff ? 2 : 1;
  }

  private match(node: RegexNode, at: number, next: Continue): boolean {
    if (--this.steps < 0) throw new StepLimit();
    switch (node.kind) {
      case 'char':
      case 'set':
        return at < this.text.length && accepts(node, this.text.codePointAt(at)!) && next(at + this.width(at));
      case 'sequence':
        return this.sequence(node.items, 0, at, next);
      case 'choice':
        return node.options.some((option) => this.match(option, at, next));
      case 'group': {
        const before = this.groups[node.index];
        const done = this.match(node.node, at, (end) => {
          const inner = this.groups[node.index];
          this.groups[node.index] = [at, end];
          if (next(end)) return true;
          this.groups[node.index] = inner;
          return false;
        });
        if (!done) this.groups[node.index] = before;
        return done;
      }
      case 'repeat':
        return this.repeat(node, at, next);
      case 'anchor':
        return this.anchored(node.at, at) && next(at);
      case 'look':
        return this.look(node, at) !== node.negated && next(at);
      case 'back': {
        const span = this.groups[node.index];
        if (span === undefined) return false;
        const wanted = this.text.slice(span[0], span[1]);
        const found = this.text.slice(at, at + wanted.length);
        const same = node.fold ? found.toLowerCase() === wanted.toLowerCase() : found === wanted;
        return same && next(at + wanted.length);
      }
      case 'atomic': {
        const end = this.once(node.node, at);
        return end !== null && next(end);
      }
    }
  }

  private sequence(items: readonly RegexNode[], index: number, at: number, next: Continue): boolean {
    const item = items[index];
    if (item === undefined) return next(at);
    return this.match(item, at, (end) => this.sequence(items, index + 1, end, next));
  }

  /** The end of the first match of a node at a place, as an atomic group takes it. */
  private once(node: RegexNode, at: number): number | null {
    let end: number | null = null;
    this.match(node, at, (found) => ((end = found), true));
    return end;
  }

  private look(node: Extract<RegexNode, { kind: 'look' }>, at: number): boolean {
    const before = [...this.groups];
    const found = node.ahead ? this.once(node.node, at) !== null : this.behind(node.node, at);
    if (!found || node.negated) this.groups = before;
    return found;
  }

  private behind(node: RegexNode, at: number): boolean {
    const options = node.kind === 'choice' ? node.options : [node];
    return options.some((option) => {
      let start = at;
      for (let left = fixedWidth(option)!; left > 0; left -= 1) {
        if (start <= 0) return false;
        const unit = this.text.charCodeAt(start - 1);
        start -= unit >= 0xdc00 && unit <= 0xdfff && start > 1 ? 2 : 1;
      }
      return this.match(option, start, (end) => end === at);
    });
  }

  private repeat(node: Extract<RegexNode, { kind: 'repeat' }>, at: number, next: Continue): boolean {
    if (node.mode === 'possessive') {
      const end = this.once({ ...node, mode: 'greedy' }, at);
      return end !== null && next(end);
    }
    if (node.node.kind === 'char' || node.node.kind === 'set') return this.repeatCharacter(node, node.node, at, next);
    return this.repeatNode(node, 0, at, next);
  }

  /** Repeats one character without recursion, however long the text. */
  private repeatCharacter(
    node: Extract<RegexNode, { kind: 'repeat' }>,
    character: Extract<RegexNode, { kind: 'char' | 'set' }>,
    at: number,
    next: Continue,
  ): boolean {
    let end = at;
    let count = 0;
    const step = (): boolean => {
      if (--this.steps < 0) throw new StepLimit();
      if (count >= node.max || end >= this.text.length) return false;
      if (!accepts(character, this.text.codePointAt(end)!)) return false;
      end += this.width(end);
      count += 1;
      return true;
    };
    if (node.mode === 'lazy') {
      while (count < node.min) if (!step()) return false;
      for (;;) {
        if (next(end)) return true;
        if (!step()) return false;
      }
    }
    while (step());
    for (; count >= node.min; count -= 1) {
      if (next(end)) return true;
      if (count === 0) return false;
      const unit = this.text.charCodeAt(end - 1);
      end -= unit >= 0xdc00 && unit <= 0xdfff && end - 1 > at ? 2 : 1;
      if (--this.steps < 0) throw new StepLimit();
    }
    return false;
  }

  private repeatNode(node: Extract<RegexNode, { kind: 'repeat' }>, count: number, at: number, next: Continue): boolean {
    if (this.open >= MAX_OPEN) throw new StepLimit();
    const again = (): boolean => {
      if (count >= node.max) return false;
      this.open += 1;
      const done = this.match(node.node, at, (end) => {
        // An empty repetition would go on for ever.
        if (end === at && count >= node.min) return false;
        return this.repeatNode(node, count + 1, end, next);
      });
      this.open -= 1;
      return done;
    };
    if (count < node.min) return again();
    return node.mode === 'lazy' ? next(at) || again() : again() || next(at);
  }

  private anchored(anchor: Extract<RegexNode, { kind: 'anchor' }>['at'], at: number): boolean {
    const { text } = this;
    switch (anchor) {
      case 'start':
        return at === 0;
      case 'veryEnd':
        return at === text.length;
      case 'end':
        return at === text.length || (at === text.length - 1 && text[at] === '\n');
      case 'lineStart':
        return at === 0 || text[at - 1] === '\n';
      case 'lineEnd':
        return at === text.length || text[at] === '\n';
      default:
        return (isWord(text[at - 1]) !== isWord(text[at])) === (anchor === 'word');
    }
  }
}

const isWord = (character: string | undefined): boolean => character !== undefined && /[0-9A-Za-z_]/.test(character);

function accepts(node: Extract<RegexNode, { kind: 'char' | 'set' }>, code: number): boolean {
  if (node.kind === 'char') return node.code === code || (node.fold && variants(code).includes(node.code));
  const inSet = (candidate: number): boolean => node.items.some((item) => hasCode(item, candidate));
  return (inSet(code) || (node.fold && variants(code).some(inSet))) !== node.negated;
}

function variants(code: number): number[] {
  const text = String.fromCodePoint(code);
  return [text.toLowerCase(), text.toUpperCase()]
    .filter((other) => [...other].length === 1)
    .map((other) => other.codePointAt(0)!);
}

function hasCode(item: SetItem, code: number): boolean {
  switch (item.kind) {
    case 'range':
      return item.low <= code && code <= item.high;
    case 'outside':
      return !item.ranges.some(([low, high]) => low <= code && code <= high);
    case 'property':
      return new RegExp(`\\p{${item.name}}`, 'u').test(String.fromCodePoint(code)) !== item.negated;
  }
}

/** Characters that a node always takes, or null when that depends on the text. */
function fixedWidth(node: RegexNode): number | null {
  switch (node.kind) {
    case 'char':
    case 'set':
      return 1;
    case 'anchor':
    case 'look':
      return 0;
    case 'group':
    case 'atomic':
      return fixedWidth(node.node);
    case 'sequence':
      return node.items.reduce<number | null>((sum, item) => {
        const width = fixedWidth(item);
        return sum === null || width === null ? null : sum + width;
      }, 0);
    case 'choice': {
      const widths = new Set(node.options.map(fixedWidth));
      return widths.size === 1 ? [...widths][0]! : null;
    }
    case 'repeat': {
      const width = fixedWidth(node.node);
      return width === null || node.min !== node.max ? null : width * node.min;
    }
    case 'back':
      return null;
  }
}

/** PCRE: each alternative of a lookbehind must have a fixed length. */
function checkLookbehind(node: RegexNode): void {
  if (node.kind === 'look' && !node.ahead) {
    const options = node.node.kind === 'choice' ? node.node.options : [node.node];
    if (options.some((option) => fixedWidth(option) === null)) throw new RegexFault('a lookbehind has no fixed length');
  }
  if (node.kind === 'sequence') node.items.forEach(checkLookbehind);
  else if (node.kind === 'choice') node.options.forEach(checkLookbehind);
  else if ('node' in node) checkLookbehind(node.node);
}
