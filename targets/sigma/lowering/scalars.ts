import { TimeSpan } from '../../../src/ir/value.js';
import { all, any, not } from '../logic/formula.js';
import { isEmpty } from './field-test.js';
import { isEventTime } from './field.js';
import { jsonIn, withForm } from './json-text.js';
import { foldedOperand } from './inline.js';
import type { ScalarLowering, Scope } from './scope.js';
import { choice, literal, textOf, type Choice, type Term } from './term.js';
import type { Call, Expression } from '../../../src/ir/expression.js';

/** Scalar functions that fold back into raw fields. What is not here is computed, and Sigma computes nothing. */
export const SCALARS: ReadonlyMap<string, ScalarLowering> = new Map<string, ScalarLowering>([
  ['tostring', (call, scope) => onArgument(call, scope, asText)],
  ['parse_json', (call, scope) => onArgument(call, scope, asDynamic)],
  ['tolower', (call, scope) => onArgument(call, scope, (term) => folded(term, 'lower'))],
  ['toupper', (call, scope) => onArgument(call, scope, (term) => folded(term, 'upper'))],
  ['toint', (call, scope) => onArgument(call, scope, (term) => asNumber(term, 'whole'))],
  ['tolong', (call, scope) => onArgument(call, scope, (term) => asNumber(term, 'whole'))],
  ['todouble', (call, scope) => onArgument(call, scope, (term) => asNumber(term, 'number'))],
  ['iff', (call, scope) => cases(call.args, scope)],
  ['case', (call, scope) => cases(call.args, scope)],
  ['coalesce', (call, scope) => coalesce(call, scope)],
  ['split', split],
  ['substring', (call, scope) => part(call, scope, 0)],
  ['trim', (call, scope) => part(call, scope, 1)],
  ['trim_start', (call, scope) => part(call, scope, 1)],
  ['trim_end', (call, scope) => part(call, scope, 1)],
  ['extract', (call, scope) => part(call, scope, 2)],
  ['replace_string', withoutEscapes],
  ['translate', asciiFold],
  ['bin', bin],
  ['startofday', (call, scope) => binned(argument(call, scope, 0), DAY)],
  ['startofweek', (call, scope) => binned(argument(call, scope, 0), 7 * DAY)],
  ['startofmonth', (call, scope) => binned(argument(call, scope, 0), 31 * DAY)],
  ['startofyear', (call, scope) => binned(argument(call, scope, 0), 366 * DAY)],
  ['array_length', (call, scope) => onArgument(call, scope, lengthOf)],
  ['now', (call) => (call.args.length === 0 ? { kind: 'clock', minus: 0n } : null)],
  ['ago', (call, scope) => clockMinus({ kind: 'clock', minus: 0n }, argument(call, scope, 0))],
  ['-', (call, scope) => clockMinus(argument(call, scope, 0), argument(call, scope, 1))],
]);

function argument(call: Call, scope: Scope, position: number): Term {
  const arg = call.args[position];
  return arg === undefined ? literal(null) : scope.term(arg);
}

/** Applies a conversion to the first argument, to each branch of it when it is a choice. */
function onArgument(call: Call, scope: Scope, convert: (term: Term) => Term | null): Term | null {
  return call.args.length === 1 ? eachBranch(argument(call, scope, 0), convert) : null;
}

function eachBranch(term: Term, convert: (term: Term) => Term | null): Term | null {
  if (term.kind === 'opaque') return term;
  if (term.kind !== 'choice') return convert(term);
  const branches: Choice['branches'][number][] = [];
  for (const { when, then } of term.branches) {
    const converted = eachBranch(then, convert);
    if (converted === null) return null;
    branches.push({ when, then: converted });
  }
  return choice(branches);
}

function asText(term: Term): Term | null {
  switch (term.kind) {
    case 'field':
      return term.as === 'dynamic' ? textOf(term.field) : term.as === 'text' ? term : null;
    case 'literal':
      return term.value === null
        ? literal('')
        : typeof term.value === 'string'
          ? term
          : typeof term.value === 'boolean' || typeof term.value === 'bigint'
            ? literal(String(term.value))
            : null;
    case 'part':
      return term;
    case 'json':
      return withForm(term, 'text');
    case 'flag':
      return choice([
        { when: term.isTrue, then: literal('true') },
        { when: term.isFalse, then: literal('false') },
        { when: not(any([term.isTrue, term.isFalse])), then: literal('') },
      ]);
    default:
      return null;
  }
}

/** JSON columns hold the text of an object; a text below one may be JSON inside JSON, which no field name reaches. */
function asDynamic(term: Term): Term | null {
  if (term.kind === 'field' && term.as === 'dynamic') return term;
  if (term.kind === 'field' && term.as === 'text' && term.field.shape.kind === 'object' && term.fold === null) {
    return { ...term, as: 'dynamic' };
  }
  if (term.kind === 'field' && term.as === 'text' && term.fold === null) return jsonIn(term.field);
  if (term.kind === 'json') return { ...term, as: 'dynamic' };
  return term.kind === 'literal' && (term.value === null || term.value === '') ? literal(null) : null;
}

const folded = (term: Term, fold: 'lower' | 'upper'): Term | null =>
  term.kind === 'field' && (term.as === 'text' || term.as === 'dynamic') && term.fold === null
    ? { ...term, as: 'text', fold }
    : null;

