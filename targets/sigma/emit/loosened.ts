import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { Reason } from '../../../src/target/target.js';
import { reason } from '../codes.js';
import { forEachAtom, type Assumption, type Atom, type Formula } from '../logic/formula.js';

/** Facts without which a test takes more than its predicate does, and what to say of it. */
const LOOSE = { member: 'RP3062', number: 'RP3063' } as const satisfies Partial<Record<Assumption, string>>;

type Loose = keyof typeof LOOSE;

const LOOSE_FACTS = Object.keys(LOOSE) as readonly Loose[];
const isLoose = (assumption: Assumption): assumption is Loose => assumption in LOOSE;

/**
 * What tests take beside what their predicates do: one reason a fact, with all of its fields, at the first predicate. That a
 * field is empty loosens both ways: `[""]` is not empty in KQL, and what stands behind a list is.
 */
export function loosened(formulas: readonly Formula[]): readonly Reason[] {
  const found = new Map<Loose, { readonly fields: Set<string>; span: Span }>();
  for (const formula of formulas) {
    forEachAtom(formula, (test, isNegated) => {
      if (isNegated && !isEmptiness(test)) return;
      for (const fact of test.assumes.filter(isLoose)) {
        const known = found.get(fact) ?? { fields: new Set<string>(), span: test.span };
        known.fields.add(test.field);
        if (test.span.start < known.span.start) known.span = test.span;
        found.set(fact, known);
      }
    });
  }
  return LOOSE_FACTS.flatMap((fact) => {
    const known = found.get(fact);
    return known === undefined ? [] : [reason(LOOSE[fact], [[...known.fields].join(', ')], known.span)];
  });
}

/** What a test rests on where it stands: for a loose fact it does so only where the test can miss what its predicate takes. */
export const restsOn = (test: Atom, isNegated: boolean): readonly Assumption[] =>
  isNegated || isEmptiness(test) || mayBeSyntax(test)
    ? test.assumes
    : test.assumes.filter((assumption) => !isLoose(assumption));

/** What a list's own JSON text may hold outside of its elements: brackets, quotes, a comma, a colon behind a key's quote. */
const mayBeSyntax = ({ value }: Atom): boolean =>
  value.kind === 'regex' ||
  (value.kind === 'pattern' && value.parts.some((part) => 'text' in part && /[[\]{}"\\,]|^:/.test(part.text)));

const isEmptiness = ({ value }: Atom): boolean =>
  value.kind === 'null' || (value.kind === 'pattern' && value.parts.length === 0);
