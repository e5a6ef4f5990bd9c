import type { Expression } from '../../../src/ir/expression.js';
import { and, binary, call, compare, FALSE, not, or, test, text } from '../spl/expression.js';
import type { Compare, Condition, Value } from '../spl/expression.js';
import { literalText, type LoweringContext, type Predicate } from './context.js';
import { isText } from './dynamic.js';
import { END, literalPattern, UNPRINTABLE } from './patterns.js';
import { found } from './filled-text.js';
import { tested } from './text-tests.js';

const anyText = (expression: Expression, context: LoweringContext): Value =>
  expression.type === 'dynamic' ? context.dynamicText(expression) : context.text(expression);

/** `==`: true only for two values that are there and equal; a null equals nothing, so that `!=` is the plain opposite. */
export const equal: Predicate = {
  holds: (args, context, whole) => equality(args, context, whole.span, true),
  fails: (args, context, whole) => equality(args, context, whole.span, false),
};

function equality(
  args: readonly Expression[],
  context: LoweringContext,
  span: Expression['span'],
  holds: boolean,
): Condition {
  const [left, right] = literalText(args[0]) !== null ? [args[1]!, args[0]!] : [args[0]!, args[1]!];
  const kinds = [left.type, right.type];
  if (kinds.every((type) => type === 'string' || type === 'dynamic')) return textEquality(left, right, context, holds);
  if (kinds.every((type) => type === 'bool')) return boolEquality(left, right, context, holds);
  if (kinds.every((type) => NUMBERS.has(type))) {
    const sides = [context.number(left), context.number(right)] as const;
    return comparison(sides, [left, right], context, holds ? '==' : '!=', !holds);
  }
  if (left.type === 'dynamic' || right.type === 'dynamic') {
    const [value, constant] = left.type === 'dynamic' ? [left, right] : [right, left];
    return typedEquality(value, constant, context, holds);
  }
  context.refuse('RP3104', span, `${left.type} beside ${right.type}`, 'comparison');
  return FALSE;
}

/** A dynamic value equals a number or a truth value that it holds as such, not as a text. Null equals none. */
function typedEquality(value: Expression, constant: Expression, context: LoweringContext, holds: boolean): Condition {
  const place = context.dynamic(value);
  const spelled = place.kind === 'json' ? isText(place) : null;
  const isBool = constant.type === 'bool';
  if (spelled === null || constant.kind !== 'literal' || !(isBool || NUMBERS.has(constant.type))) {
    context.refuse('RP3104', value.span, 'dynamic', `comparison with a ${constant.type} here`);
    return FALSE;
  }
  const found = context.dynamicText(value);
  const [left, right, filler] = isBool
    ? [found, context.value(constant), text('')]
    : [call('tonumber', found), context.number(constant), text('none')];
  if (holds) return and(compare('==', left, right), not(spelled));
  return not(and(compare('==', call('coalesce', left, filler), right), not(spelled)));
}

/** In front of two texts, so that they are not compared as numbers. */
export const TEXT_MARK = '=';

function textEquality(left: Expression, right: Expression, context: LoweringContext, holds: boolean): Condition {
  const constant = literalText(right);
  if (!isComparableText(left, constant, context) || !isComparableText(right, constant, context)) {
    context.refuse(
      'RP3104',
      left.span,
      'dynamic',
      'comparison with a text that could also be the text of a number or an object',
    );
  }
  const op = holds ? '==' : '!=';
  const quoted = constant === null || left.type !== 'dynamic' ? null : quotedText(left, constant, context);
  if (constant !== null && quoted !== null) {
    const value = call('coalesce', context.dynamicText(left), text(constant === '' ? '-' : ''));
    const same = and(compare('==', value, text(constant)), quoted);
    return holds ? same : not(same);
  }
  if (constant !== null) {
    const [value, mayBeNull] = tested(left, context, [constant], (candidate) => candidate === constant);
    if (UNPRINTABLE.test(constant)) {
      const same = (side: Value): Condition => found(side, `^${literalPattern(constant)}${END}`);
      return holds ? same(value) : not(same(mayBeNull ? filled(value, constant) : value));
    }
    return compare(op, !holds && mayBeNull ? filled(value, constant) : value, text(constant));
  }
  // Two fields that look like numbers compare as numbers, "012" as 12: a letter in front keeps them texts.
  const side = (expression: Expression): Value => {
    const value = anyText(expression, context);
    const nullable = expression.type === 'dynamic' && context.isNullable(expression);
    return binary('.', text(TEXT_MARK), nullable && !holds ? call('coalesce', value, text('')) : value);
  };
  const nulls = [left, right].filter((expression) => expression.type === 'dynamic' && context.isNullable(expression));
  const differ = compare(op, side(left), side(right));
  return holds ? differ : or(...nulls.map((expression) => test('isnull', context.dynamicText(expression))), differ);
}

