import { TRUE, binary, call, equal, integer, text } from '../../sql/build.js';
import type { SqlExpression } from '../../sql/tree.js';
import type { Cell, TextCell } from '../cell.js';
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
const HAS: Forms = {
  constant: (value, needle) => {
    const before = /^[0-9A-Za-z]/.test(needle) ? '(?:^|[^0-9A-Za-z])' : '';
    const after = /[0-9A-Za-z]$/.test(needle) ? '(?:[^0-9A-Za-z]|\\z)' : '';
    if (before === '' && after === '') return CONTAINS.constant(value, needle);
    return call('regexp_like', value, text(`${before}${escapeRegex(needle)}${after}`));
  },
  computed: null,
};

const pair = (name: string, forms: Forms): FunctionTable => ({
  [name]: operator(forms, false),
  [`${name}_cs`]: operator(forms, true),
});

export const MATCHING: FunctionTable = {
  ...pair('contains', CONTAINS),
  ...pair('startswith', STARTS),
  ...pair('endswith', ENDS),
  ...pair('has', HAS),

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
