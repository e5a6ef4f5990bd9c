import type { CharacterClass, Regex, RegexNode, RegexSet } from './tree.js';

/** The pattern and flags of the same regular expression in JavaScript. The flag `u` makes it read code points. */
export const printRegex = ({ root, ignoreCase }: Regex): { readonly pattern: string; readonly flags: string } => ({
  pattern: print(root) || '(?:)',
  flags: ignoreCase ? 'iu' : 'u',
});

const ASSERTIONS: Readonly<Record<string, string>> = {
  start: '^',
  end: '$',
  lineStart: '(?<![^\\n])',
  lineEnd: '(?![^\\n])',
};

/**
 * Unicode's classes, as https://unicode.org/reports/tr18/#Compatibility_Properties defines them for `\d`, `\w` and `\s`. Kusto
 * does not say which version of Unicode it reads.
 */
const CLASSES: Readonly<Record<CharacterClass['name'], string>> = {
  d: '\\p{Nd}',
  w: '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}',
  s: '\\p{White_Space}',
};

/** A character of a word, for what lies at its borders. */
export const WORD = `[${CLASSES.w}]`;

/**
 * Whether JavaScript's own matcher reads all of it alike: it has no Unicode word borders, and what its flag `i` makes of
 * Unicode's classes is a matter of its own.
 */
export const isNative = ({ root, ignoreCase }: Regex): boolean =>
  !someNode(root, (node) => isForeign(node, ignoreCase));

const isForeign = (node: RegexNode, ignoreCase: boolean): boolean =>
  node.kind === 'assertion' ? !(node.what in ASSERTIONS) : node.kind === 'set' && ignoreCase && node.classes.length > 0;

function someNode(node: RegexNode, test: (node: RegexNode) => boolean): boolean {
  if (test(node)) return true;
  switch (node.kind) {
    case 'sequence':
      return node.items.some((item) => someNode(item, test));
    case 'alternatives':
      return node.options.some((option) => someNode(option, test));
    case 'repeat':
    case 'group':
      return someNode(node.item, test);
    default:
      return false;
  }
}

function print(node: RegexNode): string {
  switch (node.kind) {
    case 'character':
      return printCharacter(node.character);
    // JavaScript's own `.` also stops at carriage returns and Unicode's line separators.
    case 'any':
      return printAny(node);
    case 'assertion':
      return ASSERTIONS[node.what] ?? '';
    case 'set':
      return printSet(node);
    case 'sequence':
      return node.items.map(printItem).join('');
    case 'alternatives':
      return node.options.map(print).join('|');
    case 'group':
      return print(node.item);
    case 'repeat': {
      const { least, most, greedy } = node;
      const count = least === 0 && most === 1 ? '?' : least === most ? `{${least}}` : `{${least},${most}}`;
      return `${printUnit(node.item)}${count}${greedy ? '' : '?'}`;
    }
  }
}

export const printAny = ({ lines }: { readonly lines: boolean }): string => (lines ? '[^]' : '[^\\n]');

/** A set, as one item. What `\W` leaves are several properties, so it cannot stand in a set beside others. */
export function printSet({ negated, ranges, classes }: RegexSet): string {
  const isOther = ({ name, negated: leaves }: CharacterClass): boolean => name === 'w' && leaves;
  const others = classes.filter((each) => !isOther(each)).map(printClass);
  const rest = [...ranges.map(printRange), ...others].join('');
  if (!classes.some(isOther)) return `[${negated ? '^' : ''}${rest}]`;
  const word = negated ? WORD : `[^${CLASSES.w}]`;
  if (rest === '') return word;
  return negated ? `(?:(?![${rest}])${word})` : `(?:${word}|[${rest}])`;
}

const printClass = ({ name, negated }: CharacterClass): string =>
  negated ? CLASSES[name].replace('\\p', '\\P') : CLASSES[name];

const withoutGroups = (node: RegexNode): RegexNode => (node.kind === 'group' ? withoutGroups(node.item) : node);

const printItem = (node: RegexNode): string =>
  withoutGroups(node).kind === 'alternatives' ? `(?:${print(node)})` : print(node);

const printUnit = (node: RegexNode): string =>
  ['alternatives', 'sequence', 'repeat'].includes(withoutGroups(node).kind) ? `(?:${print(node)})` : print(node);

const printRange = ([low, high]: readonly [string, string]): string =>
  low === high ? printCharacter(low) : `${printCharacter(low)}-${printCharacter(high)}`;

/** Letters, digits and a few marks as they are; what could be syntax, or could end a line or the literal, by its number. */
export function printCharacter(character: string): string {
  if (/^[A-Za-z0-9 _:;,=@%"'!<>#&~`]$/.test(character)) return character;
  if (/^[\\^$.*+?()[\]{}|/]$/.test(character)) return `\\${character}`;
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
