import type * as t from '@babel/types';
import type { Expression } from '../../../src/ir/expression.js';
import * as b from '../ast/builders.js';
import { isCheap, plainText } from '../regex/cost.js';
import { parseRegex } from '../regex/parse.js';
import { isNative, printRegex } from '../regex/print.js';
import { programOf, type Step } from '../regex/program.js';
import type { Regex } from '../regex/tree.js';
import type { Lowering } from './lowering.js';

const literalPattern = (pattern: Expression): string | null =>
  pattern.kind === 'literal' && typeof pattern.value === 'string' ? pattern.value : null;

/** How a pattern is best searched for. */
export type Searched =
  | { readonly kind: 'text'; readonly text: string }
  /** A literal of JavaScript's. */
  | { readonly kind: 'regex'; readonly regex: t.Expression }
  /** Steps for the module's own matcher. */
  | { readonly kind: 'pattern'; readonly pattern: t.Expression };

/** A pattern that is only asked whether it matches. */
export function searched(pattern: Expression, x: Lowering): Searched {
  const regex = regexOf(pattern);
  const text = textOf(pattern);
  if (text !== null) return { kind: 'text', text };
  if (regex === null || !isCheap(regex) || !isNative(regex)) {
    return { kind: 'pattern', pattern: programIn(literalPattern(pattern), regex, pattern, x, false) };
  }
  const { pattern: source, flags } = printRegex(regex);
  return { kind: 'regex', regex: x.constant('PATTERN', b.regex(source, flags)) };
}

export function regexOf(pattern: Expression): Regex | null {
  const text = literalPattern(pattern);
  return text === null ? null : parseRegex(text);
}

/** The text that a pattern searches for when it is nothing but a text, else null. */
export function textOf(pattern: Expression): string | null {
  const regex = regexOf(pattern);
  return regex === null ? null : plainText(regex);
}

/** A pattern whose matches tell where they and their groups stand; `text` where it is not the pattern as it was written. */
export const capturing = (pattern: Expression, x: Lowering, text = literalPattern(pattern)): t.Expression =>
  programIn(text, text === null ? null : parseRegex(text), pattern, x, true);

function programIn(
  text: string | null,
  regex: Regex | null,
  pattern: Expression,
  x: Lowering,
  captures: boolean,
): t.Expression {
  const steps = regex === null ? null : programOf(regex, captures);
  if (text === null || steps === null) {
    x.refuse('RP3304', [text === null ? '(computed for each row)' : JSON.stringify(text)], pattern.span);
    return b.nul();
  }
  return x.constant('PATTERN', x.helper('patternOf', b.str(text), ...steps.map(stepNode)));
}

const stepNode = ([kind, ...operands]: Step): t.Expression =>
  b.array([b.str(kind), ...operands.map((operand) => operandNode(kind, operand))]);

function operandNode(kind: Step[0], operand: string | number): t.Expression {
  if (typeof operand === 'number') return b.num(operand);
  return kind === 'take' ? b.regex(operand, 'u') : b.str(operand);
}
