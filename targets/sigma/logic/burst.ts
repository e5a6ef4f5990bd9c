import type { Reason } from '../../../src/target/target.js';

/** A group of events of one stream that is large enough: what `summarize` with a threshold says, and Sigma as a correlation. */
export interface Burst {
  readonly stream: number;
  readonly measure: Measure;
  readonly condition: BurstCondition;
  /** Events of a group agree in these fields. Fewer than the query groups by: then its groups lie within these. */
  readonly keys: readonly BurstKey[];
  /** All events of a group lie within so many milliseconds; null: within one run of the rule. */
  readonly timespan: number | null;
  /** What the keys and the measure lost. */
  readonly reasons: readonly Reason[];
  /** Said when the threshold goes unsaid, for want of a timespan or beside another one. */
  readonly lost: Reason;
}

export type Measure = { readonly kind: 'events' } | Values;

/** Distinct values of a field. */
export interface Values {
  readonly kind: 'values';
  readonly field: string;
  /** The query counts a missing field as one more value. */
  readonly countsMissing: boolean;
}

export interface BurstCondition {
  readonly operator: 'gt' | 'gte';
  readonly value: number;
}

/** A field to group by: Sigma leaves open what becomes of events without a value in it. */
export interface BurstKey {
  /** The column of the query. */
  readonly name: string;
  readonly field: string;
  /** Every record has it, as documented. */
  readonly isRequired: boolean;
  /** One value, as documented; else one of an object's members. */
  readonly isSingle: boolean;
}

/** The least number that meets a condition. */
export const atLeast = ({ operator, value }: BurstCondition): number => (operator === 'gt' ? value + 1 : value);

/** The condition with a smaller or larger least number, in the same words. */
export const shifted = ({ operator, value }: BurstCondition, by: number): BurstCondition => ({
  operator,
  value: value + by,
});
