import { leafText, parseJson } from '../data/json.js';
import { parsePath, valuesAt } from '../data/json-path.js';
import { multi, numberOf, textOf, type Scalar } from '../data/values.js';
import { SplRegex } from '../regex/regex.js';
import type { CallSite } from '../syntax/expression.js';
import { refuseAt } from '../syntax/source.js';
import { mapping, scalar, type FunctionTable } from './define.js';

const PAGE = 'Text functions';

/** Spaces and tabs are what trim() and its like remove when no characters are given. */
const trimmed = (text: string, characters: string | undefined, left: boolean, right: boolean): string => {
  const unwanted = new Set(characters ?? ' \t');
  const all = [...text];
  let start = 0;
  let end = all.length;
  while (left && start < end && unwanted.has(all[start]!)) start += 1;
  while (right && end > start && unwanted.has(all[end - 1]!)) end -= 1;
  return all.slice(start, end).join('');
};

const trim = (left: boolean, right: boolean) =>
  scalar(PAGE, [1, 2], ([text, characters]) =>
    trimmed(textOf(text!), characters === undefined ? undefined : textOf(characters), left, right),
  );

/** "The indexes follow SQLite semantics": from 1, negative from the end, and 0 is the place before the first. */
function substring(text: string, start: number, length: number | undefined): string {
  const all = [...text];
  let from = start;
  let count = length ?? Infinity;
  if (from < 0) {
    from += all.length;
    if (from < 0) {
      count += from;
      from = 0;
    }
  } else if (from > 0) from -= 1;
  else count -= 1;
  if (length !== undefined && length < 0) {
    // SQLite: the characters before the start.
    return all.slice(Math.max(0, from + length), from).join('');
  }
  return count <= 0 ? '' : all.slice(from, from + count).join('');
}

function wholeNumber(value: Scalar, site: CallSite): number {
  const number = numberOf(value);
  if (number === null || !Number.isInteger(number)) refuseAt(site.place, `${site.name}() needs a whole number here`);
  return number;
}

function urlDecode(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/gu, (bytes) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      Uint8Array.from(
        bytes
          .slice(1)
          .split('%')
          .map((byte) => Number.parseInt(byte, 16)),
      ),
    ),
  );
}

export const TEXT_FUNCTIONS: FunctionTable = {
  len: scalar(PAGE, [1, 1], ([text]) => [...textOf(text!)].length),
  lower: mapping(PAGE, [1, 1], ([text]) => textOf(text!).toLowerCase()),
  upper: mapping(PAGE, [1, 1], ([text]) => textOf(text!).toUpperCase()),
  ltrim: trim(true, false),
  rtrim: trim(false, true),
  trim: trim(true, true),
  replace: scalar(PAGE, [3, 3], ([text, pattern, replacement], site) =>
    SplRegex.compile(textOf(pattern!), site.place).replace(textOf(text!), textOf(replacement!), true),
  ),
  spath: scalar(PAGE, [2, 2], ([text, path], site) => {
    const steps = parsePath(textOf(path!));
    if (steps === null) refuseAt(site.place, `'${textOf(path!)}' is no location path`);
    const json = parseJson(textOf(text!));
    return json === undefined ? null : multi(valuesAt(json, steps).map(leafText));
  }),
  substr: scalar(PAGE, [2, 3], ([text, start, length], site) =>
    substring(textOf(text!), wholeNumber(start!, site), length === undefined ? undefined : wholeNumber(length, site)),
  ),
  urldecode: scalar(PAGE, [1, 1], ([text]) => urlDecode(textOf(text!))),
};
