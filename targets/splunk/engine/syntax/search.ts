import type { Place } from './source.js';

/** The expressions of the search command (Search Reference, "search"). */
export type SearchExpression =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly SearchExpression[] }
  | { readonly kind: 'not'; readonly operand: SearchExpression }
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly operator: SearchOperator;
      readonly value: SearchValue;
      readonly place: Place;
    }
  | { readonly kind: 'in'; readonly field: string; readonly values: readonly SearchValue[]; readonly place: Place }
  | { readonly kind: 'term'; readonly matcher: TermMatcher; readonly text: string; readonly place: Place }
  | { readonly kind: 'time'; readonly bound: 'earliest' | 'latest'; readonly specifier: string; readonly place: Place }
  | { readonly kind: 'subsearch'; readonly stages: readonly unknown[]; readonly place: Place }
  | { readonly kind: 'everything' };

export type SearchOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A value that fields are compared with. */
export interface SearchValue {
  readonly text: string;
  /** The text between its wildcards, letters folded unless case counts. */
  readonly pieces: readonly string[];
  readonly caseSensitive: boolean;
  /** Set for a subnet in CIDR notation: an address inside of it matches. */
  readonly subnet: ((address: string) => boolean) | null;
}

/** Finds a keyword or phrase in the text of an event. */
export type TermMatcher = (raw: string) => boolean;

/** Whether the expression sets its own time range, and so which side of the given range it replaces. */
export function timeBounds(expression: SearchExpression): ReadonlySet<'earliest' | 'latest'> {
  const found = new Set<'earliest' | 'latest'>();
  const pending: SearchExpression[] = [expression];
  while (pending.length > 0) {
    const item = pending.pop()!;
    if (item.kind === 'time') found.add(item.bound);
    else if (item.kind === 'not') pending.push(item.operand);
    else if (item.kind === 'and' || item.kind === 'or') pending.push(...item.operands);
  }
  return found;
}
