/**
 * Sigma documents as values: https://sigmahq.io/sigma-specification/ (2.1.0). Wildcards are structure, not escaped
 * text, so that nothing in a value can become one by accident; the printer owns all escaping.
 */

export type Modifier =
  | 'contains'
  | 'startswith'
  | 'endswith'
  | 'cased'
  | 'expand'
  | 're'
  | 'i'
  | 'cidr'
  | 'exists'
  | 'fieldref'
  | 'all'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte';

export type SigmaValue =
  | { readonly kind: 'pattern'; readonly parts: readonly PatternPart[] }
  | { readonly kind: 'regex'; readonly source: string }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  /** `%name%` with the modifier `expand`: values that the engine is given. */
  | { readonly kind: 'placeholder'; readonly name: string };

/** Plain text, or a wildcard: any run of characters, any one character. */
export type PatternPart = { readonly text: string } | { readonly wildcard: 'many' | 'one' };

/** `field|modifiers: values`. Several values are alternatives, unless `all` is among the modifiers. */
export interface DetectionItem {
  readonly field: string;
  readonly modifiers: readonly Modifier[];
  readonly values: readonly SigmaValue[];
}

/** A search identifier: one map (all items hold) or a list of maps (one of them holds). */
export interface Selection {
  readonly name: string;
  readonly maps: readonly (readonly DetectionItem[])[];
}

export type Condition =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'quantified'; readonly quantifier: '1' | 'all'; readonly pattern: string }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] };

export interface Detection {
  readonly selections: readonly Selection[];
  readonly condition: Condition;
}

/** What a rule or correlation that stands for itself says about itself; parts of a correlation have none of it. */
export interface Metadata {
  readonly related: readonly { readonly id: string; readonly type: 'derived' }[];
  readonly description: string;
  readonly references: readonly string[];
  readonly author: string;
  readonly tags: readonly string[];
  readonly falsePositives: readonly string[];
  readonly level: 'informational' | 'low' | 'medium' | 'high' | null;
}

export interface SigmaRule {
  readonly kind: 'rule';
  readonly title: string;
  readonly id: string;
  /** How a correlation refers to it; null when none does. */
  readonly name: string | null;
  readonly metadata: Metadata | null;
  readonly logSource: LogSource;
  readonly detection: Detection;
}

export interface LogSource {
  readonly product: string;
  readonly service: string;
}

export interface SigmaCorrelation {
  readonly kind: 'correlation';
  readonly title: string;
  readonly id: string;
  readonly metadata: Metadata;
  readonly type: 'temporal' | 'event_count' | 'value_count';
  /** Names of the rules: all must match (`temporal`), or their matches are counted. */
  readonly rules: readonly string[];
  readonly aliases: readonly Alias[];
  readonly groupBy: readonly string[];
  /** Milliseconds. */
  readonly timespan: number;
  readonly condition: CorrelationCondition;
}

export interface CorrelationCondition {
  readonly operator: 'gt' | 'gte';
  readonly value: number;
  /** What `value_count` counts. */
  readonly field: string | null;
}

/** One name for fields that are called differently in the rules. */
export interface Alias {
  readonly name: string;
  readonly fields: readonly { readonly rule: string; readonly field: string }[];
}

export type SigmaDocument = SigmaRule | SigmaCorrelation;
