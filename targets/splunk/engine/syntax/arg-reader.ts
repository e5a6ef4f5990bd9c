import type { QueryError } from '../../../../src/target/engine.js';
import type { SplSource } from './source.js';

export interface Word {
  readonly text: string;
  readonly quoted: boolean;
  readonly at: number;
}

const WORD_END = new Set([' ', '\t', '\n', '\r', ',', '"', '(', ')', '[', ']', '|', '=']);
const isSpace = (character: string | undefined): boolean =>
  character === ' ' || character === '\t' || character === '\n' || character === '\r';

/**
 * Reads the arguments of one command. Names are plain or in double quotes; single quotes mean a field only in eval
 * expressions (Search Reference, "Understanding SPL syntax"), so they are refused here rather than taken as part of a name.
 */
export class ArgReader {
  constructor(
    readonly source: SplSource,
    readonly command: string,
    public pos: number,
    readonly end: number,
  ) {}

  skipSpace(): void {
    while (this.pos < this.end && isSpace(this.source.text[this.pos])) this.pos += 1;
  }

  /** Skips spaces and commas, which both separate the fields of a list. */
  skipSeparators(): void {
    while (this.pos < this.end && (isSpace(this.source.text[this.pos]) || this.source.text[this.pos] === ','))
      this.pos += 1;
  }

  atEnd(): boolean {
    this.skipSpace();
    return this.pos >= this.end;
  }

  peek(ahead = 0): string | undefined {
    return this.pos + ahead < this.end ? this.source.text[this.pos + ahead] : undefined;
  }

  /** Takes `token` if it stands here, after spaces. */
  take(token: string): boolean {
    this.skipSpace();
    if (!this.source.text.startsWith(token, this.pos) || this.pos + token.length > this.end) return false;
    this.pos += token.length;
    return true;
  }

  expect(token: string): void {
    if (!this.take(token)) throw this.syntax(`'${token}' expected in '${this.command}'`);
  }

  /** Takes a keyword such as BY in any case, if it stands here as a whole unquoted word. */
  takeKeyword(keyword: string): boolean {
    this.skipSpace();
    const found = this.source.text.slice(this.pos, Math.min(this.pos + keyword.length, this.end));
    if (found.toLowerCase() !== keyword.toLowerCase()) return false;
    const after = this.peek(keyword.length);
    if (after !== undefined && !WORD_END.has(after)) return false;
    this.pos += keyword.length;
    return true;
  }

  /** Takes an operator of the search command, which counts only in capitals and as a whole word. */
  takeOperator(operator: 'AND' | 'OR' | 'NOT' | 'IN'): boolean {
    this.skipSpace();
    if (this.source.text.slice(this.pos, Math.min(this.pos + operator.length, this.end)) !== operator) return false;
    const after = this.peek(operator.length);
    if (after !== undefined && !isSpace(after) && after !== '(' && after !== '"') return false;
    this.pos += operator.length;
    return true;
  }

  /** `name=` of an option, if one stands here; the value is read next. */
  takeOptionName(): { name: string; at: number } | null {
    this.skipSpace();
    const match = /^([A-Za-z_]+)\s*=(?!=)\s*/u.exec(
      this.source.text.slice(this.pos, Math.min(this.pos + 80, this.end)),
    );
    if (match === null) return null;
    const at = this.pos;
    this.pos += match[0].length;
    return { name: match[1]!.toLowerCase(), at };
  }

  /** A plain or double-quoted word. In quotes `\"` and `\\` are escapes and any other backslash stands for itself. */
  word(what: string): Word {
    this.skipSpace();
    const at = this.pos;
    if (this.peek() === '"') return { text: this.quoted(), quoted: true, at };
    if (this.peek() === "'")
      throw this.syntax(
        `single quotes stand for a field only in eval expressions; use double quotes in '${this.command}'`,
      );
    while (this.pos < this.end && !WORD_END.has(this.source.text[this.pos]!)) this.pos += 1;
    if (this.pos === at) throw this.syntax(`${what} expected in '${this.command}'`);
    return { text: this.source.text.slice(at, this.pos), quoted: false, at };
  }

  /** The contents of the double-quoted string that starts here. */
  quoted(): string {
    const start = this.pos;
    let text = '';
    for (let index = start + 1; index < this.end; index += 1) {
      const character = this.source.text[index]!;
      if (character === '"') {
        this.pos = index + 1;
        return text;
      }
      const next = this.source.text[index + 1];
      if (character === '\\' && (next === '"' || next === '\\')) {
        text += next;
        index += 1;
      } else text += character;
    }
    throw this.source.error(start, 'RP5101', 'this quoted text does not end');
  }

  integer(what: string): number {
    const word = this.word(what);
    if (!/^-?\d{1,15}$/u.test(word.text)) throw this.source.error(word.at, 'RP5101', `${what} must be a whole number`);
    return Number(word.text);
  }

  boolean(what: string): boolean {
    const word = this.word(what);
    const text = word.text.toLowerCase();
    if (['t', 'true', '1'].includes(text)) return true;
    if (['f', 'false', '0'].includes(text)) return false;
    throw this.source.error(word.at, 'RP5101', `${what} must be true or false`);
  }

  /** Field names up to the end, a stop word, or something that is no name. Commas and spaces both separate. */
  fields(stopWords: readonly string[] = []): Word[] {
    const found: Word[] = [];
    for (;;) {
      this.skipSeparators();
      if (this.pos >= this.end || this.peek() === '[' || this.peek() === '(') return found;
      const word = this.word('a field name');
      if (!word.quoted && stopWords.includes(word.text.toLowerCase())) {
        this.pos = word.at;
        return found;
      }
      found.push(word);
    }
  }

  /** Refuses whatever is left. */
  finish(): void {
    this.skipSeparators();
    if (this.atEnd()) return;
    const rest = this.source.text.slice(this.pos, Math.min(this.end, this.pos + 30)).split(/\s/u)[0]!;
    throw this.source.error(this.pos, 'RP5104', this.command, rest);
  }

  refuseOption(name: string, at: number): QueryError {
    return this.source.error(at, 'RP5104', this.command, name);
  }

  syntax(what: string): QueryError {
    return this.source.error(this.pos, 'RP5101', what);
  }
}