/** Texts that a number, a truth value, an array or an object could have too. */
const AMBIGUOUS = /^(?:-?\d.*|true|false|null|[[{].*)$/s;

/** A string inside a dynamic value equals only a string; SPL would also take the text of a number, an array or an object. */
function isComparableText(side: Expression, constant: string | null, context: LoweringContext): boolean {
  if (side.type !== 'dynamic' || context.dynamic(side).kind === 'scalar') return true;
  return constant !== null && (!AMBIGUOUS.test(constant) || quotedText(side, constant, context) !== null);
}

/** That a dynamic value is a string, where its text alone does not say so. */
function quotedText(side: Expression, constant: string, context: LoweringContext): Condition | null {
  const place = context.dynamic(side);
  return place.kind === 'json' && AMBIGUOUS.test(constant) ? isText(place) : null;
}

/** NULL as a text that differs from the constant. */
const filled = (value: Value, constant: string): Value => call('coalesce', value, text(constant === '' ? '-' : ''));

function boolEquality(left: Expression, right: Expression, context: LoweringContext, holds: boolean): Condition {
  const constant = [left, right].find((side) => side.kind === 'literal');
  const other = constant === left ? right : left;
  if (constant?.kind === 'literal' && typeof constant.value === 'boolean') {
    if (holds) return constant.value ? context.holds(other) : context.fails(other);
    if (!context.isNullable(other)) return constant.value ? context.fails(other) : context.holds(other);
  }
  const sides = [context.value(left), context.value(right)] as const;
  return comparison(sides, [left, right], context, holds ? '==' : '!=', !holds);
}

/** A comparison of values that may be NULL; `nulls`: whether it is true when one is. Of two it is not: that is null in KQL. */
function comparison(
  sides: readonly [Value, Value],
  expressions: readonly [Expression, Expression],
  context: LoweringContext,
  op: Compare['op'],
  nulls: boolean,
): Condition {
  const missing = nulls ? sides.filter((_, index) => context.isNullable(expressions[index]!)) : [];
  const [left, right] = missing;
  if (left !== undefined && right !== undefined) {
    const one = and(test('isnull', left), test('isnotnull', right));
    const other = and(test('isnotnull', left), test('isnull', right));
    return or(one, other, compare(op, ...sides));
  }
  return or(...missing.map((value) => test('isnull', value)), compare(op, ...sides));
}

/** Types that SPL holds as numbers: times as seconds. */
export const NUMBERS: ReadonlySet<string> = new Set(['int', 'long', 'real', 'decimal', 'datetime', 'timespan']);

/** `in`: one of the listed values is equal. */
export const isIn: Predicate = {
  holds: (args, context, whole) => membership(args, context, whole.span, true),
  fails: (args, context, whole) => membership(args, context, whole.span, false),
};

function membership(
  args: readonly Expression[],
  context: LoweringContext,
  span: Expression['span'],
  holds: boolean,
): Condition {
  const [left, ...list] = args;
  const constants = list.map(literalText);
  const ambiguous = (constant: string): boolean =>
    left!.type === 'dynamic' && quotedText(left!, constant, context) !== null;
  const unlisted = constants.some((constant) => constant === null || UNPRINTABLE.test(constant) || ambiguous(constant));
  if ((left!.type !== 'string' && left!.type !== 'dynamic') || unlisted) {
    const each = list.map((item) => equality([left!, item], context, span, holds));
    return holds ? or(...each) : and(...each);
  }
  if (list.length === 1) return equality([left!, list[0]!], context, span, holds);
  if (!constants.every((constant) => isComparableText(left!, constant, context))) {
    context.refuse(
      'RP3104',
      span,
      'dynamic',
      'comparison with a text that could also be the text of a number or an object',
    );
  }
  const [value, mayBeNull] = tested(left!, context, constants as string[], (candidate) =>
    constants.includes(candidate),
  );
  const texts = constants.map((constant) => text(constant!));
  if (holds) return test('in', value, ...texts);
  if (mayBeNull && constants.includes('')) return or(test('isnull', value), not(test('in', value, ...texts)));
  return not(test('in', mayBeNull ? call('coalesce', value, text('')) : value, ...texts));
}
