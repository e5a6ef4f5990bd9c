import { isArray, type Value } from '../../ir/value.js';
import { convertText } from '../conversions/convert-text.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';
import { checkElements, checkText } from '../limits.js';
import { captureRegex, groupCount, groupNumber, matchesRegex, replaceRegex } from '../regex.js';
import { count } from '../values.js';

/** The crate's template for KQL's `\\0` … `\\9`; a backslash before anything else stands for what follows it. */
const templateOf = (rewrite: string): string =>
  rewrite.replace(/\\(.)|\$/gs, (_, escaped: string | undefined) => {
    if (escaped === undefined) return '$$';
    return /\d/.test(escaped) ? `\${${escaped}}` : escaped === '$' ? '$$' : escaped;
  });

function replace(value: Value, pattern: Value, rewrite: Value): string {
  const [source, template] = [text(value), templateOf(text(rewrite))];
  // Each of at most length + 1 matches adds the template, and the groups in it no more than the whole text each.
  if (source.length * template.length > 1_000_000) checkText((source.length + 1) * template.length);
  return replaceRegex(source, text(pattern), template);
}

/** Groups by number or by name; null where one is none of the pattern's. */
function groupsOf(pattern: string, wanted: Value | undefined): number[] | null {
  const all = Array.from({ length: groupCount(pattern) }, (_, index) => index + 1);
  if (wanted === undefined) return all;
  if (!isArray(wanted)) return null;
  const groups = wanted.map((group) => (typeof group === 'string' ? groupNumber(pattern, group) : count(group)));
  return groups.every((group) => group !== null && all.includes(group)) ? (groups as number[]) : null;
}

function extractAll(pattern: string, source: string, wanted: Value | undefined): Value {
  const groups = groupsOf(pattern, wanted);
  if (groups === null || groups.length === 0) return null;
  const matches = captureRegex(source, pattern);
  checkElements(matches.length);
  if (matches.length === 0) return null;
  const [only] = groups;
  if (groups.length === 1) return matches.map((match) => match[only!] ?? '');
  return matches.map((match) => groups.map((group) => match[group] ?? ''));
}

/** The pattern as one item, so that it can be repeated and anchored whatever it holds. */
const leading = (pattern: string): string => `^(?:${pattern})+`;
const trailing = (pattern: string): string => `(?:${pattern})+$`;
const strip = (source: string, pattern: string): string =>
  matchesRegex(source, pattern) ? replaceRegex(source, pattern, '') : source;

const TRIM_CHOICE = 'repeated matches go as well';

export const REGULAR_EXPRESSIONS = functions(
  {
    name: 'extract',
    pattern: 0,
    page: 'extract-function',
    nulls: 'own',
    choice: 'a group that takes no part, or that the pattern has not, is the empty string before it is converted',
    evaluate: ([pattern, group, value], { result }) => {
      const [match] = captureRegex(text(value!), text(pattern!), 1);
      const found = match?.[count(group) ?? -1];
      return found === undefined ? (result === 'string' ? '' : null) : convertText(found, result);
    },
  },
  {
    name: 'extract_all',
    aliases: ['extractall'],
    pattern: 0,
    page: 'extract-all-function',
    nulls: 'own',
    choice:
      'a group that takes no part is ""; groups that the pattern has not give null, and so does a pattern without groups',
    evaluate: (args) => extractAll(text(args[0]!), text(args.at(-1)!), args.length > 2 ? args[1] : undefined),
  },
  {
    name: 'replace_regex',
    aliases: [{ name: 'replace', order: [2, 0, 1] }],
    pattern: 1,
    page: 'replace-regex-function',
    nulls: 'never',
    choice: 'a group that the pattern has not is ""; a backslash before no digit stands for the next character',
    evaluate: ([value, pattern, rewrite]) => replace(value!, pattern!, rewrite!),
  },
  {
    name: 'trim',
    pattern: 0,
    page: 'trim-function',
    nulls: 'never',
    choice: TRIM_CHOICE,
    evaluate: ([pattern, value]) => strip(strip(text(value!), leading(text(pattern!))), trailing(text(pattern!))),
  },
  {
    name: 'trim_start',
    pattern: 0,
    page: 'trim-start-function',
    nulls: 'never',
    choice: TRIM_CHOICE,
    evaluate: ([pattern, value]) => strip(text(value!), leading(text(pattern!))),
  },
  {
    name: 'trim_end',
    pattern: 0,
    page: 'trim-end-function',
    nulls: 'never',
    choice: TRIM_CHOICE,
    evaluate: ([pattern, value]) => strip(text(value!), trailing(text(pattern!))),
  },
  {
    name: 'regex_quote',
    page: 'regex-quote-function',
    nulls: 'never',
    choice: 'a backslash before each of \\ . + * ? ( ) | [ ] { } ^ $',
    evaluate: ([value]) => text(value!).replace(/[\\.+*?()|[\]{}^$]/g, '\\$&'),
  },
);
