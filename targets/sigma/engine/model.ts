/** Sigma documents as the engine runs them: https://sigmahq.io/sigma-specification/ (2.1.0). */

import type { FieldPath } from './events/field-path.js';
import type { CidrBlock } from './values/cidr.js';
import type { DatePart } from './values/date-part.js';
import type { TextTest } from './values/text.js';

export type SigmaDocument = SigmaRule | SigmaCorrelation;

interface Identity {
  readonly title: string;
  readonly id: string | null;
  readonly name: string | null;
  readonly level: string | null;
}

/** The logs of AWS that events here come from, as Sigma calls them (sigma-appendix-taxonomy). */
export const SERVICES = ['cloudtrail', 'guardduty'] as const;
export type Service = (typeof SERVICES)[number];

export interface SigmaRule extends Identity {
  readonly kind: 'rule';
  /** Null: of any log. */
  readonly service: Service | null;
  readonly condition: Condition;
}

/** Search identifiers are already in the place of their names, `1 of x*` is an `or`. */
export type Condition =
  | { readonly kind: 'detection'; readonly detection: Detection }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] };

/** A map of items (all hold), a list (one holds), an item of either. */
export type Detection =
  | { readonly kind: 'every' | 'some'; readonly of: readonly Detection[] }
  | { readonly kind: 'item'; readonly item: DetectionItem };

export interface DetectionItem {
  /** Null: keywords, searched in the whole event. */
  readonly field: FieldPath | null;
  /** `every`: modifier `all`. */
  readonly linking: 'some' | 'every';
  /** Modifier `neq`. */
  readonly negated: boolean;
  readonly tests: readonly ValueTest[];
}

export type ValueTest =
  | { readonly kind: 'text'; readonly matches: TextTest }
  | { readonly kind: 'null' }
  | { readonly kind: 'exists'; readonly expected: boolean }
  | { readonly kind: 'cidr'; readonly block: CidrBlock }
  | { readonly kind: 'field'; readonly other: FieldPath }
  /** With `part`, the part of a date is compared. */
  | {
      readonly kind: 'number';
      readonly part: DatePart | null;
      readonly operator: NumberOperator;
      readonly value: number;
    };

export type NumberOperator = 'eq' | 'neq' | 'lt' | 'lte' | 'gt' | 'gte';

export interface SigmaCorrelation extends Identity {
  readonly kind: 'correlation';
  readonly type: CorrelationType;
  /** In the order of the text, which `temporal_ordered` asks for. */
  readonly rules: readonly SigmaDocument[];
  readonly groupBy: readonly string[];
  /** Alias name, then rule, then field. */
  readonly aliases: ReadonlyMap<string, ReadonlyMap<SigmaDocument, string>>;
  /** Milliseconds. */
  readonly timespan: number;
  /** All of them hold. */
  readonly criteria: readonly Criterion[];
  /** What `value_*` types look at. */
  readonly field: string | null;
  /** Of `value_percentile`, 0 to 100. */
  readonly percentile: number | null;
}

export const CORRELATION_TYPES = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
] as const;

export type CorrelationType = (typeof CORRELATION_TYPES)[number];

export interface Criterion {
  readonly operator: NumberOperator;
  readonly value: number;
}

/** All documents of a text. */
export interface SigmaCollection {
  /** Those that report their matches, in the order of the text: rules that are only part of a correlation do not. */
  readonly reporting: readonly SigmaDocument[];
}
