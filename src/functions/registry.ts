import { ARITHMETIC } from './arithmetic.js';
import { COMPARISON } from './compare.js';
import { TO_NUMBER } from './conversions/to-number.js';
import { TO_OTHER } from './conversions/to-other.js';
import { PARSE_JSON, TO_STRING } from './conversions/to-string.js';
import { ARRAYS } from './dynamic/arrays.js';
import { BAGS } from './dynamic/bags.js';
import { MAKING } from './dynamic/making.js';
import { PACK } from './dynamic/pack.js';
import { SETS } from './dynamic/sets.js';
import { SORTING } from './dynamic/sorting.js';
import { TYPE_NAMES } from './dynamic/type-names.js';
import { EMPTINESS } from './emptiness.js';
import { BASE64 } from './encodings/base64.js';
import { COMPRESSION } from './encodings/compression.js';
import { HASH } from './encodings/hash.js';
import { HEXADECIMAL } from './encodings/hexadecimal.js';
import { PUNYCODE } from './encodings/punycode.js';
import { URL_ENCODING } from './encodings/url.js';
import type { FunctionEntry } from './function-entry.js';
import { HAS_IPV4 } from './ip/has-ipv4.js';
import { IPV4 } from './ip/ipv4.js';
import { IPV6 } from './ip/ipv6.js';
import { LOGIC } from './logic.js';
import { AROUND } from './numbers/around.js';
import { BITS } from './numbers/bits.js';
import { BYTES } from './numbers/bytes.js';
import { EXTREMES } from './numbers/extremes.js';
import { MATHEMATICS } from './numbers/mathematics.js';
import { ROUNDING } from './numbers/rounding.js';
import { SPECIAL } from './numbers/special.js';
import { UNIT_CONVERSIONS } from './numbers/units.js';
import { PARSE_COMMAND_LINE } from './parsing/command-line.js';
import { PARSE_CSV } from './parsing/csv.js';
import { EXTRACT_JSON } from './parsing/extract-json.js';
import { PARSE_PATH } from './parsing/path.js';
import { PARSE_URL } from './parsing/url.js';
import { PARSE_VERSION } from './parsing/version.js';
import { PARSE_XML } from './parsing/xml.js';
import { SERIES_ELEMENTWISE } from './series/elementwise.js';
import { SERIES_REDUCING } from './series/reducing.js';
import { STRING_MATCHING } from './string-matching.js';
import { STRING_BASICS } from './strings/basics.js';
import { STRING_JOINING } from './strings/joining.js';
import { REGULAR_EXPRESSIONS } from './strings/regular-expressions.js';
import { STRING_REPLACE } from './strings/replace.js';
import { STRING_SEARCH } from './strings/search.js';
import { TIME_BORDERS } from './time/borders.js';
import { CLOCK } from './time/clock.js';
import { DIFFERENCE } from './time/difference.js';
import { TIME_FORMATTING } from './time/formatting.js';
import { TIME_MAKING } from './time/making.js';
import { TIME_READING } from './time/reading.js';
import { TIME_ZONES } from './time/zones.js';

/** A line a family. */
const ENTRIES: readonly FunctionEntry[] = [
  ...ARITHMETIC,
  ...COMPARISON,
  ...EMPTINESS,
  ...LOGIC,
  ...STRING_MATCHING,
  ...TO_NUMBER,
  ...TO_OTHER,
  ...PARSE_JSON,
  ...TO_STRING,
  ...ARRAYS,
  ...BAGS,
  ...MAKING,
  ...PACK,
  ...SETS,
  ...SORTING,
  ...TYPE_NAMES,
  ...BASE64,
  ...COMPRESSION,
  ...HASH,
  ...HEXADECIMAL,
  ...PUNYCODE,
  ...URL_ENCODING,
  ...HAS_IPV4,
  ...IPV4,
  ...IPV6,
  ...AROUND,
  ...BITS,
  ...BYTES,
  ...EXTREMES,
  ...MATHEMATICS,
  ...ROUNDING,
  ...SPECIAL,
  ...UNIT_CONVERSIONS,
  ...PARSE_COMMAND_LINE,
  ...PARSE_CSV,
  ...EXTRACT_JSON,
  ...PARSE_PATH,
  ...PARSE_URL,
  ...PARSE_VERSION,
  ...PARSE_XML,
  ...SERIES_ELEMENTWISE,
  ...SERIES_REDUCING,
  ...STRING_BASICS,
  ...STRING_JOINING,
  ...REGULAR_EXPRESSIONS,
  ...STRING_REPLACE,
  ...STRING_SEARCH,
  ...TIME_BORDERS,
  ...CLOCK,
  ...DIFFERENCE,
  ...TIME_FORMATTING,
  ...TIME_MAKING,
  ...TIME_READING,
  ...TIME_ZONES,
];

/** Every scalar function and operator of KQL that Ruleport knows, by the one name that the IR uses. */
export const FUNCTIONS: ReadonlyMap<string, FunctionEntry> = new Map(ENTRIES.map((entry) => [entry.name, entry]));

/** A function as a query spells it: `iif` is `iff`, `!has` is `has` negated. */
export interface Spelling {
  readonly entry: FunctionEntry;
  readonly negated: boolean;
  /** Which written argument each argument is, where the places differ. */
  readonly order?: readonly number[];
}

const spellings = (entry: FunctionEntry): (readonly [string, Spelling])[] => [
  [entry.name, { entry, negated: false }],
  ...(entry.aliases ?? []).map((alias): readonly [string, Spelling] =>
    typeof alias === 'string'
      ? [alias, { entry, negated: false }]
      : [alias.name, { entry, negated: false, order: alias.order }],
  ),
  ...(entry.negated ?? []).map((name): readonly [string, Spelling] => [name, { entry, negated: true }]),
];

const SPELLINGS: ReadonlyMap<string, Spelling> = new Map(ENTRIES.flatMap(spellings));

/** What a function or operator as written means, or null when it is not known. */
export const functionSpelled = (written: string): Spelling | null => SPELLINGS.get(written) ?? null;

export function functionEntry(name: string): FunctionEntry {
  const entry = FUNCTIONS.get(name);
  if (entry === undefined) throw new Error(`the function ${name} is not in the registry`);
  return entry;
}
