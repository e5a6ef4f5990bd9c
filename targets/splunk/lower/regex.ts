/**
 * KQL's regular expressions are those of Rust's `regex` crate (https://learn.microsoft.com/kusto/query/regex), Splunk's are
 * PCRE (Search Manual, "About Splunk regular expressions"). What both read alike passes, a few things are rewritten, the rest
 * is named as a fault: a pattern is never passed on in the hope that it means the same.
 */
export type Translation =
  { readonly ok: true; readonly pattern: string } | { readonly ok: false; readonly fault: string };

/** White space as Unicode defines it, digits of all scripts: Rust's `\s` and `\d`, where PCRE's are ASCII's. */
const CLASSES: { readonly [escape: string]: { readonly inside: string; readonly outside: string } } = {
  d: { inside: '\\p{Nd}', outside: '\\p{Nd}' },
  D: { inside: '\\P{Nd}', outside: '\\P{Nd}' },
  s: { inside: '\\t-\\r\\x{85}\\p{Z}', outside: '[\\t-\\r\\x{85}\\p{Z}]' },
};

/** Punctuation stands for itself, but for `\<` and `\>`, which are word borders in Rust. */
const SAME_ESCAPES = /^[\\.+*?()|[\]{}^$#&\-~/:@!%"'=,;_ tnrf]$/;

class Fault extends Error {}

export function translateRegex(source: string): Translation {
  try {
    return { ok: true, pattern: translate(source) };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, fault: error.message };
    throw error;
  }
}

function translate(source: string): string {
  let out = '';
  let at = 0;
  let depth = 0;
  while (at < source.length) {
    const character = source[at]!;
    if (character === '\\') {
      const [escaped, next] = escape(source, at, 'outside');
      out += escaped;
      at = next;
    } else if (character === '[') {
      const [set, next] = characterClass(source, at);
      out += set;
      at = next;
    } else if (character === '(') {
      const group = /^\((?:\?(?:[is]*[:)]|P?<[A-Za-z_]\w*>))?/.exec(source.slice(at))![0];
      if (group === '(' && source[at + 1] === '?') throw new Fault(`the group ${source.slice(at, at + 4)}`);
      depth += group.endsWith(')') ? 0 : 1;
      out += group;
      at += group.length;
    } else if (character === ')') {
      depth -= 1;
      if (depth < 0) throw new Fault('a closing parenthesis too many');
      out += character;
      at += 1;
    } else if (character === '$') {
      // `$` of PCRE also matches before a last line feed.
      out += '\\z';
      at += 1;
    } else if ('*+?'.includes(character) || (character === '{' && /^\{\d+(?:,\d*)?\}/.test(source.slice(at)))) {
      const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(at))![0];
      // `a*+` repeats a repetition in Rust and is possessive in PCRE.
      if (/^[*+?{]/.test(source.slice(at + quantifier.length))) throw new Fault('a repetition of a repetition');
      // `(*` begins a verb in PCRE.
      if (out === '' || /[(|]$/.test(source.slice(0, at))) throw new Fault('a repetition of nothing');
      out += quantifier;
      at += quantifier.length;
    } else {
      if ('{}]'.includes(character)) throw new Fault(`a bare ${character}`);
      out += character;
      at += 1;
    }
  }
  if (depth !== 0) throw new Fault('a group without an end');
  return out;
}

function characterClass(source: string, start: number): [string, number] {
  const opening = source.startsWith('[^', start) ? '[^' : '[';
  let out = opening;
  let at = start + opening.length;
  while (at < source.length) {
    const character = source[at]!;
    if (character === ']' && out !== opening) return [`${out}]`, at + 1];
    if (character === '[') throw new Fault('a class inside a class');
    if (['&&', '--', '~~'].some((operator) => source.startsWith(operator, at))) throw new Fault('a set operation');
    if (character === '\\') {
      const [escaped, next] = escape(source, at, 'inside');
      out += escaped;
      at = next;
    } else {
      out += character === ']' ? '\\]' : character;
      at += 1;
    }
  }
  throw new Fault('a class without an end');
}

function escape(source: string, at: number, where: 'inside' | 'outside'): [string, number] {
  const character = source[at + 1];
  if (character === undefined) throw new Fault('a backslash at the end');
  const known = Object.hasOwn(CLASSES, character) ? CLASSES[character] : undefined;
  if (known !== undefined) return [known[where], at + 2];
  if (character === 'z' && where === 'outside') return ['\\z', at + 2];
  if (character === 'A' && where === 'outside') return ['^', at + 2];
  if (!SAME_ESCAPES.test(character)) throw new Fault(`\\${character}`);
  return [`\\${character}`, at + 2];
}
