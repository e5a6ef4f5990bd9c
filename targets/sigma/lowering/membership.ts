import type { Span } from '../../../src/diagnostics/diagnostic.js';
import { reason } from '../codes.js';
import { all, any, bounded, FALSE, type Formula } from '../logic/formula.js';
import { equal } from './compare.js';
import type { Reason } from '../../../src/target/target.js';
import type { Modifier } from '../document/model.js';
import { snippet, unknown, type Context } from './context.js';
import { isNull, textAtom } from './field-test.js';
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

/** A missing text is `""` in KQL, which a list may hold; no value of Sigma's is missing. */
function placeholder(
  context: Context,
  { field }: FieldTerm,
  { placeholder: name, isFolded }: Extract<ValueList, { kind: 'external' }>,
  span: Span,
): Formula {
  const modifiers: readonly Modifier[] = isFolded ? ['expand'] : ['cased', 'expand'];
  const listed = textAtom(context, field, modifiers, { kind: 'placeholder', name }, span);
  // Of an element of a list neither can be told, and the loss says so.
  if (field.shape.kind === 'element' || field.shape.kind === 'position') return listed;
  const because = (effect: string): Reason => reason('RP3065', [`%${name}%`, field.path, effect], span);
  return bounded(context.serial(), any([listed, isNull(context, field, span)]), listed, {
    reason: because('one that is missing is taken as found'),
    negation: because('events without it are not left out'),
  });
}
