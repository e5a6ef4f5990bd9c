import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { Reason } from '../../../src/target/target.js';
import { reason } from '../codes.js';
import { atLeast, type Burst, type BurstCondition, type Measure } from '../logic/burst.js';
import { bounded, FALSE, threshold, TRUE, type Formula } from '../logic/formula.js';
import { snippet, unknown, type Context } from './context.js';
import { readsOf, streamsOfTerm, type AggregateTerm, type Count, type Term, type Truth } from './term.js';

type Order = '<' | '<=' | '>' | '>=';

/** `count_ > 5`: only that there are many is something to correlate; that there are few is taken as met. */
export function compareAggregate(
  context: Context,
  order: Order,
  term: AggregateTerm,
  number: number,
  span: Span,
): Truth {
  const fewer = taken(context, term, span);
  switch (order) {
    case '>':
      return { isTrue: many(context, term, { operator: 'gt', value: Math.floor(number) }, span), isFalse: fewer };
    case '>=':
      return { isTrue: many(context, term, { operator: 'gte', value: Math.ceil(number) }, span), isFalse: fewer };
    case '<':
      return { isTrue: fewer, isFalse: many(context, term, { operator: 'gte', value: Math.ceil(number) }, span) };
    case '<=':
      return { isTrue: fewer, isFalse: many(context, term, { operator: 'gt', value: Math.floor(number) }, span) };
  }
}

/** So many exactly means at least so many; not none means one or more. */
export function equalsAggregate(context: Context, term: AggregateTerm, number: number, span: Span): Truth {
  const isTrue = many(context, term, { operator: 'gte', value: Math.ceil(number) }, span, true);
  const other = number === 0 ? many(context, term, { operator: 'gt', value: 0 }, span) : taken(context, term, span);
  return { isTrue, isFalse: other };
}

const taken = (context: Context, term: AggregateTerm, span: Span): Formula =>
  unknown(context, term.count?.form === 'number' ? reason('RP3027', [snippet(context, span)], span) : term.why);

function many(
  context: Context,
  term: AggregateTerm,
  condition: BurstCondition,
  span: Span,
  isExactly = false,
): Formula {
  const { count } = term;
  if (count?.form !== 'number') return unknown(context, term.why);
  const least = atLeast(condition);
  if (least <= (count.mayBeZero ? 0 : 1)) return isExactly ? taken(context, term, span) : TRUE;
  if (least === 1) return taken(context, term, span);
  const { stream, keys, timespan, reasons } = count.group;
  if (stream === null) return unknown(context, reason('RP3028', [snippet(context, span)], span));
  const measured = measure(count, stream);
  if (measured === null) return unknown(context, reason('RP3029', [snippet(context, span)], span));
  const lost: Reason[] = [...reasons];
  if (count.isFiltered) lost.push(reason('RP3040', [snippet(context, span)], span));
  if (isExactly) lost.push(reason('RP3041', [snippet(context, span)], span));
  if (measured.isRough) lost.push(reason('RP3042', [snippet(context, span), said(measured.measure)], span));
  const burst: Burst = {
    stream,
    measure: measured.measure,
    condition,
    keys,
    timespan,
    reasons: lost,
    lost: reason('RP3043', [snippet(context, span)], span),
  };
  const sliding = reason('RP3044', [timespan === null ? 'each scheduled window' : 'each bin of time'], span);
  return bounded(context.serial(), threshold(context.serial(), burst), FALSE, {
    reason: sliding,
    negation: taken27(context, span),
  });
}

const taken27 = (context: Context, span: Span): Reason => reason('RP3027', [snippet(context, span)], span);

const said = (measure: Measure): string => (measure.kind === 'events' ? 'events' : `values of ${measure.field}`);

/** What of the events is at least as much as the count; `isRough`: it may be more. Null: nothing is. */
function measure(count: Count, stream: number): { readonly measure: Measure; readonly isRough: boolean } | null {
  const { what, group } = count;
  const events = group.multiplies ? null : { measure: { kind: 'events' } as const, isRough: what.kind === 'values' };
  if (what.kind === 'rows') return events;
  const { of } = what;
  // Equal fields make equal values, so there are no more values than fields.
  const [field, ...others] = fieldsOf(of);
  const isOwn = [...streamsOfTerm(of)].every((id) => id === stream);
  if (field === undefined || others.length > 0 || !isOwn) return events;
  const isField = of.kind === 'field' && of.fold === null && (of.as === 'text' || of.as === 'dynamic');
  const countsMissing = !(of.kind === 'field' && of.as !== 'text');
  return { measure: { kind: 'values', field, countsMissing }, isRough: !isField };
}

/** The fields that a value is a function of; none where lists come apart or more than fields goes in. */
function fieldsOf(term: Term): readonly string[] {
  switch (term.kind) {
    case 'field':
      return term.field.shape.kind === 'single' || term.field.shape.kind === 'member' ? [term.field.path] : [];
    case 'part':
      return term.segment?.place === 'other' || term.field.shape.kind === 'element' ? [] : [term.field.path];
    case 'choice':
    case 'pieces':
      return readsOf(term);
    default:
      return [];
  }
}
