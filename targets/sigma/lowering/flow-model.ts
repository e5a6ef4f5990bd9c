import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { Value } from '../../../src/ir/value.js';
import type { Reason } from '../../../src/target/target.js';
import { reason } from '../codes.js';
import type { LogSource } from '../document/model.js';
import { all, conjuncts, streamsOf, type Formula } from '../logic/formula.js';
import { snippet, unknown, type Context } from './context.js';
import type { Term } from './term.js';

/** What a relation is in terms of events: alternatives of flows (`union` has several), rows without events, or none of these. */
export type Origin = Flows | Inline | Refusal;

export interface Flows {
  readonly kind: 'flows';
  readonly flows: readonly Flow[];
}

/** Where rows come from: events of some streams, each alone or joined to one of another. */
export interface Flow {
  readonly streams: readonly Stream[];
  /** What makes an event one behind a row; any of them does. */
  readonly flagged: readonly Flagged[];
  readonly columns: ReadonlyMap<string, Term>;
  /** One event may give several rows, so that rows cannot be counted by events. */
  readonly multiplies: boolean;
  /** What was lost beside the tests. */
  readonly reasons: readonly Reason[];
}

/** One use of a table: the events that pass the filters above it. */
export interface Stream {
  readonly id: number;
  readonly logSource: LogSource;
  /** The field with the time of the event. */
  readonly time: string;
  readonly filter: Formula;
  /** The `let` variable that it is the value of. */
  readonly name: string | null;
  readonly span: Span;
}

export type Flagged = Alone | Link;

/** Every event of the stream. */
export interface Alone {
  readonly kind: 'alone';
  readonly stream: number;
}

/** Every event of either stream that has one in the other with equal keys. */
export interface Link {
  readonly kind: 'link';
  readonly left: number;
  readonly right: number;
  readonly keys: readonly Key[];
  readonly span: Span;
}

export interface Key {
  /** The column that the query joins on. */
  readonly name: string;
  readonly left: Term;
  readonly right: Term;
}

/** Rows that are written in the query or come from outside: no event is behind them, but columns may be looked up in them. */
export interface Inline {
  readonly kind: 'inline';
  readonly columns: ReadonlyMap<string, ValueList>;
  /** Every value of those lists is in a row; otherwise some may be gone. */
  readonly isWhole: boolean;
  readonly span: Span;
}

/** The values of a column, with letters of ASCII in lower case where `isFolded`. */
export type ValueList = { readonly isFolded: boolean } & (
  | { readonly kind: 'values'; readonly values: readonly Value[] }
  | { readonly kind: 'external'; readonly placeholder: string }
);

/** A relation that no Sigma rule can stand for. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly reason: Reason;
}

export const refusal = (why: Reason): Refusal => ({ kind: 'refusal', reason: why });
export const flows = (of: readonly Flow[]): Flows => ({ kind: 'flows', flows: of });

/**
 * Adds a condition on rows to the streams that its parts speak of. A part that is about two events at once is beyond
 * Sigma; one that is about none stays with the first stream, so that its loss is not forgotten.
 */
export function restrict(
  context: Context,
  streams: readonly Stream[],
  condition: Formula,
  span: Span,
): readonly Stream[] {
  const parts = new Map<number, Formula[]>();
  const [first] = streams;
  for (const part of conjuncts(condition)) {
    const [stream = first?.id ?? 0, ...others] = streamsOf(part);
    const isAmong = others.length === 0;
    const kept = isAmong ? part : unknown(context, reason('RP3007', [snippet(context, span)], span));
    parts.set(stream, [...(parts.get(stream) ?? []), kept]);
  }
  return streams.map((stream) => {
    const added = parts.get(stream.id);
    return added === undefined ? stream : { ...stream, filter: all([stream.filter, ...added]) };
  });
}
