import type * as t from '@babel/types';
import type { Call, Expression } from '../../../src/ir/expression.js';
import * as b from '../ast/builders.js';
import type { HelperName } from '../runtime/helpers.js';
import { asDouble, toText } from './convert.js';
import { anyOf } from './logic.js';
import { LENGTH, POSITION, boolOf, dynamicOf, isWhole, stringOf, textsOf, wholeOf } from './lowered.js';
import type { LowerCall, Lowering } from './lowering.js';
import { foldedTexts, hasArrays } from './terms.js';

/** `contains`, `startswith`, …: a method of string on both sides as text, in lower case unless the operator ends in `_cs`. */
export const textTest =
  (method: 'includes' | 'startsWith' | 'endsWith', caseSensitive: boolean): LowerCall =>
  ({ args }, x) => {
    const [value, part] = args as [Expression, Expression];
    const fold = foldFor([part], caseSensitive, x);
    return boolOf(b.method(fold(value), method, fold(part)));
  };

/** `has`, `hasprefix`, `hassuffix`: a term with borders where they ask for them. */
export const hasTest =
  (caseSensitive: boolean, helper: 'hasTerm' | 'hasPrefix' | 'hasSuffix' = 'hasTerm'): LowerCall =>
  ({ args }, x) => {
    const fold = foldFor(args.slice(1), caseSensitive, x);
    return boolOf(x.helper(helper, ...args.map((arg) => fold(arg))));
  };

/** `=~` and `in~`. */
export const foldedMembership: LowerCall = ({ args }, x) => {
  const [value, ...list] = args as [Expression, ...Expression[]];
  if (hasArrays(list)) {
    const text = x.helper('lowerAscii', x.text(value));
    return boolOf(b.method(foldedTexts(list, x), 'includes', text));
  }
  const fold = foldFor(list, false, x);
  const texts = list.map(textOf).filter((text) => text !== null);
  if (texts.length === list.length && texts.length > 1) {
    return boolOf(b.method(x.literalSet(texts.map(lowerAscii), value), 'has', fold(value)));
  }
  return boolOf(anyOf(list.map((item) => same(fold(value), fold(item), x))));
};

const same = (left: t.Expression, right: t.Expression, x: Lowering): t.Expression =>
  right.type === 'StringLiteral' ? x.sameLiteral(left, right) : b.binary(left, '===', right);

/**
 * How both sides of an operator are read: as text, in lower case unless the operator tells cases apart or there is no
 * letter in what it looks for. https://learn.microsoft.com/kusto/query/in-operator
 */
function foldFor(
  sought: readonly Expression[],
  caseSensitive: boolean,
  x: Lowering,
): (side: Expression) => t.Expression {
  const hasLetters = sought.some((side) => textOf(side) === null || /[A-Za-z]/.test(textOf(side) ?? ''));
  if (caseSensitive || !hasLetters) return (side) => x.text(side);
  return (side) => {
    const text = textOf(side);
    return text === null ? x.helper('lowerAscii', x.text(side)) : b.str(lowerAscii(text));
  };
}

const textOf = (expression: Expression): string | null =>
  expression.kind === 'literal' && typeof expression.value === 'string' ? expression.value : null;

const lowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

export const tostring: LowerCall = ({ args }, x) => stringOf(x.text(args[0] as Expression));

/** A text function that is a method of JavaScript's strings. */
export const textMethod =
  (name: 'toLowerCase' | 'toUpperCase'): LowerCall =>
  ({ args }, x) =>
    stringOf(b.method(x.text(args[0] as Expression), name));

export const strcat: LowerCall = ({ args }, x) => {
  const [first, ...rest] = args.map((arg) => x.text(arg));
  // Every operand is a string, so `+` only ever joins.
  return stringOf(rest.reduce((left, right) => b.binary(left, '+', right), first ?? b.str('')));
};

/** A character has up to four bytes. */
const BYTES = { low: 0, high: 4 * LENGTH.high };

/** A helper on texts that gives one; `more` are constants behind them. */
export const textCall =
  (helper: HelperName, ...more: string[]): LowerCall =>
  ({ args }, x) =>
    stringOf(x.helper(helper, ...args.map((arg) => x.text(arg)), ...more.map(b.str)));

export const byteLength: LowerCall = ({ args }, x) => wholeOf(x.helper('byteLength', x.text(args[0]!)), BYTES);

