import type { RegexNode, SafeRegex } from './parse.js';

/** The pattern and flags of the same regular expression in JavaScript. The flag `u` makes it read code points. */
export const printRegex = ({ root, ignoreCase }: SafeRegex): { readonly pattern: string; readonly flags: string } => ({
  pattern: print(root) || '(?:)',
  flags: ignoreCase ? 'iu' : 'u',
});

function print(node: RegexNode): string {
  switch (node.kind) {
    case 'character':
      return printCharacter(node.character);
    // JavaScript's own `.` also stops at carriage returns and Unicode's line separators.
    case 'any':
      return '[^\\n]';
    case 'start':
      return '^';
    case 'end':
      return '$';
    case 'set':
      return `[${node.negated ? '^' : ''}${node.ranges.map(printRange).join('')}]`;
    case 'sequence':
      return node.items.map(printItem).join('');
    case 'alternatives':
      return node.options.map(print).join('|');
    case 'repeat': {
      const { least, most } = node;
      const count = least === 0 && most === 1 ? '?' : least === most ? `{${least}}` : `{${least},${most}}`;
      return `${printUnit(node.item)}${count}`;
    }
  }
}

const printItem = (node: RegexNode): string => (node.kind === 'alternatives' ? `(?:${print(node)})` : print(node));

const printUnit = (node: RegexNode): string =>
  node.kind === 'alternatives' || node.kind === 'sequence' ? `(?:${print(node)})` : print(node);

const printRange = ([low, high]: readonly [string, string]): string =>
  low === high ? printCharacter(low) : `${printCharacter(low)}-${printCharacter(high)}`;

/** Letters, digits and a few marks as they are; what could be syntax, or could end a line or the literal, by its number. */
function printCharacter(character: string): string {
  if (/^[A-Za-z0-9 _:;,=@%"'!<>#&~`]$/.test(character)) return character;
  if (/^[\\^$.*+?()[\]{}|/]$/.test(character)) return `\\${character}`;
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
