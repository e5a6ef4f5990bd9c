/**
 * Perl-compatible regular expressions as a tree. Flags are resolved while parsing: each node says itself whether case
 * counts and what a dot or an anchor means.
 */
export type RegexNode =
  | { readonly kind: 'char'; readonly code: number; readonly fold: boolean }
  | { readonly kind: 'set'; readonly items: readonly SetItem[]; readonly negated: boolean; readonly fold: boolean }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexNode[] }
  | { readonly kind: 'group'; readonly index: number; readonly node: RegexNode }
  | {
      readonly kind: 'repeat';
      readonly node: RegexNode;
      readonly min: number;
      readonly max: number;
      readonly mode: RepeatMode;
    }
  | { readonly kind: 'anchor'; readonly at: Anchor }
  | { readonly kind: 'look'; readonly ahead: boolean; readonly negated: boolean; readonly node: RegexNode }
  | { readonly kind: 'back'; readonly index: number; readonly fold: boolean }
  | { readonly kind: 'atomic'; readonly node: RegexNode };

export type RepeatMode = 'greedy' | 'lazy' | 'possessive';

/** `end` is `$` and `\Z`: the end of the text or before a newline that ends it. `veryEnd` is `\z`. */
export type Anchor = 'start' | 'end' | 'veryEnd' | 'lineStart' | 'lineEnd' | 'word' | 'notWord';

/** A range of code points, or everything outside of the ranges. */
export type SetItem =
  | { readonly kind: 'range'; readonly low: number; readonly high: number }
  | { readonly kind: 'outside'; readonly ranges: readonly (readonly [number, number])[] }
  | { readonly kind: 'property'; readonly name: string; readonly negated: boolean };

export interface ParsedRegex {
  readonly node: RegexNode;
  /** Names of the capturing groups by number; null for a group without a name. Number 0 is the whole match. */
  readonly groups: readonly (string | null)[];
}

/** A pattern that cannot be parsed or is not supported; the message says why. */
export class RegexFault extends Error {
  override readonly name = 'RegexFault';
}
