import { text as plainText } from '../../../../src/functions/json.js';
import { listed } from '../../../../src/functions/listed.js';
import type { Expression } from '../../../../src/ir/expression.js';
import type { Value } from '../../../../src/ir/value.js';
import { EMPTY, FALSE, TRUE, and, binary, call, equal, integer, or, text, when } from '../../sql/build.js';
import type { SqlExpression } from '../../sql/tree.js';
import type { Cell, TextCell } from '../cell.js';
import { folded } from '../constant.js';
import { fold, foldAll, lowerAscii } from '../fold.js';
import { escapeRegex } from '../regex.js';
import { solid } from '../text.js';
import { condition, refuseForms, textArg, type FunctionTable, type LowerFunction, type Lowering } from './entry.js';

/** Characters that belong to JSON's own syntax: text with none of them is found within one key or one value. */
const STRUCTURAL = /["{}[\]:,\\]/;

interface Forms {
  /** With a constant that is not empty, in lower case where case does not matter. */
  readonly constant: (value: SqlExpression, needle: string) => SqlExpression;
  /** With a computed text, or null where there is no exact form. */
  readonly computed: ((value: SqlExpression, needle: SqlExpression) => SqlExpression) | null;
}

/** An operator `text op text`, with and without regard to case. */
const operator =
  (forms: Forms, caseSensitive: boolean): LowerFunction =>
  (lowering) => {
    const value = textArg(lowering, 0);
    const needle = textArg(lowering, 1);
    if (needle.sql.kind !== 'string') return computed(forms, caseSensitive, value, needle, lowering);
    const constant = caseSensitive ? needle.sql.value : lowerAscii(needle.sql.value);
    // Every text contains "", starts and ends with it, and has it as a term.
    if (constant === '') return condition(TRUE);
    if (value.unordered === true && STRUCTURAL.test(constant)) {
      return lowering.context.refuse('RP3208', [], lowering.call.span);
    }
    // NULL, in the place of "", contains nothing but "": NULL is as good as false where only truth matters.
    const haystack = value.search ?? (lowering.mode === 'truth' ? value.sql : solid(value));
    return condition(forms.constant(caseSensitive ? haystack : fold(haystack, [constant]), constant));
  };

function computed(forms: Forms, caseSensitive: boolean, value: TextCell, needle: TextCell, lowering: Lowering): Cell {
  if (forms.computed === null) return lowering.context.refuse('RP3207', [lowering.call.fn], lowering.call.span);
  if (value.unordered === true || needle.unordered === true)
    return lowering.context.refuse('RP3208', [], lowering.call.span);
  const folded = caseSensitive ? (sql: SqlExpression) => sql : foldAll;
  return condition(forms.computed(folded(solid(value)), folded(solid(needle))));
}

const positive = (sql: SqlExpression): SqlExpression => binary('>', sql, integer(0));
const length = (needle: string): number => [...needle].length;

const CONTAINS: Forms = {
  constant: (value, needle) => positive(call('strpos', value, text(needle))),
  computed: (value, needle) => positive(call('strpos', value, needle)),
};

const STARTS: Forms = {
  constant: (value, needle) => call('starts_with', value, text(needle)),
  computed: (value, needle) => call('starts_with', value, needle),
};

/** Trino's ends_with came late; what Athena runs may lack it. */
const ENDS: Forms = {
  constant: (value, needle) => equal(call('substr', value, integer(-length(needle))), text(needle)),
  computed: (value, needle) => call('starts_with', call('reverse', value), call('reverse', needle)),
};

/**
 * A term has no ASCII letter or digit beside it. Written with groups rather than lookaround, which reads alike in every
 * engine; `\z`, since `$` also matches before a final newline in Trino.
 */
const term = (borders: { readonly start: boolean; readonly end: boolean }): Forms => ({
  constant: (value, needle) => {
    const before = borders.start && /^[0-9A-Za-z]/.test(needle) ? BEFORE : '';
    const after = borders.end && /[0-9A-Za-z]$/.test(needle) ? AFTER : '';
    if (before === '' && after === '') return CONTAINS.constant(value, needle);
    return call('regexp_like', value, text(`${before}${escapeRegex(needle)}${after}`));
  },
  computed: (value, needle) => {
    // The needle as a pattern: everything of ASCII but letters and digits behind a backslash.
    const pattern = call('regexp_replace', needle, text('[ -/:-@\\[-`{-~]'), text('\\\\$0'));
    const border = (is: boolean, edge: string, group: string): readonly SqlExpression[] =>
      is ? [when(call('regexp_like', needle, text(edge)), text(group), EMPTY)] : [];
    const whole = [
      ...border(borders.start, '^[0-9A-Za-z]', BEFORE),
      pattern,
      ...border(borders.end, '[0-9A-Za-z]\\z', AFTER),
    ];
    return call(
      'regexp_like',
      value,
      whole.reduce((left, right) => binary('||', left, right)),
    );
  },
});

const BEFORE = '(?:^|[^0-9A-Za-z])';
const AFTER = '(?:[^0-9A-Za-z]|\\z)';
const HAS = term({ start: true, end: true });

/** Any of several terms, in one pattern where each needs a border on both sides. */
function anyTerm(value: SqlExpression, terms: readonly string[]): SqlExpression {
  const words = terms.filter((each) => /^[0-9A-Za-z](?:.*[0-9A-Za-z])?$/s.test(each));
  const others = terms.filter((each) => !words.includes(each)).map((each) => HAS.constant(value, each));
  if (words.length === 0) return or(others);
  const [only] = words;
  const pattern = `${BEFORE}(?:${words.map(escapeRegex).join('|')})${AFTER}`;
  const one =
    words.length === 1 && only !== undefined ? HAS.constant(value, only) : call('regexp_like', value, text(pattern));
  return or([one, ...others]);
}

/** has_any and has_all of constants: a dynamic array lists its elements. */
const terms =
  (join: 'any' | 'all'): LowerFunction =>
  (lowering) => {
    const value = textArg(lowering, 0);
    const constants = lowering.call.args.slice(1).map((arg) => (arg.kind === 'literal' ? arg.value : constantOf(arg)));
    if (constants.includes(undefined)) return lowering.context.refuse('RP3207', [lowering.call.fn], lowering.call.span);
    const wanted = [...new Set(listed(constants as Value[]).map((each) => lowerAscii(plainText(each))))];
    if (wanted.includes('') && join === 'any') return condition(TRUE);
    const needed = wanted.filter((each) => each !== '');
    if (value.unordered === true && needed.some((each) => STRUCTURAL.test(each)))
      return lowering.context.refuse('RP3208', [], lowering.call.span);
    const haystack = value.search ?? (lowering.mode === 'truth' ? value.sql : solid(value));
    if (join === 'any') return condition(needed.length === 0 ? FALSE : anyTerm(fold(haystack, needed), needed));
    return condition(and(needed.map((each) => HAS.constant(fold(haystack, [each]), each))));
  };

/** The value of an argument that is made of constants alone. */
const constantOf = (arg: Expression): Value | undefined => (arg.kind === 'call' ? folded(arg)?.value : undefined);

const pair = (name: string, forms: Forms): FunctionTable => ({
  [name]: operator(forms, false),
  [`${name}_cs`]: operator(forms, true),
});

export const MATCHING: FunctionTable = {
  ...pair('contains', CONTAINS),
  ...pair('startswith', STARTS),
  ...pair('endswith', ENDS),
  ...pair('has', HAS),
  ...pair('hasprefix', term({ start: true, end: false })),
  ...pair('hassuffix', term({ start: false, end: true })),
  has_any: terms('any'),
  has_all: terms('all'),

  '=~': (lowering) => {
    const [left, right] = [textArg(lowering, 0), textArg(lowering, 1)];
    if (left.unordered === true || right.unordered === true) return refuseForms(lowering, 'Resources');
    const [value, constant] = left.sql.kind === 'string' ? [right, left] : [left, right];
    if (constant.sql.kind !== 'string') return condition(equal(foldAll(solid(value)), foldAll(solid(constant))));
    const wanted = lowerAscii(constant.sql.value);
    const operand = lowering.mode === 'truth' && wanted !== '' ? value.sql : solid(value);
    return condition(equal(fold(operand, [wanted]), text(wanted)));
  },

  'in~': (lowering) => {
    const value = textArg(lowering, 0);
    const items = lowering.call.args.slice(1).map((_, at) => textArg(lowering, at + 1));
    const constants = items.flatMap((item) => (item.sql.kind === 'string' ? [lowerAscii(item.sql.value)] : []));
    if (value.unordered === true) return refuseForms(lowering, 'Resources');
    if (constants.length < items.length) return lowering.context.refuse('RP3207', ['in~'], lowering.call.span);
    const operand = lowering.mode === 'truth' && !constants.includes('') ? value.sql : solid(value);
    return condition({ kind: 'in', operand: fold(operand, constants), items: [...new Set(constants)].map(text) });
  },
};
