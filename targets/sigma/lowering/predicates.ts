import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { Call, Expression } from '../../../src/ir/expression.js';
import { isArray, type Value } from '../../../src/ir/value.js';
import { reason } from '../codes.js';
import { all, any, FALSE, not, TRUE, type Formula } from '../logic/formula.js';
import { ADDRESS_PREDICATES } from './addresses.js';
import { compare, equal } from './compare.js';
import { snippet, unknown } from './context.js';
import { isEmpty, isNull, textAtom } from './field-test.js';
import { jsonIsEmpty } from './json-text.js';
import { flipped, type Order } from './numbers.js';
import { toSigmaRegex } from './regex.js';
import { negated, opaque, unknownTruth, type PredicateLowering, type Scope } from './scope.js';
import type { Term, Truth } from './term.js';
import type { TextTest } from './text-match.js';
import { TEXT_TESTS, testText } from './text-test.js';

type Row = readonly [string, PredicateLowering];

const twoValued = (isTrue: Formula): Truth => ({ isTrue, isFalse: not(isTrue) });

const textRow = ([name, test]: readonly [string, TextTest]): Row => [
  name,
  (call, scope) => {
    const [subject, wanted] = pair(call, scope);
    return wanted.kind === 'literal' && typeof wanted.value === 'string'
      ? twoValued(testText(scope.context, subject, test, wanted.value, call.span))
      : null;
  },
];

const orderRow = (order: Order): Row => [
  order,
  (call, scope) => {
    const [left, right] = pair(call, scope);
    return left.kind === 'clock' || left.kind === 'literal'
      ? compare(scope.context, flipped(order), right, left, call.span)
      : compare(scope.context, order, left, right, call.span);
  },
];

const negation = ([name, row]: Row): Row => [name, (call, scope) => negateOrNull(row(call, scope))];
const negateOrNull = (truth: Truth | null): Truth | null => (truth === null ? null : negated(truth));

const EQUAL: PredicateLowering = (call, scope) => {
  const [left, right] = pair(call, scope);
  return equal(scope.context, left, right, true, call.span);
};
const EQUAL_FOLDED: PredicateLowering = (call, scope) => {
  const [left, right] = pair(call, scope);
  return equal(scope.context, left, right, false, call.span);
};

const POSITIVE: readonly Row[] = [
  ...[...TEXT_TESTS].filter(([name]) => name !== '==' && name !== '=~').map(textRow),
  ['in', (call, scope) => member(call, scope, true)],
  ['in~', (call, scope) => member(call, scope, false)],
  ['between', between],
];

/** Operators and functions that return a bool, and `!` forms where a rule's lowering kept them. */
export const PREDICATES: ReadonlyMap<string, PredicateLowering> = new Map<string, PredicateLowering>([
  ['==', EQUAL],
  ['=~', EQUAL_FOLDED],
  negation(['!=', EQUAL]),
  negation(['!~', EQUAL_FOLDED]),
  ...POSITIVE,
  ...POSITIVE.map(([name, row]) => negation([`!${name}`, row])),
  ['has_any', (call, scope) => terms(call, scope, any)],
  ['has_all', (call, scope) => terms(call, scope, all)],
  ...ADDRESS_PREDICATES,
  ['matches regex', matchesRegex],
  ...(['<', '<=', '>', '>='] as const).map(orderRow),
  ['isempty', (call, scope) => emptiness(call, scope, isEmptyTerm)],
  negation(['isnotempty', (call, scope) => emptiness(call, scope, isEmptyTerm)]),
  ['isnull', (call, scope) => emptiness(call, scope, isNullTerm)],
  negation(['isnotnull', (call, scope) => emptiness(call, scope, isNullTerm)]),
]);

function pair(call: Call, scope: Scope): readonly [Term, Term] {
  const [left, right] = call.args;
  const missing: Term = { kind: 'literal', value: null };
  return [left === undefined ? missing : scope.term(left), right === undefined ? missing : scope.term(right)];
}

/** `in` is an `or` of `==`: https://learn.microsoft.com/kusto/query/scalar-data-types/null-values */
function member(call: Call, scope: Scope, cased: boolean): Truth | null {
  const [subject, ...candidates] = call.args;
  if (subject === undefined) return null;
  const term = scope.term(subject);
  const truths: Truth[] = [];
  for (const candidate of candidates.flatMap((arg) => values(scope.term(arg)))) {
    const truth = equal(scope.context, term, candidate, cased, call.span);
    if (truth === null) return null;
    truths.push(truth);
  }
  return twoValued(any(truths.map(({ isTrue }) => isTrue)));
}

/** The literals of a list operand; an array of them counts as its elements, at any depth. */
function values(term: Term): readonly Term[] {
  if (term.kind !== 'literal' || term.value === null || !isArray(term.value)) return [term];
  return flatten(term.value).map((value) => ({ kind: 'literal', value }));
}

