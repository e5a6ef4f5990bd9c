import type { SplSource } from './source.js';

export type EvalToken =
  | {
      readonly kind: 'string' | 'field' | 'name' | 'operator';
      readonly text: string;
      readonly at: number;
      readonly end: number;
    }
  | {
      readonly kind: 'number';
      readonly text: string;
      readonly value: number;
      readonly at: number;
      readonly end: number;
    }
  | { readonly kind: 'end'; readonly text: ''; readonly at: number; readonly end: number };

const OPERATORS = ['==', '!=', '<>', '<=', '>=', '=', '<', '>', '+', '-', '*', '/', '%', '.', '(', ')', ',', '!'];

/** Reads the tokens of an eval expression one by one, from `at` up to `end`. */
export function nextToken(source: SplSource, from: number, end: number): EvalToken {
  let at = from;
  while (at < end && /\s/u.test(source.text[at]!)) at += 1;
  if (at >= end) return { kind: 'end', text: '', at: end, end };
  const character = source.text[at]!;
  if (character === '"') return quoted(source, at, end, '"', 'string');
  if (character === "'") return quoted(source, at, end, "'", 'field');
  const rest = source.text.slice(at, Math.min(end, at + 400));
  const number = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/u.exec(rest);
  if (number !== null) {
    const after = at + number[0].length;
    if (/^[A-Za-z_]/u.test(source.text.slice(after, after + 1)) && after < end)
      throw source.error(at, 'RP5101', 'a field name that starts with a digit must be in single quotes');
    return { kind: 'number', text: number[0], value: Number(number[0]), at, end: after };
  }
  const name = /^[A-Za-z_][A-Za-z0-9_]*/u.exec(rest);
  if (name !== null) return { kind: 'name', text: name[0], at, end: at + name[0].length };
  const operator = OPERATORS.find((candidate) => rest.startsWith(candidate));
  if (operator !== undefined) return { kind: 'operator', text: operator, at, end: at + operator.length };
  throw source.error(
    at,
    'RP5101',
    `'${character}' has no meaning here; a field name with such a character needs single quotes`,
  );
}

/**
 * In double quotes `\"` and `\\` are escapes; every other backslash stays, so that `"\d"` reaches a regular expression as it
 * is (Search Manual, "SPL and regular expressions"). In single quotes `\'` and `\\` likewise.
 */
function quoted(source: SplSource, at: number, end: number, mark: string, kind: 'string' | 'field'): EvalToken {
  let text = '';
  for (let index = at + 1; index < end; index += 1) {
    const character = source.text[index]!;
    if (character === mark) {
      if (kind === 'field' && text === '') throw source.error(at, 'RP5101', 'a field name must not be empty');
      return { kind, text, at, end: index + 1 };
    }
    const next = source.text[index + 1];
    if (character === '\\' && index + 1 < end && (next === mark || next === '\\')) {
      text += next;
      index += 1;
    } else text += character;
  }
  throw source.error(
    at,
    'RP5101',
    kind === 'string' ? 'this quoted text does not end' : 'this field name does not end',
  );
}
