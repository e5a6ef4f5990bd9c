import type { CharacterReader } from './reader.js';
import { namedRanges, setOf } from './sets.js';
import type { CharacterClass, RegexSet } from './tree.js';

const ESCAPABLE = /^[\\.+*?()|[\]{}^$#&\-~/:@"'=,;!%_ `]$/;
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', a: '\x07' };
const BY_NUMBER = /^(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|[xuU]\{([\dA-Fa-f]{1,8})\})/;

/** `\d` and its kin, behind their backslash; null where none stands here. */
export function readClass(reader: CharacterReader): CharacterClass | null {
  const found = reader.match(/^[dwsDWS]/)?.[0];
  if (found === undefined) return null;
  return { name: found.toLowerCase() as CharacterClass['name'], negated: found < 'a' };
}

/** The character that an escape stands for, behind its backslash; null for another kind of escape. */
export function readEscaped(reader: CharacterReader): string | null {
  const digits = reader
    .match(BY_NUMBER)
    ?.slice(1)
    .find((each) => each !== undefined);
  if (digits !== undefined) {
    const code = parseInt(digits, 16);
    return code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? null : String.fromCodePoint(code);
  }
  const character = reader.next();
  return ESCAPABLE.test(character) ? character : (CONTROLS[character] ?? null);
}

/** A set behind its `[`; null where it has what is not known here: sets in sets, and operations on them. */
export function readSet(reader: CharacterReader): RegexSet | null {
  const negated = reader.take('^');
  const ranges: (readonly [string, string])[] = [];
  const classes: CharacterClass[] = [];
  while (!reader.take(']')) {
    const named = reader.match(/^\[:([a-z]+):\]/);
    const part = named === null ? readPart(reader) : namedRanges(named[1]!);
    if (part === null) return null;
    if ('name' in part) classes.push(part);
    else ranges.push(...part);
  }
  return ranges.length + classes.length === 0 ? null : setOf(ranges, classes, negated);
}

/** A class, a character, or two characters with a hyphen between them. */
function readPart(reader: CharacterReader): CharacterClass | readonly (readonly [string, string])[] | null {
  const isEscape = reader.take('\\');
  const found = isEscape ? readClass(reader) : null;
  if (found !== null) return found;
  const low = isEscape ? readEscaped(reader) : readPlain(reader);
  if (low === null || reader.peek() !== '-' || reader.peek(1) === ']') return low === null ? null : [[low, low]];
  reader.next();
  const high = reader.take('\\') ? readEscaped(reader) : readPlain(reader);
  if (high === null || reader.peek(-1) === '' || high.codePointAt(0)! < low.codePointAt(0)!) return null;
  return [[low, high]];
}

/** A character as it stands; one that is doubled would be an operator of sets, and `[` another set. */
function readPlain(reader: CharacterReader): string | null {
  const character = reader.next();
  if (character === '' || character === '[' || character === ']') return null;
  return ['&', '-', '~'].includes(character) && [reader.peek(), reader.peek(-2)].includes(character) ? null : character;
}
