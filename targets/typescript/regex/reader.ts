/** The characters (code points) of a pattern, one by one. */
export class CharacterReader {
  #at = 0;
  readonly #characters: readonly string[];

  constructor(pattern: string) {
    this.#characters = [...pattern];
  }

  get atEnd(): boolean {
    return this.#at >= this.#characters.length;
  }

  peek(ahead = 0): string {
    return this.#characters[this.#at + ahead] ?? '';
  }

  next(): string {
    return this.#characters[this.#at++] ?? '';
  }

  /** Steps over a character when it is the next. */
  take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.#at++;
    return true;
  }

  /** Steps over what a pattern (that begins with `^`) finds here. */
  match(pattern: RegExp): RegExpExecArray | null {
    const found = pattern.exec(this.#characters.slice(this.#at, this.#at + 200).join(''));
    if (found !== null) this.#at += [...found[0]].length;
    return found;
  }
}
