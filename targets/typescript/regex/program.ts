import { printAny, printCharacter, printSet } from './print.js';
import { folded } from './sets.js';
import type { Assertion, Regex, RegexNode, RegexSet } from './tree.js';

/**
 * A pattern as steps that are all tried at once, character by character, so that no text takes longer than its length times
 * the number of steps: https://swtch.com/~rsc/regexp/regexp2.html. Of several ways to match, the one that is asked first counts.
 */
export type Step =
  /** Takes one character; `set` is the source of a JavaScript set. */
  | readonly [kind: 'take', set: string]
  | readonly [kind: 'goto', next: number]
  | readonly [kind: 'either', first: number, second: number]
  | readonly [kind: 'save', slot: number]
  | readonly [kind: 'assert', what: Assertion]
  | readonly [kind: 'found'];

const MAX_STEPS = 5_000;

/** Null where there would be too many steps. With `captures` a match tells where its groups stand. */
export function programOf({ root, ignoreCase }: Regex, captures: boolean): readonly Step[] | null {
  const program = new Program(ignoreCase, captures);
  const isWritten = program.write(captures ? { kind: 'group', number: 0, item: root } : root);
  program.steps.push(['found']);
  return isWritten ? program.steps : null;
}

class Program {
  readonly steps: Step[] = [];

  constructor(
    readonly ignoreCase: boolean,
    readonly captures: boolean,
  ) {}

  /** False as soon as there are too many steps. */
  write(node: RegexNode): boolean {
    if (this.steps.length > MAX_STEPS) return false;
    switch (node.kind) {
      case 'character':
        return this.#take(this.#character(node.character));
      case 'any':
        return this.#take(printAny(node));
      case 'set':
        return this.#take(printSet(this.#folded(node)));
      case 'assertion':
        this.steps.push(['assert', node.what]);
        return true;
      case 'sequence':
        return node.items.every((item) => this.write(item));
      case 'alternatives':
        return this.#alternatives(node.options);
      case 'group':
        return this.#group(node.number, node.item);
      case 'repeat':
        return this.#repeat(node);
    }
  }

  #take(set: string): boolean {
    this.steps.push(['take', set]);
    return true;
  }

  #character(character: string): string {
    if (!this.ignoreCase) return printCharacter(character);
    return printSet(this.#folded({ kind: 'set', negated: false, ranges: [[character, character]], classes: [] }));
  }

  #folded(set: RegexSet): RegexSet {
    return this.ignoreCase ? { ...set, ranges: folded(set.ranges) ?? set.ranges } : set;
  }

  #group(number: number, item: RegexNode): boolean {
    if (!this.captures) return this.write(item);
    this.steps.push(['save', 2 * number]);
    const isWritten = this.write(item);
    this.steps.push(['save', 2 * number + 1]);
    return isWritten;
  }

  #alternatives(options: readonly RegexNode[]): boolean {
    const ends: number[] = [];
    for (const [index, option] of options.entries()) {
      const fork = index < options.length - 1 ? this.steps.push(['either', this.steps.length + 1, 0]) - 1 : null;
      if (!this.write(option)) return false;
      if (fork === null) break;
      ends.push(this.steps.push(['goto', 0]) - 1);
      this.steps[fork] = ['either', fork + 1, this.steps.length];
    }
    for (const end of ends) this.steps[end] = ['goto', this.steps.length];
    return true;
  }

  #repeat({ item, least, most, greedy }: Extract<RegexNode, { kind: 'repeat' }>): boolean {
    const fork = (into: number, past: number): Step => (greedy ? ['either', into, past] : ['either', past, into]);
    for (let count = 1; count < least; count++) if (!this.write(item)) return false;
    if (most === Infinity) {
      // `x*` is `(x+)?`, so that a round in which x takes nothing ends it.
      const skip = least === 0 ? this.steps.push(['goto', 0]) - 1 : null;
      const start = this.steps.length;
      if (!this.write(item)) return false;
      this.steps.push(fork(start, this.steps.length + 1));
      if (skip !== null) this.steps[skip] = fork(start, this.steps.length);
      return true;
    }
    if (least > 0 && !this.write(item)) return false;
    const skips: number[] = [];
    for (let count = least; count < most; count++) {
      skips.push(this.steps.push(['goto', 0]) - 1);
      if (!this.write(item)) return false;
    }
    for (const skip of skips) this.steps[skip] = fork(skip + 1, this.steps.length);
    return true;
  }
}
