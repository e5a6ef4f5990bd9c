import type { Value } from '../../../src/ir/value.js';
import type { Reason } from '../../../src/target/target.js';
import type { BurstKey } from '../logic/burst.js';
import { forEachAtom, streamsOf, type Formula } from '../logic/formula.js';
import type { Field } from './field.js';

/**
 * What a KQL expression is worth in terms of the raw record: derived columns are folded back into the fields that they
 * came from, so that a predicate on them becomes one on raw fields.
 */
export type Term =
  FieldTerm | LiteralTerm | Choice | Flag | Part | Pieces | Clock | Bin | JsonTerm | AggregateTerm | Opaque;

export interface FieldTerm {
  readonly kind: 'field';
  readonly field: Field;
  /** `whole`: a number without its fraction. */
  readonly as: 'text' | 'dynamic' | 'number' | 'whole' | 'datetime';
  /** Set when the text went through `tolower` or `toupper`. */
  readonly fold: 'lower' | 'upper' | null;
  /** A number made of a dynamic value, in which true and false count as 1 and 0. */
  readonly countsBooleans?: boolean;
}

export interface LiteralTerm {
  readonly kind: 'literal';
  readonly value: Value;
}

/** `iff`, `case`, `coalesce`: the branch whose condition holds. Conditions exclude each other and leave nothing out. */
export interface Choice {
  readonly kind: 'choice';
  readonly branches: readonly { readonly when: Formula; readonly then: Term }[];
  readonly size: number;
  readonly depth: number;
}

/** A bool: when it is true and when it is false; null otherwise. */
export interface Flag extends Truth {
  readonly kind: 'flag';
}

export interface Truth {
  readonly isTrue: Formula;
  readonly isFalse: Formula;
}

/** Some part of the text of a field (`substring`, `extract`, an element of `split`). */
export interface Part {
  readonly kind: 'part';
  readonly field: Field;
  readonly segment: Segment | null;
  /** The KQL that takes it apart. */
  readonly text: string;
}

/** The first or the last of the pieces between separators. */
export interface Segment {
  readonly separator: string;
  readonly place: 'first' | 'last' | 'other';
}

/** The array that `split` returns, or with a third argument the array of that one piece. */
export interface Pieces {
  readonly kind: 'pieces';
  readonly field: Field;
  readonly separator: string;
  readonly only: number | null;
  readonly text: string;
}

/** The run's clock minus a span in 100 ns ticks. */
export interface Clock {
  readonly kind: 'clock';
  readonly minus: bigint;
}

/** The event's time cut to spans of at most so many milliseconds: `bin`, `startofday`. */
export interface Bin {
  readonly kind: 'bin';
  readonly field: Field;
  readonly timespan: number;
}

/**
 * A value inside the JSON text that a field holds (a policy document). A field may as well hold the object itself (`object`);
 * null where AWS is known to write text.
 */
export interface JsonTerm {
  readonly kind: 'json';
  readonly field: Field;
  /** The key whose value it is; null for an element of a list. */
  readonly key: string | null;
  readonly as: 'text' | 'dynamic' | 'number' | 'whole';
  readonly object: FieldTerm | null;
}

/** A value of a group of events; `count` is null where Sigma cannot measure it. */
export interface AggregateTerm {
  readonly kind: 'aggregate';
  readonly count: Count | null;
  /** An array that cannot be empty. */
  readonly hasElements: boolean;
  readonly why: Reason;
}

export interface Count {
  /** `number` counts; an `array` (`make_set`) does so by its length. */
  readonly form: 'number' | 'array';
  readonly what: { readonly kind: 'rows' } | { readonly kind: 'values'; readonly of: Term };
  /** Not all rows of the group are counted (`countif`). */
  readonly isFiltered: boolean;
  /** A group with a row may still count none. */
  readonly mayBeZero: boolean;
  readonly group: Group;
}

/** The rows that `summarize` puts together. */
export interface Group {
  /** The events behind the rows; null when they are not all of one stream. */
  readonly stream: number | null;
  readonly keys: readonly BurstKey[];
  readonly timespan: number | null;
  /** An event may be behind several rows of the group. */
  readonly multiplies: boolean;
  /** What the keys lost. */
  readonly reasons: readonly Reason[];
}

export interface Opaque {
  readonly kind: 'opaque';
  readonly why: Reason;
  readonly reads: readonly string[];
}

export const literal = (value: Value): LiteralTerm => ({ kind: 'literal', value });

export const textOf = (field: Field): FieldTerm => ({ kind: 'field', field, as: 'text', fold: null });

export const choice = (branches: Choice['branches']): Choice => ({
  kind: 'choice',
  branches,
  size: branches.reduce((sum, { when, then }) => sum + when.size + (then.kind === 'choice' ? then.size : 1), 0),
  depth:
    Math.max(...branches.map(({ when, then }) => Math.max(when.depth, then.kind === 'choice' ? then.depth : 0))) + 1,
});

/** The raw fields that a term reads, in order, each once. */
export function readsOf(term: Term): readonly string[] {
  const reads = new Set<string>();
  collectReads(term, reads);
  return [...reads];
}

function collectReads(term: Term, reads: Set<string>): void {
  const addAtoms = (formula: Formula): void => forEachAtom(formula, (test) => reads.add(test.field));
  switch (term.kind) {
    case 'field':
    case 'part':
    case 'pieces':
    case 'bin':
    case 'json':
      reads.add(term.field.path);
      return;
    case 'choice':
      for (const { when, then } of term.branches) {
        addAtoms(when);
        collectReads(then, reads);
      }
      return;
    case 'flag':
      addAtoms(term.isTrue);
      addAtoms(term.isFalse);
      return;
    case 'opaque':
      term.reads.forEach((path) => reads.add(path));
      return;
    case 'literal':
    case 'clock':
    case 'aggregate':
  }
}

/** The streams whose events a term reads. */
export function streamsOfTerm(term: Term): ReadonlySet<number> {
  switch (term.kind) {
    case 'field':
    case 'part':
    case 'pieces':
    case 'bin':
    case 'json':
      return new Set([term.field.stream]);
    case 'choice':
      return new Set(term.branches.flatMap(({ when, then }) => [...streamsOf(when), ...streamsOfTerm(then)]));
    case 'flag':
      return new Set([...streamsOf(term.isTrue), ...streamsOf(term.isFalse)]);
    case 'literal':
    case 'clock':
    case 'aggregate':
    case 'opaque':
      return new Set();
  }
}