export const strrep: LowerCall = (call, x) => {
  const [text, times, ...delimiter] = call.args as [Expression, Expression, ...Expression[]];
  const parts = [wholeArgument(times, call, x), ...delimiter.map((each) => x.text(each))];
  return stringOf(x.helper('repeatText', x.text(text), ...parts));
};

export const strcatDelim: LowerCall = ({ args }, x) => {
  const [delimiter, ...texts] = args.map((arg) => x.text(arg)) as [t.Expression, ...t.Expression[]];
  return stringOf(b.method(b.array(texts), 'join', delimiter));
};

export const reverse: LowerCall = ({ args }, x) => {
  const characters = b.method(b.spread(x.text(args[0]!)), 'reverse');
  return stringOf(b.method(characters, 'join', b.str('')));
};

/** Left to right, without overlap; an empty lookup replaces nothing. */
export const replaceString: LowerCall = ({ args }, x) => {
  const [value, lookup, rewrite] = args as [Expression, Expression, Expression];
  const [text, part, other] = [x.text(value), x.text(lookup), x.text(rewrite)];
  if (part.type !== 'StringLiteral') return stringOf(x.helper('replaceText', text, part, other));
  return stringOf(part.value === '' ? text : b.method(b.method(text, 'split', part), 'join', other));
};

export const strlen: LowerCall = ({ args }, x) =>
  wholeOf(x.helper('textLength', x.text(args[0] as Expression)), LENGTH);

export const substring: LowerCall = (call, x) => {
  const [text, ...positions] = call.args as [Expression, ...Expression[]];
  return stringOf(
    x.helper('substring', x.text(text), ...positions.map((position) => wholeArgument(position, call, x))),
  );
};

export const split: LowerCall = (call, x) => {
  const [text, delimiter, index] = call.args as [Expression, Expression, Expression?];
  const subject = x.text(text);
  const parts =
    delimiter.kind === 'literal' && delimiter.value !== ''
      ? b.method(subject, 'split', x.text(delimiter))
      : x.helper('splitText', subject, x.text(delimiter));
  return textsOf(index === undefined ? parts : x.helper('pick', parts, wholeArgument(index, call, x)));
};

/** With a start, a length or an occurrence it may be null. */
export const indexof: LowerCall = (call, x) => {
  const [text, part, ...range] = call.args as [Expression, Expression, ...Expression[]];
  const sought = [x.text(text), x.text(part)];
  if (range.length === 0) return wholeOf(x.helper('positionOf', ...sought), POSITION);
  const numbers = range.map((argument) => wholeArgument(argument, call, x));
  return wholeOf(x.helper('positionIn', ...sought, ...numbers), POSITION, true);
};

/** A position or a length as a `number`; positions beyond the safe integers are beyond every text. */
export function wholeArgument(expression: Expression, call: Call, x: Lowering): t.Expression {
  const value = x.value(expression);
  if (!isWhole(value.type)) {
    x.refuse('RP3302', [call.fn, `it takes a position of type ${value.type}`], expression.span);
    return b.num(0);
  }
  return asDouble(value, x);
}

/** `isempty`: a null of any type, and "" also inside a dynamic value. */
export const isempty: LowerCall = ({ args }, x) => {
  const value = x.value(args[0] as Expression);
  if (value.type === 'string') return boolOf(x.sameLiteral(value.node, b.str('')));
  if (value.type === 'dynamic') {
    return boolOf(x.helper('isEmpty', value.node));
  }
  return value.nullable ? boolOf(b.binary(value.node, '===', b.nul())) : boolOf(b.bool(false));
};

export const isnull: LowerCall = ({ args }, x) => {
  const value = x.value(args[0] as Expression);
  return boolOf(value.nullable ? b.binary(value.node, '===', b.nul()) : b.bool(false));
};

export const parseJson: LowerCall = ({ args }, x) => {
  const value = x.value(args[0] as Expression);
  return value.type === 'dynamic'
    ? value
    : dynamicOf(x.helper('parseJson', toText(value, x, (args[0] as Expression).span)));
};

/** A helper on one dynamic value with a whole number as its result, or null. */
export const measure =
  (helper: HelperName): LowerCall =>
  (call, x) => {
    const value = x.value(call.args[0] as Expression);
    if (value.type !== 'dynamic') x.refuse('RP3302', [call.fn, `its argument is of type ${value.type}`], call.span);
    return wholeOf(x.helper(helper, value.node), LENGTH, true);
  };
