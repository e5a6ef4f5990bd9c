import type { Span } from '../../../src/diagnostics/diagnostic.js';
import { all, any, FALSE, type Formula } from '../logic/formula.js';
import type { Context } from './context.js';
import { booleanTest, numberAtom } from './field-test.js';
import type { Field } from './field.js';
import type { FieldTerm, Truth } from './term.js';

/** Comparisons of a field that KQL makes a number of, with a number. */

export type Order = '<' | '<=' | '>' | '>=';

const FLIPPED: { readonly [K in Order]: Order } = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const COMPLEMENT: { readonly [K in Order]: Order } = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };
const MODIFIER = { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' } as const;
const HOLDS: { readonly [K in Order]: (left: number, right: number) => boolean } = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** The order that says the same with its operands exchanged. */
export const flipped = (order: Order): Order => FLIPPED[order];

/** The field as it is, without a conversion. */
export const compareRaw = (context: Context, order: Order, field: Field, number: number, span: Span): Formula =>
  numberAtom(context, field, MODIFIER[order], number, span);

export interface NumberTerm extends FieldTerm {
  readonly as: 'number' | 'whole';
}

export const isNumberTerm = (term: FieldTerm): term is NumberTerm => term.as === 'number' || term.as === 'whole';

/** What is no number is null, and neither of the two. */
export function compareNumber(context: Context, order: Order, term: NumberTerm, number: number, span: Span): Truth {
  const ordered = (by: Order): Formula =>
    any([
      ordering(context, by, term, number, span),
      ...booleansAs(context, term, (one) => HOLDS[by](one, number), span),
    ]);
  return { isTrue: ordered(order), isFalse: ordered(COMPLEMENT[order]) };
}

export function equalsNumber(context: Context, term: NumberTerm, number: number, span: Span): Formula {
  if (term.as === 'whole' && !Number.isInteger(number)) return FALSE;
  const same = all([ordering(context, '>=', term, number, span), ordering(context, '<=', term, number, span)]);
  return any([same, ...booleansAs(context, term, (one) => one === number, span)]);
}

const ordering = (context: Context, order: Order, { as, field }: NumberTerm, number: number, span: Span): Formula =>
  as === 'number'
    ? compareRaw(context, order, field, number, span)
    : wholeOrdering(context, order, field, number, span);

/** `toint(true)` is 1 (https://learn.microsoft.com/kusto/query/toint-function); to Sigma a boolean is no number. */
const booleansAs = (
  context: Context,
  { field, countsBooleans = false }: NumberTerm,
  holds: (number: number) => boolean,
  span: Span,
): readonly Formula[] =>
  [true, false]
    .filter((value) => countsBooleans && holds(Number(value)))
    .map((value) => booleanTest(context, field, value, span));

/** A number cut off towards zero, in terms of the number itself: more than 6 is 7 or more, but more than -7 is more than -7. */
function wholeOrdering(context: Context, order: Order, field: Field, number: number, span: Span): Formula {
  const test = (modifier: 'gt' | 'gte' | 'lt' | 'lte', bound: number): Formula =>
    numberAtom(context, field, modifier, bound, span, ['number']);
  // `above`: the largest whole number that is not more; `below`: the smallest that is not less.
  const above = order === '>' || order === '<=' ? Math.floor(number) : Math.ceil(number) - 1;
  const below = above + 1;
  if (order === '>' || order === '>=') return above >= 0 ? test('gte', below) : test('gt', above);
  return below <= 0 ? test('lte', above) : test('lt', below);
}
