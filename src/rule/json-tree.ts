import { EntryList } from './source-node.js';
import type { ScalarNode, SourceFault, SourceNode, SourceTree } from './source-node.js';

/** Deeper files are refused; ARM templates nest some twenty levels. */
const MAX_DEPTH = 200;

/**
 * A JSON text as one document with positions. Comments are allowed, as ARM templates may have them:
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#comments-and-metadata
 */
export function jsonTree(text: string): SourceTree {
  const parser = new JsonParser(text);
  try {
    return { documents: [parser.document()], faults: parser.faults };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return { documents: [], faults: [{ code: 'RP1001', detail: error.message, offset: error.offset }] };
  }
}

class JsonFault extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

const WORD = /(?:true|false|null)(?![A-Za-z0-9_])|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SPACE = /[ \t\r\n]+/y;
const LINE_COMMENT = /\/\/[^\r\n]*/y;
const BLOCK_COMMENT_START = /\/\*/y;

class JsonParser {
  readonly faults: SourceFault[] = [];
  #offset = 0;
  #depth = 0;

  constructor(private readonly text: string) {}

  document(): SourceNode {
    this.#skipSpace();
    const node = this.#value();
    if (this.#offset < this.text.length) this.#fail('the file goes on after the end of its JSON value');
    return node;
  }

  #value(): SourceNode {
    const start = this.#offset;
    const char = this.text.charAt(start);
    if (char === '{' || char === '[')
      return this.#nested(() => (char === '{' ? this.#mapping(start) : this.#sequence(start)));
    if (char === '"') return this.#string();
    const word = this.#match(WORD);
    if (word === null) return this.#fail(`a JSON value is expected${this.#found()}`);
    const node: ScalarNode = { kind: 'scalar', text: word, style: 'plain', start, end: this.#offset };
    this.#skipSpace();
    return node;
  }

  #nested(parse: () => SourceNode): SourceNode {
    if (++this.#depth > MAX_DEPTH) this.#fail(`nested deeper than ${MAX_DEPTH} levels`);
    const node = parse();
    this.#depth--;
    return node;
  }

  #mapping(start: number): SourceNode {
    const list = new EntryList(this.faults);
    const end = this.#list('}', () => {
      if (this.text.charAt(this.#offset) !== '"') this.#fail(`a key in double quotes is expected${this.#found()}`);
      const key = this.#string();
      if (!this.#take(':')) this.#fail(`':' is expected after a key${this.#found()}`);
      list.add(key, this.#value());
    });
    return { kind: 'mapping', entries: list.entries, start, end };
  }

  #sequence(start: number): SourceNode {
    const items: SourceNode[] = [];
    const end = this.#list(']', () => items.push(this.#value()));
    return { kind: 'sequence', items, start, end };
  }

  /** The part between a bracket and its `close`; returns where that ends. */
  #list(close: string, item: () => void): number {
    this.#offset++;
    this.#skipSpace();
    if (this.text.charAt(this.#offset) !== close) {
      do item();
      while (this.#take(','));
    }
    if (this.text.charAt(this.#offset) !== close) this.#fail(`',' or '${close}' is expected${this.#found()}`);
    const end = ++this.#offset;
    this.#skipSpace();
    return end;
  }

  #string(): ScalarNode {
    const start = this.#offset;
    const token = this.#stringToken();
    const end = this.#offset;
    this.#skipSpace();
    return { kind: 'scalar', text: JSON.parse(token) as string, style: 'json-string', start, end };
  }

  /** Not one regular expression over the whole string: its backtracking stack would not bear a string of megabytes. */
  #stringToken(): string {
    const start = this.#offset++;
    for (;;) {
      const char = this.text.charAt(this.#offset);
      if (char === '"') return this.text.slice(start, ++this.#offset);
      if (char === '') return this.#fail('a string has no closing quote', start);
      if (char < ' ')
        return this.#fail('a line break or control character inside a string must be written as an escape');
      if (char !== '\\') this.#offset++;
      else if (this.#match(ESCAPE) === null) return this.#fail('no such escape in a JSON string');
    }
  }

  #take(char: string): boolean {
    if (this.text.charAt(this.#offset) !== char) return false;
    this.#offset++;
    this.#skipSpace();
    return true;
  }

  #skipSpace(): void {
    for (;;) {
      if (this.#match(SPACE) !== null || this.#match(LINE_COMMENT) !== null) continue;
      if (this.#match(BLOCK_COMMENT_START) === null) return;
      const end = this.text.indexOf('*/', this.#offset);
      if (end < 0) this.#fail('a comment has no end');
      this.#offset = end + 2;
    }
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#offset;
    const match = pattern.exec(this.text);
    if (match === null) return null;
    this.#offset = pattern.lastIndex;
    return match[0];
  }

  #found(): string {
    return this.#offset < this.text.length
      ? `, found ${JSON.stringify(this.text.charAt(this.#offset))}`
      : ', but the file ends here';
  }

  #fail(message: string, offset = this.#offset): never {
    throw new JsonFault(message, offset);
  }
}
