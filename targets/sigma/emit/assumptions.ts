import { NO_SPAN } from '../../../src/diagnostics/diagnostic.js';
import type { Reason } from '../../../src/target/target.js';
import { reason, type SigmaCode } from '../codes.js';
import { forEachAtom, type Assumption, type Formula } from '../logic/formula.js';
import { restsOn } from './loosened.js';

/** What the translation of these formulas rests on, one reason an assumption, in words and with its fields. */
export function assumptionsOf(formulas: readonly Formula[], counted: readonly Counted[] = []): readonly Reason[] {
  const fields = new Map<Assumption, Set<string>>();
  for (const { field, assumes } of counted) {
    for (const assumption of assumes) fields.set(assumption, (fields.get(assumption) ?? new Set()).add(field));
  }
  for (const formula of formulas) {
    forEachAtom(formula, (test, isNegated) => {
      for (const assumption of restsOn(test, isNegated)) {
        const known = fields.get(assumption) ?? new Set<string>();
        fields.set(assumption, known.add(test.field));
      }
    });
  }
  return ORDER.flatMap((assumption) => {
    const named = fields.get(assumption);
    if (named === undefined) return [];
    const code = CODES[assumption];
    return [code === 'RP3053' ? reason(code, [], NO_SPAN) : reason(code, [[...named].join(', ')], NO_SPAN)];
  });
}

/** A field that a correlation reads. */
export interface Counted {
  readonly field: string;
  readonly assumes: readonly Assumption[];
}

const ORDER: readonly Assumption[] = [
  'single',
  'member',
  'number',
  'required',
  'object-text',
  'scalar-text',
  'digits',
  'ascii-folding',
];

const CODES = {
  single: 'RP3051',
  member: 'RP3052',
  number: 'RP3064',
  'ascii-folding': 'RP3053',
  'scalar-text': 'RP3057',
  'object-text': 'RP3058',
  digits: 'RP3059',
  required: 'RP3061',
} as const satisfies { readonly [K in Assumption]: SigmaCode };