const flatten = (array: readonly Value[]): readonly Value[] =>
  array.flatMap((value) => (value !== null && isArray(value) ? flatten(value) : [value]));

function terms(call: Call, scope: Scope, join: (of: readonly Formula[]) => Formula): Truth | null {
  const [subject, ...candidates] = call.args;
  if (subject === undefined) return null;
  const term = scope.term(subject);
  const tests: Formula[] = [];
  for (const candidate of candidates.flatMap((arg) => values(scope.term(arg)))) {
    if (candidate.kind !== 'literal' || typeof candidate.value !== 'string') return null;
    tests.push(testText(scope.context, term, { match: 'term', cased: false }, candidate.value, call.span));
  }
  return twoValued(join(tests));
}

function between(call: Call, scope: Scope): Truth | null {
  const [subject, low, high] = call.args.map((arg) => scope.term(arg));
  if (subject === undefined || low === undefined || high === undefined) return null;
  const from = compare(scope.context, '>=', subject, low, call.span);
  const to = compare(scope.context, '<=', subject, high, call.span);
  if (from === null || to === null) return null;
  return { isTrue: all([from.isTrue, to.isTrue]), isFalse: any([from.isFalse, to.isFalse]) };
}

function matchesRegex(call: Call, scope: Scope): Truth | null {
  const [subject, pattern] = pair(call, scope);
  if (pattern.kind !== 'literal' || typeof pattern.value !== 'string') return null;
  return twoValued(matches(subject, pattern.value, call.span, scope));
}

function matches(subject: Term, pattern: string, span: Span, scope: Scope): Formula {
  const { context } = scope;
  if (subject.kind === 'choice') {
    return any(subject.branches.map(({ when, then }) => all([when, matches(then, pattern, span, scope)])));
  }
  if (subject.kind === 'opaque' || subject.kind === 'aggregate') return unknown(context, subject.why);
  if (subject.kind !== 'field' || subject.fold !== null || (subject.as !== 'text' && subject.as !== 'dynamic')) {
    return unknown(context, reason('RP3001', [snippet(context, span)], span));
  }
  const regex = toSigmaRegex(pattern);
  if (!regex.ok)
    return unknown(context, reason('RP3008', [JSON.stringify(pattern.slice(0, 80)), regex.construct], span));
  if (/\p{Surrogate}/u.test(regex.source)) return unknown(context, reason('RP3017', [], span));
  const found = textAtom(
    context,
    subject.field,
    regex.insensitive ? ['re', 'i'] : ['re'],
    { kind: 'regex', source: regex.source },
    span,
  );
  // A missing field matches no Sigma test, but its text "" may match the pattern.
  return regex.nullable ? any([found, isEmpty(context, subject.field, span)]) : found;
}

function emptiness(call: Call, scope: Scope, test: (term: Term, call: Call, scope: Scope) => Truth): Truth | null {
  const [subject] = call.args as readonly (Expression | undefined)[];
  return subject === undefined ? null : test(scope.term(subject), call, scope);
}

function isEmptyTerm(term: Term, call: Call, scope: Scope): Truth {
  const { context } = scope;
  switch (term.kind) {
    case 'field':
      if (term.as === 'text' || term.as === 'dynamic') return twoValued(isEmpty(context, term.field, call.span));
      if (term.as === 'datetime') return unknownTruth(context, opaque(context, call, [term]));
      return isNullTerm(term, call, scope);
    case 'literal':
      return twoValued(term.value === null || term.value === '' ? TRUE : FALSE);
    case 'json':
      return twoValued(jsonIsEmpty(context, term, call.span));
    case 'choice':
      return twoValued(any(term.branches.map(({ when, then }) => all([when, isEmptyTerm(then, call, scope).isTrue]))));
    default:
      return isNullTerm(term, call, scope);
  }
}

function isNullTerm(term: Term, call: Call, scope: Scope): Truth {
  const { context } = scope;
  switch (term.kind) {
    case 'flag':
      return twoValued(not(any([term.isTrue, term.isFalse])));
    case 'literal':
      return twoValued(term.value === null ? TRUE : FALSE);
    case 'json':
      return term.as === 'text' ? twoValued(FALSE) : twoValued(jsonIsEmpty(context, term, call.span));
    case 'choice':
      return twoValued(any(term.branches.map(({ when, then }) => all([when, isNullTerm(then, call, scope).isTrue]))));
    case 'field':
      if (term.as === 'text') return twoValued(FALSE);
      if (term.as === 'dynamic') return twoValued(isNull(context, term.field, call.span));
      return unknownTruth(context, opaque(context, call, [term]));
    default:
      return unknownTruth(context, opaque(context, call, [term]));
  }
}
