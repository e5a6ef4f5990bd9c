import type { CharSet, ClassMember, RegexFlags, RegexNode } from './tree.js';

/**
 * Writes a regular expression for the Rust crate, which is linear in time. Where PCRE and Rust differ, PCRE's meaning is
 * spelled out: sets are ASCII, `$` also stands before a last line feed, and classes have no nesting and no operators.
 */
export function printRust(node: RegexNode, flags: RegexFlags): string {
  const print = (inner: RegexNode): string => printRust(inner, flags);
  switch (node.kind) {
    case 'alternatives':
      return node.of.map(print).join('|');
    case 'sequence':
      return node.of.map(print).join('');
    case 'group':
      return `(?:${print(node.of)})`;
    case 'repeat':
      return `(?:${print(node.of)}){${node.min},${node.max ?? ''}}`;
    case 'char':
      return flags.i ? bothCases(node.char) : literal(node.char);
    case 'any':
      return flags.s ? '(?s:.)' : '[^\\x{A}]';
    case 'start':
      return flags.m ? '(?m:^)' : '\\A';
    case 'end':
      return flags.m ? '(?m:$)' : '(?:\\x{A}?\\z)';
    case 'boundary':
      return '(?-u:\\b)';
    case 'class':
      return `[${node.negated ? '^' : ''}${node.members.map((member) => printMember(member, flags.i)).join('')}]`;
  }
}

const SETS: Readonly<Record<CharSet, string>> = { d: '0-9', w: '0-9A-Za-z_', s: '\\x{9}-\\x{D}\\x{20}' };

function printMember(member: ClassMember, insensitive: boolean): string {
  if (member.kind === 'set') return `[${member.negated ? '^' : ''}${SETS[member.set]}]`;
  const { from, to } = member;
  const folded = insensitive
    ? [shifted(from, to, 'a', 'z', -CASE_DISTANCE), shifted(from, to, 'A', 'Z', CASE_DISTANCE)]
    : [];
  return [`${literal(from)}-${literal(to)}`, ...folded].join('');
}

const CASE_DISTANCE = 0x20;

/** The part of a range that lies within [low, high], moved. */
function shifted(from: string, to: string, low: string, high: string, by: number): string {
  const first = Math.max(from.codePointAt(0)!, low.charCodeAt(0));
  const last = Math.min(to.codePointAt(0)!, high.charCodeAt(0));
  return first > last ? '' : `${literal(String.fromCodePoint(first + by))}-${literal(String.fromCodePoint(last + by))}`;
}

/** One character (code point), never an operator. Half of a surrogate pair is no character of Rust's, which reads it as U+FFFD. */
export function literal(char: string): string {
  if (/^[0-9A-Za-z]$/.test(char)) return char;
  const code = char.codePointAt(0)!;
  return `\\x{${(code >= 0xd800 && code <= 0xdfff ? 0xfffd : code).toString(16).toUpperCase()}}`;
}

/** A letter from A to Z in either case, any other character as it is. */
export const bothCases = (char: string): string =>
  /^[A-Za-z]$/.test(char) ? `[${char.toLowerCase()}${char.toUpperCase()}]` : literal(char);