const asNumber = (term: Term, as: 'number' | 'whole'): Term | null => {
  if (term.kind === 'json') return withForm(term, as);
  const isPlain = term.kind === 'field' && (term.as === 'text' || term.as === 'dynamic') && term.fold === null;
  return isPlain ? { ...term, as, countsBooleans: term.as === 'dynamic' } : null;
};

/** `case(when, then, when, then, else)`; a condition that is null counts as not met. */
function cases(args: readonly Expression[], scope: Scope): Term | null {
  if (args.length < 3 || args.length % 2 === 0) return null;
  const branches: Choice['branches'][number][] = [];
  const before: Parameters<typeof all>[0][number][] = [];
  for (let i = 0; i + 1 < args.length; i += 2) {
    const [condition, value] = [args[i], args[i + 1]];
    if (condition === undefined || value === undefined) return null;
    const { isTrue } = scope.truth(condition);
    branches.push({ when: all([...before, isTrue]), then: scope.term(value) });
    before.push(not(isTrue));
  }
  const last = args.at(-1);
  if (last !== undefined) branches.push({ when: all(before), then: scope.term(last) });
  return withoutImpossible(branches);
}

function withoutImpossible(branches: Choice['branches']): Term {
  const possible = branches.filter(({ when }) => !(when.kind === 'constant' && !when.value));
  const [only] = possible;
  return possible.length === 1 && only !== undefined ? only.then : choice(possible);
}

/** The first value that is not null and, for text, not empty: https://learn.microsoft.com/kusto/query/coalesce-function */
function coalesce(call: Call, scope: Scope): Term | null {
  const branches: Choice['branches'][number][] = [];
  const before: Parameters<typeof all>[0][number][] = [];
  for (const [position, arg] of call.args.entries()) {
    const term = scope.term(arg);
    if (position === call.args.length - 1) {
      branches.push({ when: all(before), then: term });
      return withoutImpossible(branches);
    }
    if (term.kind !== 'field' || term.as !== 'text') return null;
    const empty = isEmpty(scope.context, term.field, arg.span);
    branches.push({ when: all([...before, not(empty)]), then: term });
    before.push(empty);
  }
  return null;
}

function split(call: Call, scope: Scope): Term | null {
  const source = argument(call, scope, 0);
  const separator = argument(call, scope, 1);
  const only = call.args.length > 2 ? argument(call, scope, 2) : null;
  if (source.kind !== 'field' || source.fold !== null || source.as === 'number' || source.as === 'datetime')
    return null;
  if (separator.kind !== 'literal' || typeof separator.value !== 'string' || separator.value === '') return null;
  if (only !== null && (only.kind !== 'literal' || typeof only.value !== 'bigint' || only.value < 0n)) return null;
  return {
    kind: 'pieces',
    field: source.field,
    separator: separator.value,
    only: only !== null && typeof only.value === 'bigint' ? Number(only.value) : null,
    text: 'split',
  };
}

const DAY = 86_400_000;
const TICKS_A_MILLISECOND = 10_000n;

function bin(call: Call, scope: Scope): Term | null {
  const size = argument(call, scope, 1);
  if (size.kind !== 'literal' || !(size.value instanceof TimeSpan) || size.value.ticks <= 0n) return null;
  return binned(argument(call, scope, 0), Math.ceil(Number(size.value.ticks) / Number(TICKS_A_MILLISECOND)));
}

const binned = (time: Term, timespan: number): Term | null =>
  time.kind === 'field' && time.as === 'datetime' && isEventTime(time.field)
    ? { kind: 'bin', field: time.field, timespan }
    : null;

/** How many elements a set or list of a group has. */
const lengthOf = (term: Term): Term | null =>
  term.kind === 'aggregate' && term.count?.form === 'array'
    ? { ...term, count: { ...term.count, form: 'number' } }
    : null;

function asciiFold(call: Call, scope: Scope): Term | null {
  const operand = foldedOperand(call);
  return operand === null ? null : folded(scope.term(operand), 'lower');
}

/** `replace_string(document, '\\"', '"')`: where there is no backslash it changes nothing, and one counts as found anyway. */
function withoutEscapes(call: Call, scope: Scope): Term | null {
  const [text, lookup] = [argument(call, scope, 0), argument(call, scope, 1)];
  const isEscape = lookup.kind === 'literal' && typeof lookup.value === 'string' && lookup.value.includes('\\');
  if (!isEscape || text.kind !== 'field' || text.as !== 'text' || text.fold !== null) return null;
  return { ...jsonIn(text.field), as: 'text' };
}

/** A function that returns some part of the text of one argument. */
function part(call: Call, scope: Scope, position: number): Term | null {
  const source = argument(call, scope, position);
  return source.kind === 'field' && source.fold === null && (source.as === 'text' || source.as === 'dynamic')
    ? { kind: 'part', field: source.field, segment: null, text: call.fn }
    : null;
}

const clockMinus = (clock: Term, span: Term): Term | null =>
  clock.kind === 'clock' && span.kind === 'literal' && span.value instanceof TimeSpan
    ? { kind: 'clock', minus: clock.minus + span.value.ticks }
    : null;
