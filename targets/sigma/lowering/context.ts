import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { Reason } from '../../../src/target/target.js';
import { reason } from '../codes.js';
import { bounded, FALSE, TRUE, type Formula } from '../logic/formula.js';

/** What one conversion carries through all of its parts. */
export interface Context {
  /** The KQL text that spans point into. */
  readonly query: string;
  /** How far a run looks back, milliseconds; null when the rule does not say. */
  readonly period: number | null;
  /** A new number with every call. */
  readonly serial: () => number;
}

export function createContext(query: string, period: number | null): Context {
  let last = 0;
  return { query, period, serial: () => ++last };
}

const SNIPPET_LENGTH = 80;

/** The KQL text at a span on one line, cut where it gets long. */
export function snippet(context: Context, span: Span): string {
  const text = context.query.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
  return text.length > SNIPPET_LENGTH ? `${text.slice(0, SNIPPET_LENGTH - 1)}…` : text;
}

/** A predicate of which nothing is known but why. */
export const unknown = (context: Context, why: Reason): Formula =>
  bounded(context.serial(), TRUE, FALSE, { reason: why });

/** A sum of choices multiplies with every step; past these bounds no one could read the rule anyway. */
const MAX_SIZE = 20_000;
const MAX_DEPTH = 100;

export const isTooLarge = ({ size, depth }: { readonly size: number; readonly depth: number }): boolean =>
  size > MAX_SIZE || depth > MAX_DEPTH;

export const limited = (context: Context, formula: Formula, span: Span): Formula =>
  isTooLarge(formula) ? unknown(context, reason('RP3018', [snippet(context, span)], span)) : formula;
