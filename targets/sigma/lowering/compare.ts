import type { Span } from '../../../src/diagnostics/diagnostic.js';
import { reason } from '../codes.js';
import { all, any, bounded, FALSE, not, TRUE, type Formula } from '../logic/formula.js';
import { snippet, unknown, type Context } from './context.js';
import { booleanTest, isNull, numberAtom, plainText, sameText, textAtom } from './field-test.js';
import { compareAggregate, equalsAggregate } from './aggregate.js';
import { isEventTime, type Field } from './field.js';
import { compareNumber, compareRaw, equalsNumber, isNumberTerm, type Order } from './numbers.js';
import { jsonHolds, jsonIsFound } from './json-text.js';
import { literal, type LiteralTerm, type Term, type Truth } from './term.js';
import { testText } from './text-test.js';

/**
 * `==` and `=~` of two terms. Null is equal to nothing (https://learn.microsoft.com/kusto/query/scalar-data-types/null-values),
 * so that not equal is all the rest; two nulls compare as null, which only choices of nulls reach. Null for what Sigma
 * cannot say.
 */
export function equal(context: Context, left: Term, right: Term, cased: boolean, span: Span): Truth | null {
  if (left.kind === 'flag' && right.kind === 'flag') return sameTruth(left, right);
  if (left.kind === 'literal' && right.kind === 'aggregate') return equal(context, right, left, cased, span);
  if (left.kind === 'aggregate') {
    const number = right.kind === 'literal' ? asFinite(right.value) : null;
    return number === null ? null : equalsAggregate(context, left, number, span);
  }
  const isTrue = whenEqual(context, left, right, cased, span);
  return isTrue === null ? null : { isTrue, isFalse: not(isTrue) };
}

function sameTruth(left: Truth, right: Truth): Truth {
  const isTrue = any([all([left.isTrue, right.isTrue]), all([left.isFalse, right.isFalse])]);
  const isKnown = any([left.isTrue, left.isFalse, right.isTrue, right.isFalse]);
  return { isTrue, isFalse: all([not(isTrue), isKnown]) };
}

function whenEqual(context: Context, left: Term, right: Term, cased: boolean, span: Span): Formula | null {
  if (left.kind === 'choice') {
    const branches: Formula[] = [];
    for (const { when, then } of left.branches) {
      const same = whenEqual(context, then, right, cased, span);
      if (same === null) return null;
      branches.push(all([when, same]));
    }
    return any(branches);
  }
  if (right.kind === 'choice') return whenEqual(context, right, left, cased, span);
  if (left.kind === 'literal' && right.kind !== 'literal') return whenEqual(context, right, left, cased, span);
  if (right.kind === 'literal') return equalsLiteral(context, left, right, cased, span);
  if (left.kind === 'field' && right.kind === 'field' && isText(left) && isText(right)) {
    if (left.fold !== right.fold) return null;
    return sameText(context, left.field, right.field, cased && left.fold === null, span);
  }
  return null;
}

/** Two dynamic values may differ in type and have one text, which `fieldref` cannot tell. */
const isText = (term: Term & { kind: 'field' }): boolean => term.as === 'text';

function equalsLiteral(
  context: Context,
  subject: Term,
  { value }: LiteralTerm,
  cased: boolean,
  span: Span,
): Formula | null {
  if (typeof value === 'string') {
    const isDynamic = cased && subject.kind === 'field' && subject.as === 'dynamic';
    return isDynamic
      ? dynamicEquals(context, subject.field, value, span)
      : testText(context, subject, { match: 'whole', cased }, value, span);
  }
  if (typeof value === 'boolean' && subject.kind !== 'json') {
    if (subject.kind === 'flag') return value ? subject.isTrue : subject.isFalse;
    if (subject.kind === 'literal') return subject.value === value ? TRUE : FALSE;
    return subject.kind === 'field' && subject.as === 'dynamic'
      ? typed(context, booleanTest(context, subject.field, value, span), span)
      : null;
  }
  if (subject.kind === 'json' && subject.as !== 'text') {
    const other = subject.object === null ? FALSE : equalsLiteral(context, subject.object, literal(value), cased, span);
    if (other === null) return null;
    const texts = subject.as === 'dynamic' ? [] : BOOLEANS.filter((text) => Number(value) === Number(text === 'true'));
    return any([other, ...[String(value), ...texts].map((text) => jsonHolds(context, subject, text, span))]);
  }
  const number = asFinite(value);
  if (number === null || subject.kind !== 'field') return null;
  if (isNumberTerm(subject)) return equalsNumber(context, subject, number, span);
  return subject.as === 'dynamic' ? typed(context, numberAtom(context, subject.field, null, number, span), span) : null;
}

