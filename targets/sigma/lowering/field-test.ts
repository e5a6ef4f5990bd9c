import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { Reason } from '../../../src/target/target.js';
import { reason } from '../codes.js';
import type { Modifier, SigmaValue } from '../document/model.js';
import { all, any, atom, bounded, FALSE, type Assumption, type Formula } from '../logic/formula.js';
import { snippet, unknown, type Context } from './context.js';
import { isDigits, isObjectList, type Field, type Shape } from './field.js';

/** Tests of one raw field, with the loss that comes with what the field may hold. */

const NULL: SigmaValue = { kind: 'null' };
const text = (value: string): SigmaValue => ({ kind: 'pattern', parts: value === '' ? [] : [{ text: value }] });

/** What a test of text rests on for a field of this shape. */
const SHAPE_ASSUMES: { readonly [K in Shape['kind']]: readonly Assumption[] } = {
  single: ['single'],
  member: ['member'],
  object: ['object-text'],
  element: ['member'],
  // Tests of these are `bounded`, which says that any element may fit.
  position: [],
};

/** The field is missing, null or an empty string: what `isempty` of its text says. */
export function isEmpty(context: Context, field: Field, span: Span): Formula {
  const lost = listReason(field, span);
  if (lost !== null) return unknown(context, lost);
  const assumes: readonly Assumption[] = field.shape.kind === 'object' ? [] : SHAPE_ASSUMES[field.shape.kind];
  return any([atom(field.stream, field.path, [], text(''), assumes, span), isNull(context, field, span)]);
}

/** The field is missing or null. */
export function isNull(context: Context, field: Field, span: Span): Formula {
  const lost = listReason(field, span);
  const assumes: readonly Assumption[] = field.shape.kind === 'member' ? ['member'] : [];
  return lost === null ? atom(field.stream, field.path, [], NULL, assumes, span) : unknown(context, lost);
}

const listReason = (field: Field, span: Span, effect = 'the test is taken as met'): Reason | null =>
  field.shape.kind === 'element'
    ? reason('RP3002', [field.path, effect], span)
    : field.shape.kind === 'position'
      ? reason('RP3003', [field.path], span)
      : null;

const negatedListReason = (field: Field, span: Span): Reason | null =>
  listReason(field, span, 'that some element fails a test cannot be said and is taken as met');

/**
 * A test of the field's text: `whole`, `contains`, `starts`, `ends` or a regular expression.
 * @param inside what it looks for may stand anywhere in the text, so that it is in a list if it is in one of the elements
 */
export function textAtom(
  context: Context,
  field: Field,
  modifiers: readonly Modifier[],
  value: SigmaValue,
  span: Span,
  inside = modifiers.includes('contains'),
): Formula {
  if (isObjectList(field)) return unknown(context, reason('RP3019', [field.path], span));
  const folding: readonly Assumption[] = isCaseless(modifiers, value) ? ['ascii-folding'] : [];
  const scalar: readonly Assumption[] = field.shape.kind !== 'single' && isScalarText(value) ? ['scalar-text'] : [];
  const listed: readonly Assumption[] = field.shape.kind === 'object' && !inside ? ['member'] : [];
  const assumes = [...SHAPE_ASSUMES[field.shape.kind], ...listed, ...folding, ...scalar];
  return anyElement(context, field, span, atom(field.stream, field.path, modifiers, value, assumes, span));
}

export const plainText = text;

const CASED_LETTER = /[\p{Ll}\p{Lu}\p{Lt}]/u;

const isCaseless = (modifiers: readonly Modifier[], value: SigmaValue): boolean =>
  value.kind === 'regex'
    ? modifiers.includes('i')
    : !modifiers.includes('cased') &&
      value.kind === 'pattern' &&
      value.parts.some((part) => 'text' in part && CASED_LETTER.test(part.text));

/** The text of a number or boolean, which below a JSON column may be one. */
const isScalarText = (value: SigmaValue): boolean =>
  value.kind === 'pattern' && value.parts.some((part) => 'text' in part && /^(?:true|false|-?\d.*)$/is.test(part.text));

/** A test of a list is met by any element, so its truth in KQL is only bounded from above. */
function anyElement(context: Context, field: Field, span: Span, test: Formula): Formula {
  const { shape } = field;
  const lost = listReason(field, span, 'each test may be met by another element');
  if (lost === null) return test;
  const negation = negatedListReason(field, span) ?? lost;
  return bounded(context.serial(), test, FALSE, {
    reason: lost,
    negation,
    ...(shape.kind === 'element' ? { element: shape.element } : {}),
  });
}

export function numberAtom(
  context: Context,
  field: Field,
  modifier: Modifier | null,
  value: number,
  span: Span,
  facts: readonly Assumption[] = [],
): Formula {
  const modifiers = modifier === null ? [] : [modifier];
  const assumes = [...SHAPE_ASSUMES[field.shape.kind], ...facts, 'scalar-text' as const];
  return anyElement(
    context,
    field,
    span,
    atom(field.stream, field.path, modifiers, { kind: 'number', value }, assumes, span),
  );
}

/** A boolean, also as its text in any case: that is how Sigma engines read one, and what a bool column takes. */
export function booleanTest(context: Context, field: Field, value: boolean, span: Span): Formula {
  const assumes: readonly Assumption[] = [...SHAPE_ASSUMES[field.shape.kind], 'scalar-text'];
  return anyElement(
    context,
    field,
    span,
    atom(field.stream, field.path, [], { kind: 'boolean', value }, assumes, span),
  );
}

/**
 * Two fields hold the same text. `fieldref` matches neither if both are missing, where KQL compares `""` with `""`, and
 * does not regard case.
 */
export function sameText(context: Context, left: Field, right: Field, cased: boolean, span: Span): Formula {
  if (left.stream !== right.stream) return unknown(context, reason('RP3007', [snippet(context, span)], span));
  const [field, other] =
    listReason(left, span) === null && listReason(right, span) !== null ? [right, left] : [left, right];
  const otherLost = listReason(other, span);
  if (otherLost !== null) return unknown(context, otherLost);
  const assumes: readonly Assumption[] = [
    ...SHAPE_ASSUMES[field.shape.kind],
    ...SHAPE_ASSUMES[other.shape.kind],
    ...(isDigits(field) || isDigits(other) ? (['digits'] as const) : cased ? [] : (['ascii-folding'] as const)),
  ];
  const refers = atom(field.stream, field.path, ['fieldref'], { kind: 'field', name: other.path }, assumes, span);
  const lost = listReason(field, span, 'whether one is without it cannot be told and is taken as so');
  if (lost !== null) {
    // An element without the key is "", too, but Sigma cannot find it: where the other side is empty there may be one.
    const mayBothBeEmpty = bounded(context.serial(), isEmpty(context, other, span), FALSE, {
      reason: lost,
      negation: negatedListReason(field, span) ?? lost,
    });
    return any([anyElement(context, field, span, refers), mayBothBeEmpty]);
  }
  const bothEmpty = all([isEmpty(context, field, span), isEmpty(context, other, span)]);
  const same = any([refers, bothEmpty]);
  if (!cased || isDigits(field) || isDigits(other)) return same;
  return bounded(context.serial(), same, bothEmpty, { reason: reason('RP3005', [field.path, other.path], span) });
}
