import { RRegex } from 'rregex';
import { subnet } from '../data/ip.js';
import { foldCase } from '../data/values.js';
import type { Place } from './source.js';
import type { SearchValue, TermMatcher } from './search.js';

/**
 * Where terms begin and end in the text of an event: the single characters of the breakers in segmenters.conf. The index
 * holds the terms between major breakers and, within them, those between minor ones.
 */
const MAJOR = '\\x{5b}\\x{5d}<>(){}|!;,\'"*\\n\\r\\t\\x20&?+';
const MINOR = '/:=@.\\x{2d}$#%\\x{5c}_';
const IS_BREAKER = /[\x5b\x5d<>(){}|!;,'"*\n\r\t\x20&?+/:=@.\x2d$#%\x5c_]/;

/** Reads the escapes of a search value: `\"` and `\\`. An asterisk cannot be escaped (Search Manual, "Wildcards"). */
export function unescapeSearch(text: string, place: Place): string {
  return text.replace(/\\(.)/gsu, (whole, character: string) => {
    if (character === '*')
      throw place.source.error(
        place.at,
        'RP5105',
        "'\\*' in a search value",
        'an asterisk is always a wildcard there; use where',
      );
    return character === '"' || character === '\\' ? character : whole;
  });
}

export function searchValue(text: string, caseSensitive: boolean): SearchValue {
  const folded = caseSensitive ? text : foldCase(text);
  return { text, pieces: folded.split('*'), caseSensitive, subnet: text.includes('/') ? subnet(text) : null };
}

/**
 * A keyword or phrase matches where it stands between breakers. TERM() takes it as one term between major breakers;
 * CASE() makes letters count.
 */
export function termMatcher(text: string, directive: 'plain' | 'TERM' | 'CASE'): TermMatcher {
  const pieces = text.split('*');
  const breakers = directive === 'TERM' ? MAJOR : MAJOR + MINOR;
  const bounded = (character: string | undefined): boolean =>
    character !== undefined && (directive === 'TERM' || !IS_BREAKER.test(character));
  const before = bounded(pieces[0]!.at(0)) ? `(?:\\A|[${breakers}])` : '';
  const after = bounded(pieces.at(-1)!.at(-1)) ? `(?:\\z|[${breakers}])` : '';
  const body = pieces.map(literal).join(`[^${MAJOR}]*`);
  const pattern = `${directive === 'CASE' ? '' : '(?i)'}${before}${body}${after}`;
  let regex: RRegex | null = null;
  return (raw) => (regex ??= new RRegex(pattern)).isMatch(raw);
}

const literal = (text: string): string =>
  [...text].map((character) => `\\x{${character.codePointAt(0)!.toString(16)}}`).join('');
