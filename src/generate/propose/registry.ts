import { equalAddresses, privateness, range } from './addresses.js';
import { equality, list, ordering } from './compare.js';
import { add, datetimeDiff, divide, multiply, negate, subtract } from './numbers.js';
import type { Proposal, Propose, Question } from './proposal.js';
import { extract, matches } from './regexes.js';
import { emptiness, search, searchList } from './texts.js';
import {
  anything,
  arrayLength,
  concat,
  conversion,
  first,
  membership,
  pack,
  packArray,
  parseJson,
  split,
  substring,
  textual,
  toText,
} from './values.js';

export type { Proposal } from './proposal.js';

const SEARCHES = ['contains', 'has', 'startswith', 'endswith', 'hasprefix', 'hassuffix'];
const CONVERSIONS = [
  'toint',
  'tolong',
  'todouble',
  'toreal',
  'tobool',
  'todatetime',
  'totimespan',
  'toguid',
  'todecimal',
];
const TEXTUAL = [
  'tolower',
  'toupper',
  'trim',
  'trim_start',
  'trim_end',
  'replace_string',
  'replace_regex',
  'reverse',
  'translate',
  'url_decode',
  'url_encode',
];

const all = (names: readonly string[], propose: Propose): [string, Propose][] => names.map((name) => [name, propose]);

/** How operands are found for an outcome; a function that is not here gets the guesses of `anything`. */
const PROPOSALS: ReadonlyMap<string, Propose> = new Map<string, Propose>([
  ...all(['==', '!=', '=~', '!~'], equality),
  ...all(['in', '!in', 'in~', '!in~'], list),
  ...all(['<', '<=', '>', '>='], ordering),
  ...all([...SEARCHES, ...SEARCHES.map((name) => `${name}_cs`)], search),
  ...all(['has_any', 'has_all'], searchList),
  ...all(['isempty', 'isnull'], emptiness),
  ...all(CONVERSIONS, conversion),
  ...all(TEXTUAL, textual),
  ['tostring', toText],
  ['parse_json', parseJson],
  ['split', split],
  ['strcat', concat],
  ['substring', substring],
  ['array_length', arrayLength],
  ['bag_pack', pack],
  ['pack_array', packArray],
  ...all(['set_has_element', 'array_index_of'], membership),
  ...all(['coalesce', 'max_of', 'min_of', 'bin', 'floor', 'ceiling', 'abs', 'round'], first),
  ['+', add],
  ['-', subtract],
  ['*', multiply],
  ['/', divide],
  ['negate', negate],
  ['datetime_diff', datetimeDiff],
  ['matches regex', matches],
  ['extract', extract],
  ...all(['ipv4_is_private', 'isipv4', 'isipv6'], privateness),
  ...all(['ipv4_is_in_range', 'ipv4_is_in_any_range', 'ipv6_is_in_range', 'has_ipv4', 'has_any_ipv4'], range),
  ...all(['ipv4_is_match', 'ipv4_compare', 'ipv6_is_match', 'ipv6_compare'], equalAddresses),
]);

export const proposalsFor = (fn: string, question: Question): Iterable<Proposal> =>
  (PROPOSALS.get(fn) ?? anything)(question);
