import type * as t from '@babel/types';
import type { Expression } from '../../../src/ir/expression.js';
import * as b from '../ast/builders.js';
import { parseSafeRegex, plainText } from '../regex/parse.js';
import { printRegex } from '../regex/print.js';
import type { Lowering } from './lowering.js';

const literalPattern = (pattern: Expression): string | null =>
  pattern.kind === 'literal' && typeof pattern.value === 'string' ? pattern.value : null;

/** The text that a pattern searches for when it is nothing but a text, else null. */
export function searchedText(pattern: Expression): string | null {
  const text = literalPattern(pattern);
  const regex = text === null ? null : parseSafeRegex(text);
  return regex === null ? null : plainText(regex);
}

/** A regular expression literal; refused unless it is known to run in linear time and to mean the same. */
export function regexTest(pattern: Expression, x: Lowering): t.Expression {
  const text = literalPattern(pattern);
  const regex = text === null ? null : parseSafeRegex(text);
  if (regex === null) {
    x.refuse('RP3304', [text === null ? '(computed for each row)' : JSON.stringify(text)], pattern.span);
    return b.nul();
  }
  const { pattern: source, flags } = printRegex(regex);
  return x.constant('PATTERN', b.regex(source, flags));
}
