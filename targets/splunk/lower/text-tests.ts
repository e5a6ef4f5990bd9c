import type { Expression } from '../../../src/ir/expression.js';
import { isArray, type Value as KqlValue } from '../../../src/ir/value.js';
import { and, call, FALSE, field, not, text, type Condition, type Value } from '../spl/expression.js';
import { filledText, found } from './filled-text.js';
import { literalText, type LoweringContext, type Predicate } from './context.js';
import { END, foldedPattern, literalPattern, termPattern } from './patterns.js';
import { translateRegex } from './regex.js';
import { variableTest } from './variable-text-tests.js';

/** A condition that is never NULL: false is the opposite of true. */
export const total = (holds: Predicate['holds']): Predicate => ({
  holds,
  fails: (args, context, call) => not(holds(args, context, call)),
});

/** A test of a text against a constant one. */
interface TextTest {
  readonly spl: (value: Value, constant: string) => Condition;
  /** The same test in JavaScript, for one that looks at the start of the text: `extractedField` judges by it. */
  readonly fromStart?: (value: string, constant: string) => boolean;
}

function textTest(name: string, { spl, fromStart }: TextTest): Predicate {
  const lower = (
    args: readonly Expression[],
    context: LoweringContext,
    whole: { span: Expression['span'] },
    negated: boolean,
  ) => {
    const constant = literalText(args[1]);
    if (constant === null) {
      const condition = variableTest(name, args, context);
      if (condition === null) context.refuse('RP3103', whole.span, name, 'a constant text on its right');
      return condition === null ? FALSE : negated ? not(condition) : condition;
    }
    const [value, mayBeNull] = tested(args[0]!, context, fromStart === undefined ? null : [constant], (candidate) =>
      fromStart!(candidate, constant),
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
export function tested(
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

const low = (value: string): string => value.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

// prettier-ignore
const TEXT_TESTS: { readonly [name: string]: TextTest } = {
  '=~': { spl: (x, v) => found(x, `^${foldedPattern(v)}${END}`), fromStart: (x, v) => low(x) === low(v) },
  contains: { spl: (x, v) => found(x, foldedPattern(v)) },
  contains_cs: { spl: (x, v) => found(x, literalPattern(v)) },
  startswith: { spl: (x, v) => found(x, `^${foldedPattern(v)}`), fromStart: (x, v) => low(x).startsWith(low(v)) },
  startswith_cs: { spl: (x, v) => found(x, `^${literalPattern(v)}`), fromStart: (x, v) => x.startsWith(v) },
  endswith: { spl: (x, v) => found(x, `${foldedPattern(v)}${END}`) },
  endswith_cs: { spl: (x, v) => found(x, `${literalPattern(v)}${END}`) },
  has: { spl: (x, v) => found(x, termPattern(v, foldedPattern(v))) },
  has_cs: { spl: (x, v) => found(x, termPattern(v, literalPattern(v))) },
};

const matchesRegex: Predicate = total((args, context, whole) => {
  const source = literalText(args[1]);
  const pattern = source === null ? null : translateRegex(source);
  if (pattern === null) context.refuse('RP3103', whole.span, 'matches regex', 'a constant pattern');
  else if (!pattern.ok) context.refuse('RP3105', whole.span, pattern.fault);
  else return found(filledText(args[0]!, context), pattern.pattern);
  return FALSE;
});

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

/** The constant texts that a list names; null where one is none. A dynamic array lists its elements, nested ones theirs. */
function listedTexts(args: readonly Expression[]): readonly string[] | null {
  const texts = (value: KqlValue): readonly string[] | null =>
    typeof value === 'string' ? [value] : isArray(value) ? all(value.map(texts)) : null;
  const of = (arg: Expression): readonly string[] | null => {
    if (arg.kind === 'literal') return texts(arg.value);
    return arg.kind === 'call' && arg.fn === 'pack_array' ? listedTexts(arg.args) : null;
  };
  return all(args.map(of));
}

const all = (lists: readonly (readonly string[] | null)[]): readonly string[] | null =>
  lists.includes(null) ? null : lists.flatMap((list) => list ?? []);

/** `has_any` and `has_all` of constant terms. */
const hasTerms = (name: string, every: boolean): Predicate =>
  total((args, context, whole) => {
    const terms = listedTexts(args.slice(1));
    if (terms === null) {
      context.refuse('RP3103', whole.span, name, 'a list of constant texts');
      return FALSE;
    }
    const value = filledText(args[0]!, context);
    const patterns = [...new Set(terms)].map((term) => termPattern(term, foldedPattern(term)));
    if (every) return and(...patterns.map((pattern) => found(value, pattern)));
    return patterns.length === 0 ? FALSE : found(value, patterns.join('|'));
  });

/** The operators that test texts. */
export const TEXT_PREDICATES: readonly (readonly [string, Predicate])[] = [
  ...Object.entries(TEXT_TESTS).map(([name, row]) => [name, textTest(name, row)] as const),
  ['matches regex', matchesRegex],
  ['in~', inFolded],
  ['has_any', hasTerms('has_any', false)],
  ['has_all', hasTerms('has_all', true)],
];
