import type { Expression } from '../../../src/ir/expression.js';
import {
  and,
  binary,
  call,
  compare,
  FALSE,
  field,
  not,
  or,
  test,
  text,
  type Compare,
  type Condition,
  type Value,
} from '../spl/expression.js';
import { literalText, type LoweringContext, type Predicate } from './context.js';
import { END, foldedPattern, literalPattern, termPattern, UNPRINTABLE } from './patterns.js';
import { translateRegex } from './regex.js';

/** A condition that is never NULL: false is the opposite of true. */
const total = (holds: Predicate['holds']): Predicate => ({
  holds,
  fails: (args, context, call) => not(holds(args, context, call)),
});

/** A test of a text against a constant one: `spl` writes it, `matches` is the same test here, to judge stand-ins by. */
interface TextTest {
  /** It looks at the start of the text. */
  readonly fromStart?: true;
  readonly spl: (value: Value, constant: string) => Condition;
  readonly matches: (value: string, constant: string) => boolean;
}

function textTest(name: string, { spl, matches, fromStart }: TextTest): Predicate {
  const lower = (
    args: readonly Expression[],
    context: LoweringContext,
    whole: { span: Expression['span'] },
    negated: boolean,
  ) => {
    const constant = literalText(args[1]);
    if (constant === null) {
      context.refuse('RP3103', whole.span, name, 'a constant text on its right');
      return FALSE;
    }
    const [value, mayBeNull] = tested(args[0]!, context, fromStart === true ? [constant] : null, (candidate) =>
      matches(candidate, constant),
    );
    if (!negated) return spl(value, constant);
    return not(spl(mayBeNull ? call('coalesce', value, text('')) : value, constant));
  };
  return {
    holds: (args, context, whole) => lower(args, context, whole, false),
    fails: (args, context, whole) => lower(args, context, whole, true),
  };
}

/**
 * What a text test reads, and whether it may be NULL: the extracted field where that is exact, else the column's text.
 * An object has text in KQL and no field in Splunk; `starts`, one of which a matching text starts with, can rule that out.
 */
function tested(
  expression: Expression,
  context: LoweringContext,
  starts: readonly string[] | null,
  matches: (value: string) => boolean,
): [Value, boolean] {
  const scalar = starts !== null && !starts.some((start) => /^[[{]/.test(start));
  const extracted = scalar ? context.extracted(expression, matches) : null;
  if (extracted !== null) return [field(extracted), true];
  if (expression.type === 'dynamic') return [context.dynamicText(expression), context.isNullable(expression)];
  return [context.text(expression), false];
}

const found = (value: Value, pattern: string): Condition => test('match', value, text(pattern));
const low = (value: string): string => value.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const hasTerm = (value: string, term: string): boolean => {
  for (let at = value.indexOf(term); at >= 0; at = value.indexOf(term, at + 1)) {
    const before = at === 0 || !/^[0-9A-Za-z]/.test(term) || !/[0-9A-Za-z]/.test(value[at - 1]!);
    const after = value[at + term.length];
    if (before && (after === undefined || !/[0-9A-Za-z]$/.test(term) || !/[0-9A-Za-z]/.test(after))) return true;
    if (term === '') return true;
  }
  return false;
};

// prettier-ignore
const TEXT_TESTS: { readonly [name: string]: TextTest } = {
  '=~': { fromStart: true, spl: (x, v) => found(x, `^${foldedPattern(v)}${END}`), matches: (x, v) => low(x) === low(v) },
  contains: { spl: (x, v) => found(x, foldedPattern(v)), matches: (x, v) => low(x).includes(low(v)) },
  contains_cs: { spl: (x, v) => found(x, literalPattern(v)), matches: (x, v) => x.includes(v) },
  startswith: { fromStart: true, spl: (x, v) => found(x, `^${foldedPattern(v)}`), matches: (x, v) => low(x).startsWith(low(v)) },
  startswith_cs: { fromStart: true, spl: (x, v) => found(x, `^${literalPattern(v)}`), matches: (x, v) => x.startsWith(v) },
  endswith: { spl: (x, v) => found(x, `${foldedPattern(v)}${END}`), matches: (x, v) => low(x).endsWith(low(v)) },
  endswith_cs: { spl: (x, v) => found(x, `${literalPattern(v)}${END}`), matches: (x, v) => x.endsWith(v) },
  has: { spl: (x, v) => found(x, termPattern(v, foldedPattern(v))), matches: (x, v) => hasTerm(low(x), low(v)) },
  has_cs: { spl: (x, v) => found(x, termPattern(v, literalPattern(v))), matches: (x, v) => hasTerm(x, v) },
};

const matchesRegex: Predicate = total((args, context, whole) => {
  const source = literalText(args[1]);
  const pattern = source === null ? null : translateRegex(source);
  if (pattern === null) context.refuse('RP3103', whole.span, 'matches regex', 'a constant pattern');
  else if (!pattern.ok) context.refuse('RP3105', whole.span, pattern.fault);
  else return found(filledText(args[0]!, context), pattern.pattern);
  return FALSE;
});

const filledText = (expression: Expression, context: LoweringContext): Value =>
  expression.type === 'dynamic'
    ? call('coalesce', context.dynamicText(expression), text(''))
    : context.text(expression);

const anyText = (expression: Expression, context: LoweringContext): Value =>
  expression.type === 'dynamic' ? context.dynamicText(expression) : context.text(expression);

/** `==`: true only for two values that are there and equal; a null equals nothing, so that `!=` is the plain opposite. */
const equal: Predicate = {
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
  context.refuse('RP3104', span, `${left.type} beside ${right.type}`, 'comparison');
  return FALSE;
}

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
    return binary('.', text('='), nullable && !holds ? call('coalesce', value, text('')) : value);
  };
  const nulls = [left, right].filter((expression) => expression.type === 'dynamic' && context.isNullable(expression));
  const differ = compare(op, side(left), side(right));
  return holds ? differ : or(...nulls.map((expression) => test('isnull', context.dynamicText(expression))), differ);
}

