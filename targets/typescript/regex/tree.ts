/** A regular expression of KQL (https://learn.microsoft.com/kusto/query/regex, the syntax of Rust's regex crate) as a tree. */
export type RegexNode =
  | { readonly kind: 'character'; readonly character: string }
  /** `.`, which stops at line feeds unless the flag `s` stands. */
  | { readonly kind: 'any'; readonly lines: boolean }
  | { readonly kind: 'assertion'; readonly what: Assertion }
  | RegexSet
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'alternatives'; readonly options: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly item: RegexNode;
      readonly least: number;
      readonly most: number;
      readonly greedy: boolean;
    }
  /** A group that captures, by its number from 1. */
  | { readonly kind: 'group'; readonly number: number; readonly item: RegexNode };

export type Assertion = 'start' | 'end' | 'lineStart' | 'lineEnd' | 'border' | 'noBorder';

/** One character that is among the ranges or in a class, or with `negated` is not. */
export interface RegexSet {
  readonly kind: 'set';
  readonly negated: boolean;
  readonly ranges: readonly (readonly [string, string])[];
  readonly classes: readonly CharacterClass[];
}

/** `\d`, `\w`, `\s` and what they leave. They are Unicode's. */
export interface CharacterClass {
  readonly name: 'd' | 'w' | 's';
  readonly negated: boolean;
}

export interface Regex {
  readonly root: RegexNode;
  /** `(?i)` for the whole pattern; elsewhere the tree holds both cases. */
  readonly ignoreCase: boolean;
  /** The names of the groups that capture, from group 1 on; null for one without a name. */
  readonly groups: readonly (string | null)[];
}
