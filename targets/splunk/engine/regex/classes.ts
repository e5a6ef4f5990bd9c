import type { SetItem } from './node.js';

type Ranges = readonly (readonly [number, number])[];

/** PCRE without its UCP option, as Splunk uses it: the classes are ASCII. */
const DIGIT: Ranges = [[48, 57]];
const WORD: Ranges = [[48, 57], [65, 90], [95, 95], [97, 122]]; // prettier-ignore
const SPACE: Ranges = [[9, 13], [32, 32]]; // prettier-ignore
const BLANK: Ranges = [[9, 9], [32, 32], [160, 160]]; // prettier-ignore
const VERTICAL: Ranges = [[10, 13], [133, 133], [0x2028, 0x2029]]; // prettier-ignore

const inside = (ranges: Ranges): SetItem[] => ranges.map(([low, high]) => ({ kind: 'range', low, high }));
const outside = (ranges: Ranges): SetItem[] => [{ kind: 'outside', ranges }];

/** What `\d` and its like stand for. */
export const ESCAPED_CLASSES: ReadonlyMap<string, readonly SetItem[]> = new Map([
  ['d', inside(DIGIT)],
  ['D', outside(DIGIT)],
  ['w', inside(WORD)],
  ['W', outside(WORD)],
  ['s', inside(SPACE)],
  ['S', outside(SPACE)],
  ['h', inside(BLANK)],
  ['H', outside(BLANK)],
  ['v', inside(VERTICAL)],
  ['V', outside(VERTICAL)],
  ['N', outside([[10, 10]])],
]);

/** The classes that stand as `[:name:]` inside brackets. */
const POSIX_CLASSES: ReadonlyMap<string, Ranges> = new Map<string, Ranges>([
  ['alpha', [[65, 90], [97, 122]]],
  ['digit', DIGIT],
  ['alnum', [[48, 57], [65, 90], [97, 122]]],
  ['upper', [[65, 90]]],
  ['lower', [[97, 122]]],
  ['space', SPACE],
  ['blank', [[9, 9], [32, 32]]],
  ['punct', [[33, 47], [58, 64], [91, 96], [123, 126]]],
  ['xdigit', [[48, 57], [65, 70], [97, 102]]],
  ['word', WORD],
  ['cntrl', [[0, 31], [127, 127]]],
  ['graph', [[33, 126]]],
  ['print', [[32, 126]]],
]); // prettier-ignore

export const posixItems = (name: string, negated: boolean): readonly SetItem[] | undefined => {
  const ranges = POSIX_CLASSES.get(name);
  return ranges === undefined ? undefined : negated ? outside(ranges) : inside(ranges);
};

/** Characters that stand for a control character after a backslash. */
export const CONTROL_ESCAPES: ReadonlyMap<string, number> = new Map([
  ['t', 9],
  ['n', 10],
  ['r', 13],
  ['f', 12],
  ['e', 27],
  ['a', 7],
]);
