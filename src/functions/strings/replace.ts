import { isArray, type Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';
import { TooLarge, checkElements, checkText } from '../limits.js';
import { count } from '../values.js';

/** All occurrences, left to right, without overlap. */
function replaceAll(source: string, lookup: string, rewrite: string): string {
  if (lookup === '') return source;
  const parts = source.split(lookup);
  checkText(source.length + parts.length * rewrite.length);
  return parts.join(rewrite);
}

/** Lookups times characters: what is beyond takes minutes. */
const MAX_WORK = 4e9;

/**
 * Each lookup in turn replaces what no earlier one has taken. A rewrite that is no string leaves what was found as it is,
 * taken all the same. https://learn.microsoft.com/kusto/query/replace-strings-function
 */
function replaceEach(source: string, lookups: readonly Value[], rewrites: readonly Value[]): string {
  if (lookups.length * source.length > MAX_WORK) throw new TooLarge('a search for many texts');
  let parts: readonly { readonly text: string; readonly isTaken: boolean }[] = [{ text: source, isTaken: false }];
  for (const [index, lookup] of lookups.entries()) {
    if (typeof lookup !== 'string' || lookup === '' || !source.includes(lookup)) continue;
    const rewrite = rewrites[index];
    const taken = { text: typeof rewrite === 'string' ? rewrite : lookup, isTaken: true };
    parts = parts.flatMap((part) => {
      if (part.isTaken) return [part];
      const between = part.text.split(lookup);
      return between.flatMap((text, at) => [...(at === 0 ? [] : [taken]), { text, isTaken: false }]);
    });
  }
  checkText(parts.reduce((sum, part) => sum + part.text.length, 0));
  return parts.map((part) => part.text).join('');
}

/** Characters of one list become those of another; the last one stands for all that are missing, no list removes. */
function translate(from: string, to: string, source: string): string {
  const replacements = [...to];
  const table = new Map<string, string>();
  for (const [index, character] of [...from].entries()) {
    if (!table.has(character)) table.set(character, replacements[index] ?? replacements.at(-1) ?? '');
  }
  return Array.from(source, (character) => table.get(character) ?? character).join('');
}

function split(source: string, delimiter: string): string[] {
  const parts = delimiter === '' ? [source] : source.split(delimiter);
  checkElements(parts.length);
  return parts;
}

export const STRING_REPLACE = functions(
  {
    name: 'replace_string',
    page: 'replace-string-function',
    nulls: 'never',
    choice: 'left to right, without overlap; an empty lookup replaces nothing',
    evaluate: ([value, lookup, rewrite]) => replaceAll(text(value!), text(lookup!), text(rewrite!)),
  },
  {
    name: 'replace_strings',
    page: 'replace-strings-function',
    nulls: 'never',
    choice: 'lookups that are empty or no strings are ignored; what is no array replaces nothing',
    evaluate: ([value, lookups, rewrites]) =>
      isArray(lookups!) && isArray(rewrites!) ? replaceEach(text(value!), lookups, rewrites) : text(value!),
  },
  {
    name: 'translate',
    page: 'translate-function',
    nulls: 'never',
    choice: 'of a character listed twice the first place counts',
    evaluate: ([from, to, value]) => translate(text(from!), text(to!), text(value!)),
  },
  {
    name: 'split',
    page: 'split-function',
    nulls: 'own',
    choice: 'an index out of range gives an empty array; an empty delimiter does not split',
    evaluate: ([value, delimiter, index]) => {
      const parts = split(text(value!), text(delimiter!));
      if (index === undefined) return parts;
      const wanted = parts[count(index) ?? -1];
      return wanted === undefined ? [] : [wanted];
    },
  },
);