/** What counts as 0 and 1 in a number made of a dynamic value. */
const BOOLEANS = ['false', 'true'];

/** A dynamic value has a type in KQL: the text `"22"` is not 22, which a Sigma engine may take for equal. */
const typed = (context: Context, same: Formula, span: Span): Formula =>
  bounded(context.serial(), same, FALSE, { reason: reason('RP3021', [snippet(context, span)], span) });

/** Null is not `""` here, and a text in a dynamic value equals only a text. */
function dynamicEquals(context: Context, field: Field, text: string, span: Span): Formula {
  if (text === '') return textAtom(context, field, [], plainText(''), span);
  const same = testText(context, { kind: 'field', field, as: 'dynamic', fold: null }, WHOLE, text, span);
  if (!/^(?:true|false|-?\d.*|[[{].*)$/s.test(text)) return same;
  return typed(context, same, span);
}

const WHOLE = { match: 'whole', cased: true } as const;

/** A number that JSON and YAML hold without loss. */
function asFinite(value: LiteralTerm['value']): number | null {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : null;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** `subject <order> bound`; a null on either side gives null. Null for what Sigma cannot say. */
export function compare(context: Context, order: Order, subject: Term, bound: Term, span: Span): Truth | null {
  if (subject.kind === 'field' && subject.as === 'datetime') {
    const implied = isEventTime(subject.field) && isImplied(context, order, bound);
    if (implied) return { isTrue: TRUE, isFalse: FALSE };
    const why = reason('RP3006', [snippet(context, span)], span);
    return { isTrue: unknown(context, why), isFalse: unknown(context, why) };
  }
  const number = bound.kind === 'literal' ? asFinite(bound.value) : null;
  if (number === null) return null;
  if (subject.kind === 'aggregate') return compareAggregate(context, order, subject, number, span);
  if (subject.kind === 'json') {
    if (subject.as === 'text') return null;
    const found = jsonIsFound(context, subject, span);
    if (subject.object === null) return { isTrue: found, isFalse: found };
    const other = compare(context, order, subject.object, bound, span);
    return other === null ? null : { isTrue: any([other.isTrue, found]), isFalse: any([other.isFalse, found]) };
  }
  if (subject.kind !== 'field') return null;
  if (isNumberTerm(subject)) return compareNumber(context, order, subject, number, span);
  if (subject.as !== 'dynamic') return null;
  // What is no number is neither more nor less, but not null either.
  const isTrue = typed(context, compareRaw(context, order, subject.field, number, span), span);
  return { isTrue, isFalse: all([not(isTrue), not(isNull(context, subject.field, span))]) };
}

const TICKS_A_MILLISECOND = 10_000n;

/** A run sees only events of its query period, the newest before its clock: some tests of the time are met by all. */
function isImplied({ period }: Context, order: Order, bound: Term): boolean {
  if (bound.kind !== 'clock') return false;
  if (order === '<' || order === '<=') return bound.minus <= 0n;
  if (period === null) return false;
  const ticks = BigInt(period) * TICKS_A_MILLISECOND;
  return order === '>=' ? bound.minus >= ticks : bound.minus > ticks;
}
