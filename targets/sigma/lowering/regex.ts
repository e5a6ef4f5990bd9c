/**
 * KQL's regular expressions are those of Rust's regex crate (https://learn.microsoft.com/kusto/query/regex); Sigma's are
 * the small part of PCRE that its modifiers appendix lists. What only groups, names or is lazy does not change whether a
 * text matches and is rewritten; all else is refused by name.
 */
export type SigmaRegex =
  | {
      readonly ok: true;
      readonly source: string;
      readonly insensitive: boolean;
      /** It matches the empty text. */
      readonly nullable: boolean;
    }
  /** `construct`: what Sigma lacks. */
  | { readonly ok: false; readonly construct: string };

const META = /[.^$*+?{}[\]|()\\]/;

/** A text that matches as it stands. */
export const quoteRegex = (text: string): string =>
  Array.from(text, (char) => (META.test(char) ? `\\${char}` : char)).join('');

export function toSigmaRegex(pattern: string): SigmaRegex {
  const insensitive = pattern.startsWith('(?i)');
  const reader = new Reader(insensitive ? pattern.slice(4) : pattern);
  const groups = [new Group()];
  let source = '';
  // In PCRE a second quantifier makes the first lazy or possessive, in Rust it repeats it.
  let mayRepeat = false;
  while (!reader.atEnd) {
    const token = readToken(reader);
    const group = groups.at(-1);
    if (typeof token !== 'string') return { ok: false, construct: token.lacks };
    if (group === undefined) return { ok: false, construct: 'a ) without a (' };
    const isQuantifier = /^[*+?{]/.test(token);
    if (isQuantifier && !mayRepeat) return { ok: false, construct: `the quantifier ${token} on nothing` };
    if (token === '(') groups.push(new Group());
    else if (token === ')') {
      groups.pop();
      groups.at(-1)?.add(group.nullable);
    } else if (token === '|') group.alternate();
    else if (!isQuantifier) group.add(token === '^' || token === '$');
    else if (/^(?:[*?]|\{0+[,}])/.test(token)) group.makeOptional();
    mayRepeat = !isQuantifier && !['(', '|', '^', '$'].includes(token);
    source += token;
  }
  const [whole, unclosed] = groups;
  if (whole === undefined) return { ok: false, construct: 'a ) without a (' };
  if (unclosed !== undefined) return { ok: false, construct: 'a ( without a )' };
  return { ok: true, source, insensitive, nullable: whole.nullable };
}

/** Keeps count of whether what is read so far of a group can match the empty text. */
class Group {
  private someAlternative = false;
  private before = true;
  private last = true;

  get nullable(): boolean {
    return this.someAlternative || (this.before && this.last);
  }

  add(nullable: boolean): void {
    this.before &&= this.last;
    this.last = nullable;
  }

  makeOptional(): void {
    this.last = true;
  }

  alternate(): void {
    this.someAlternative = this.nullable;
    this.before = this.last = true;
  }
}

type Token = string | { readonly lacks: string };

class Reader {
  private position = 0;
  constructor(private readonly text: string) {}

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** What a sticky expression matches here, consumed; null, and nothing consumed, when it does not. */
  take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.position;
    const match = expression.exec(this.text);
    if (match !== null) this.position += match[0].length;
    return match;
  }
}

function readToken(reader: Reader): Token {
  const group = reader.take(/\((?:\?:|\?P?<[A-Za-z_][A-Za-z0-9_]*>)?(?!\?)/y);
  if (group !== null) return '(';
  const option = reader.take(/\(\?[^)]{0,20}\)?/y);
  if (option !== null) return { lacks: `the group ${option[0]}` };
  const quantifier = reader.take(/([*+?]|\{\d+(?:,\d*)?\})\??/y);
  if (quantifier !== null) return limitedQuantifier(quantifier[1] ?? '');
  if (reader.take(/\{/y) !== null) return { lacks: 'a bare {' };
  const set = reader.take(/\[\^?/y);
  if (set !== null) return readSet(reader, set[0]);
  const escape = reader.take(/\\(.?)/suy);
  if (escape !== null) return escaped(escape[1] ?? '');
  const other = reader.take(/[^\\[({*+?]/suy)?.[0] ?? '';
  return other === ']' || other === '}' ? `\\${other}` : other;
}

/** Engines refuse, or take long over, what unrolls into a large program. */
const MAX_REPETITION = 1000;

const limitedQuantifier = (quantifier: string): Token =>
  (quantifier.match(/\d+/g) ?? []).some((count) => Number(count) > MAX_REPETITION)
    ? { lacks: `the repetition ${quantifier.slice(0, 20)}` }
    : quantifier;

/** A punctuation mark behind a backslash is itself; a letter or digit stands for a class, a border or a control character. */
const escaped = (char: string): Token =>
  /^[!-/:-@[-`{-~]$/.test(char) ? (META.test(char) ? `\\${char}` : char) : { lacks: `\\${char}` };

function readSet(reader: Reader, opening: string): Token {
  let source = opening;
  for (let first = true; !reader.atEnd; first = false) {
    if (reader.take(/\]/y) !== null) {
      if (!first) return `${source}]`;
      source += '\\]';
      continue;
    }
    if (reader.take(/\[/y) !== null) return { lacks: 'a class inside a class' };
    const operator = reader.take(/&&|--|~~/y);
    if (operator !== null) return { lacks: `the set operator ${operator[0]}` };
    const escape = reader.take(/\\(.?)/suy);
    if (escape !== null) {
      const char = escape[1] ?? '';
      if (!/^[!-/:-@[-`{-~]$/.test(char)) return { lacks: `\\${char}` };
      source += /[\]\\^[-]/.test(char) ? `\\${char}` : char;
      continue;
    }
    source += reader.take(/./suy)?.[0] ?? '';
  }
  return { lacks: 'a class without an end' };
}
