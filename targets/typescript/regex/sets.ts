import type { CharacterClass, RegexSet } from './tree.js';

type Range = readonly [string, string];

/** `[[:alpha:]]` and its kin, which are ASCII's: https://learn.microsoft.com/kusto/query/regex#ascii-character-classes */
const NAMED: Readonly<Record<string, readonly Range[]>> = {
  alnum: [
    ['0', '9'],
    ['A', 'Z'],
    ['a', 'z'],
  ],
  alpha: [
    ['A', 'Z'],
    ['a', 'z'],
  ],
  ascii: [['\0', '\x7f']],
  blank: [
    ['\t', '\t'],
    [' ', ' '],
  ],
  cntrl: [
    ['\0', '\x1f'],
    ['\x7f', '\x7f'],
  ],
  digit: [['0', '9']],
  graph: [['!', '~']],
  lower: [['a', 'z']],
  print: [[' ', '~']],
  punct: [
    ['!', '/'],
    [':', '@'],
    ['[', '`'],
    ['{', '~'],
  ],
  space: [
    ['\t', '\r'],
    [' ', ' '],
  ],
  upper: [['A', 'Z']],
  word: [
    ['0', '9'],
    ['A', 'Z'],
    ['_', '_'],
    ['a', 'z'],
  ],
  xdigit: [
    ['0', '9'],
    ['A', 'F'],
    ['a', 'f'],
  ],
};

export const namedRanges = (name: string): readonly Range[] | null => NAMED[name] ?? null;

export const setOf = (
  ranges: readonly Range[],
  classes: readonly CharacterClass[] = [],
  negated = false,
): RegexSet => ({ kind: 'set', negated, ranges, classes });

/** The letters that fold to an ASCII letter beside its other case: the Kelvin sign and the long s. */
const BEYOND: readonly Range[] = [
  ['K', '\u212a'],
  ['S', '\u017f'],
];

const shifted = (character: string, by: number): string => String.fromCharCode(character.charCodeAt(0) + by);

/** ASCII ranges with the other case of their letters; null where one goes beyond ASCII, whose folding has versions. */
export function folded(ranges: readonly Range[]): readonly Range[] | null {
  if (ranges.some(([, high]) => high > '\x7f')) return null;
  return ranges.flatMap(([low, high]): readonly Range[] => {
    const within = (from: string, to: string, by: number): Range[] => {
      const [first, last] = [low > from ? low : from, high < to ? high : to];
      return first > last ? [] : [[shifted(first, by), shifted(last, by)]];
    };
    const others = [...within('A', 'Z', 32), ...within('a', 'z', -32)];
    const letters = [[low, high] as const, ...others];
    const beyond = BEYOND.filter(([letter]) => letters.some(([from, to]) => letter >= from && letter <= to));
    return [...letters, ...beyond.map(([, other]) => [other, other] as const)];
  });
}
