import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { Expression } from '../../../src/ir/expression.js';
import type { Relation } from '../../../src/ir/relation.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import { expressionsOf, operatorsOf } from '../../../src/ir/traverse.js';
import { TimeSpan } from '../../../src/ir/value.js';
import { childrenOf } from '../../../src/ir/walk-expression.js';
import type { Reason } from '../../../src/target/target.js';
import { reason } from '../codes.js';
import { bounded, FALSE, TRUE, type Formula } from '../logic/formula.js';

/** What one conversion carries through all of its parts. */
export interface Context {
  /** The KQL text that spans point into. */
  readonly query: string;
  /** How far a run looks back, milliseconds; null when the rule does not say. */
  readonly period: number | null;
  /** How far apart the events of a correlation may be at most, milliseconds; null when neither rule nor settings say. */
  readonly timespan: number | null;
  /** The columns of each input from outside as they are declared, whatever of them the plan still reads. */
  readonly externals: ReadonlyMap<string, readonly string[]>;
  /** A new number with every call. */
  readonly serial: () => number;
}

export function createContext({ rule, query, source, plan }: RuleIR, timespan: number | null = null): Context {
  let last = 0;
  const period = rule.schedule?.period ?? null;
  const externals = operatorsOf(source).flatMap((operator) =>
    operator.op === 'external' ? [[operator.name, operator.columns.map(({ name }) => name)] as const] : [],
  );
  const apart = period === null ? null : Math.max(period, looksBack(plan));
  return { query, period, timespan: timespan ?? apart, externals: new Map(externals), serial: () => ++last };
}

const TICKS_A_MILLISECOND = 10_000n;

/** How far back a query asks for events itself, milliseconds: more than a period when its author sets the two apart. */
function looksBack(plan: Relation): number {
  const spans = operatorsOf(plan).flatMap(expressionsOf).flatMap(clockSpans);
  return Math.max(0, ...spans.map(({ ticks }) => Number((ticks + TICKS_A_MILLISECOND - 1n) / TICKS_A_MILLISECOND)));
}

/** `ago(2h)`, `now() - 2h`. */
function clockSpans(expression: Expression): readonly TimeSpan[] {
  const inner = childrenOf(expression).flatMap(clockSpans);
  if (expression.kind !== 'call') return inner;
  const [first, second] = expression.args;
  const isNow = expression.fn === '-' && first?.kind === 'call' && first.fn === 'now';
  const span = expression.fn === 'ago' ? first : isNow ? second : undefined;
  return span?.kind === 'literal' && span.value instanceof TimeSpan ? [...inner, span.value] : inner;
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
