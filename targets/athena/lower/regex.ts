/**
 * KQL's regular expressions (Rust's regex crate: https://learn.microsoft.com/kusto/query/regex) as patterns that Trino
 * (Java's syntax) and DuckDB (RE2) read alike. What one of them reads otherwise is rewritten, or refused by name.
 */

export const escapeRegex = (literal: string): string => literal.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');

export type TranslatedRegex =
  /** No metacharacter: a plain search does. */
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'pattern'; readonly text: string }
  | { readonly kind: 'refused'; readonly construct: string };

/** Rust's \d, \w and \s are Unicode; Java's and RE2's are ASCII. White_Space is \p{Z} and these controls. */
const SPACE = '\\t\\n\\x0B\\f\\r\\x85\\p{Z}';
const CLASS_ESCAPES: Readonly<Record<string, string>> = { d: '\\p{Nd}', s: SPACE };

const CONTROL_ESCAPES: Readonly<Record<string, string>> = { n: '\\n', t: '\\t', r: '\\r', f: '\\f' };
const REPEAT_LIMIT = 1000;

/** `pattern` must be one that the regex crate accepts. */
export function translateRegex(pattern: string): TranslatedRegex {
  if (!/[\\^$.|?*+()[\]{}]/.test(pattern)) return { kind: 'literal', text: pattern };
  const translation = new Translation(pattern);
  const text = translation.run();
  return translation.refused === null ? { kind: 'pattern', text } : { kind: 'refused', construct: translation.refused };
}

class Translation {
  refused: string | null = null;
  #at = 0;

  constructor(readonly pattern: string) {}

  run(): string {
    let out = '';
    while (this.#at < this.pattern.length && this.refused === null) out += this.#next();
    return out;
  }

  #next(): string {
    const char = this.#take();
    switch (char) {
      case '\\':
        return this.#escape(false);
      case '[':
        return this.#class();
      case '(':
        return this.#group();
      // Without the flag m both stand for the ends of the text; Java's `$` also for the place before a final newline.
      case '^':
        return '\\A';
      case '$':
        return '\\z';
      // Java's dot stops at more line ends than \n.
      case '.':
        return '[^\\n]';
      case '{':
        return this.#repeat();
      case '}':
        return '\\}';
      case ']':
        return '\\]';
      case '+':
      case '*':
      case '?':
        // A second + would be possessive in Java.
        if (this.#peek() === '+') return this.#refuse(`${char}+`);
        return char;
      default:
        return char;
    }
  }

  #escape(inClass: boolean): string {
    const char = this.#take();
    if (/[a-zA-Z0-9]/.test(char)) {
      const klass = CLASS_ESCAPES[char];
      if (klass !== undefined) return inClass || char === 'd' ? klass : `[${klass}]`;
      if (char === 'D' && !inClass) return '\\P{Nd}';
      if (char === 'S' && !inClass) return `[^${SPACE}]`;
      const control = CONTROL_ESCAPES[char];
      if (control !== undefined) return control;
      if ((char === 'A' || char === 'z') && !inClass) return `\\${char}`;
      if (char === 'x' && /^[0-9A-Fa-f]{2}/.test(this.#rest())) return `\\x${this.#take()}${this.#take()}`;
      return this.#refuse(`\\${char}`);
    }
    if (char === '<' || char === '>') return this.#refuse(`\\${char}`);
    return /[\\^$.|?*+()[\]{}\-&~]/.test(char) ? `\\${char}` : char;
  }

  #class(): string {
    let out = '[';
    if (this.#peek() === '^') out += this.#take();
    let first = true;
    for (;;) {
      if (this.#at >= this.pattern.length) return this.#refuse('an open [');
      const char = this.#take();
      if (char === ']' && !first) return `${out}]`;
      first = false;
      if (char === '[') return this.#refuse('a class inside a class');
      if (/^(?:&&|--|~~)/.test(char + this.#peek())) return this.#refuse(`${char}${char} in a class`);
      if (char === '\\') out += this.#escape(true);
      else out += char === ']' || char === '^' || char === '&' || char === '~' ? `\\${char}` : char;
      if (this.refused !== null) return '';
    }
  }

  #group(): string {
    const rest = this.#rest();
    if (!rest.startsWith('?')) return '(';
    if (rest.startsWith('?:')) return this.#skip(2, '(?:');
    const named = /^\?P?<[^>]*>/.exec(rest);
    // The name of a group is of no use here.
    if (named !== null && !/^\?<[=!]/.test(rest)) return this.#skip(named[0].length, '(');
    // Case folds by Unicode in all three engines, alike for ASCII letters. Only for the whole pattern: a scope may differ.
    if (rest.startsWith('?i)') && this.#at === 1 && isAscii(this.pattern)) return this.#skip(3, '(?i)');
    return this.#refuse(`(${rest.slice(0, 3)}`);
  }

  #repeat(): string {
    const counts = /^(\d+)(?:,(\d*))?\}/.exec(this.#rest());
    if (counts === null) return this.#refuse('{ without a count');
    const most = Math.max(Number(counts[1]), Number(counts[2] || 0));
    if (most > REPEAT_LIMIT) return this.#refuse(`more than ${REPEAT_LIMIT} repetitions`);
    const out = this.#skip(counts[0].length, `{${counts[0]}`);
    return this.#peek() === '+' ? this.#refuse(`${out}+`) : out;
  }

  #skip(count: number, out: string): string {
    this.#at += count;
    return out;
  }

  #take(): string {
    const code = this.pattern.codePointAt(this.#at);
    if (code === undefined) return '';
    const char = String.fromCodePoint(code);
    this.#at += char.length;
    return char;
  }

  #peek(): string {
    return this.pattern.charAt(this.#at);
  }

  #rest(): string {
    return this.pattern.slice(this.#at);
  }

  #refuse(construct: string): string {
    this.refused ??= construct;
    return '';
  }
}

const isAscii = (value: string): boolean => /^[\x00-\x7f]*$/.test(value);