/** A string inside a dynamic value equals only a string; SPL would also take the text of a number, an array or an object. */
function isComparableText(side: Expression, constant: string | null, context: LoweringContext): boolean {
  if (side.type !== 'dynamic' || context.dynamic(side).kind === 'scalar') return true;
  return constant !== null && !/^(?:-?\d.*|true|false|null|[[{].*)$/s.test(constant);
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

/** A comparison of values that may be NULL; `nulls`: whether it is true when one is. */
function comparison(
  sides: readonly [Value, Value],
  expressions: readonly [Expression, Expression],
  context: LoweringContext,
  op: Compare['op'],
  nulls: boolean,
): Condition {
  const missing = nulls ? sides.filter((_, index) => context.isNullable(expressions[index]!)) : [];
  return or(...missing.map((value) => test('isnull', value)), compare(op, ...sides));
}

const NUMBERS: ReadonlySet<string> = new Set(['int', 'long', 'real', 'decimal', 'datetime', 'timespan']);

/** `<` and its kin: null beside a null, so neither true nor false. */
const ordered = (op: Compare['op'], opposite: Compare['op']): Predicate => {
  const lower = (
    args: readonly Expression[],
    context: LoweringContext,
    span: Expression['span'],
    op: Compare['op'],
  ) => {
    const [left, right] = [args[0]!, args[1]!];
    if (NUMBERS.has(left.type) && NUMBERS.has(right.type))
      return compare(op, context.number(left), context.number(right));
    context.refuse('RP3104', span, NUMBERS.has(left.type) ? right.type : left.type, 'order');
    return FALSE;
  };
  return {
    holds: (args, context, whole) => lower(args, context, whole.span, op),
    fails: (args, context, whole) => lower(args, context, whole.span, opposite),
  };
};

/** `in`: one of the listed values is equal. */
const isIn: Predicate = {
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
  const unlisted = constants.some((constant) => constant === null || UNPRINTABLE.test(constant));
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

const inFolded: Predicate = textList('in~', (x, values) => {
  const alternatives = values.map(foldedPattern).join('|');
  return found(x, `^${values.length === 1 ? alternatives : `(?:${alternatives})`}${END}`);
});

function textList(name: string, spl: (value: Value, constants: readonly string[]) => Condition): Predicate {
  const lower = (
    args: readonly Expression[],
    context: LoweringContext,
    span: Expression['span'],
    negated: boolean,
  ): Condition => {
    const constants = args.slice(1).map(literalText);
    if (constants.some((constant) => constant === null)) {
      context.refuse('RP3103', span, name, 'a list of constant texts');
      return FALSE;
    }
    const values = constants as string[];
    const matches = (candidate: string): boolean => values.some((value) => low(value) === low(candidate));
    const [value, mayBeNull] = tested(args[0]!, context, values, matches);
    if (!negated) return spl(value, values);
    return not(spl(mayBeNull ? call('coalesce', value, text('')) : value, values));
  };
  return {
    holds: (args, context, whole) => lower(args, context, whole.span, false),
    fails: (args, context, whole) => lower(args, context, whole.span, true),
  };
}

const swap = ({ holds, fails }: Predicate): Predicate => ({ holds: fails, fails: holds });

/** The predicates of KQL that SPL can express, one line each. */
// prettier-ignore
export const PREDICATES: ReadonlyMap<string, Predicate> = new Map<string, Predicate>([
  ...Object.entries(TEXT_TESTS).map(([name, row]) => [name, textTest(name, row)] as const),
  ['matches regex', matchesRegex],
  ['==', equal],
  ['!=', swap(equal)],
  ['<', ordered('<', '>=')],
  ['<=', ordered('<=', '>')],
  ['>', ordered('>', '<=')],
  ['>=', ordered('>=', '<')],
  ['in', isIn],
  ['!in', swap(isIn)],
  ['in~', inFolded],
  ['and', { holds: (args, c) => and(...args.map((a) => c.holds(a))), fails: (args, c) => or(...args.map((a) => c.fails(a))) }],
  ['or', { holds: (args, c) => or(...args.map((a) => c.holds(a))), fails: (args, c) => and(...args.map((a) => c.fails(a))) }],
  ['not', { holds: (args, c) => c.fails(args[0]!), fails: (args, c) => c.holds(args[0]!) }],
  ['isempty', total((args, c) => isEmpty(args[0]!, c))],
  ['isnull', total((args, c) => (c.isNullable(args[0]!) ? test('isnull', c.value(args[0]!)) : FALSE))],
]);

function isEmpty(expression: Expression, context: LoweringContext): Condition {
  if (expression.type === 'string') return compare('==', context.text(expression), text(''));
  const missing = context.isNullable(expression) ? test('isnull', context.value(expression)) : FALSE;
  if (expression.type !== 'dynamic') return missing;
  return compare('==', call('coalesce', context.dynamicText(expression), text('')), text(''));
}
