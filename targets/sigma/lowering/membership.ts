import type { Span } from '../../../src/diagnostics/diagnostic.js';
import { reason } from '../codes.js';
import { all, any, FALSE, type Formula } from '../logic/formula.js';
import { equal } from './compare.js';
import { snippet, unknown, type Context } from './context.js';
import { textAtom } from './field-test.js';
import type { ValueList } from './flow-model.js';
import { literal, type FieldTerm, type Term } from './term.js';

/** Longer lists are data that belongs beside a rule and not in it. */
const MAX_VALUES = 500;

/** The term is equal to one of the values: of a table of the query, or of a list that the engine is given. */
export function membership(context: Context, term: Term, list: ValueList | undefined, span: Span): Formula {
  if (term.kind === 'choice') {
    return any(term.branches.map(({ when, then }) => all([when, membership(context, then, list, span)])));
  }
  if (term.kind === 'opaque') return unknown(context, term.why);
  const lost = unknown(context, reason('RP3001', [snippet(context, span)], span));
  if (list === undefined) return lost;
  if (list.kind === 'external') {
    return term.kind === 'field' && isPlain(term, list.isFolded) ? placeholder(context, term, list, span) : lost;
  }
  if (list.values.length > MAX_VALUES) return lost;
  const subject: Term = list.isFolded && term.kind === 'field' ? { ...term, fold: null } : term;
  const tests: Formula[] = [];
  for (const value of list.values) {
    if (value === null) continue;
    const test = equal(context, subject, literal(value), !list.isFolded, span);
    if (test === null) return lost;
    tests.push(test.isTrue);
  }
  return tests.length === 0 ? FALSE : any(tests);
}

/** Both sides as they are, or both in lower case. */
const isPlain = ({ as, fold }: FieldTerm, isFolded: boolean): boolean =>
  (as === 'text' || as === 'dynamic') && fold === (isFolded ? 'lower' : null);

const placeholder = (
  context: Context,
  { field }: FieldTerm,
  { placeholder: name, isFolded }: Extract<ValueList, { kind: 'external' }>,
  span: Span,
): Formula =>
  textAtom(context, field, isFolded ? ['expand'] : ['cased', 'expand'], { kind: 'placeholder', name }, span);
