/** A regular expression of Sigma's flavour, as structure. */
export type RegexNode =
  | { readonly kind: 'alternatives' | 'sequence'; readonly of: readonly RegexNode[] }
  | { readonly kind: 'group'; readonly of: RegexNode }
  /** `max` null: no bound. Greedy or lazy makes no difference to whether there is a match. */
  | { readonly kind: 'repeat'; readonly of: RegexNode; readonly min: number; readonly max: number | null }
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' | 'start' | 'end' | 'boundary' }
  | { readonly kind: 'class'; readonly negated: boolean; readonly members: readonly ClassMember[] };

export type ClassMember =
  | { readonly kind: 'range'; readonly from: string; readonly to: string }
  | { readonly kind: 'set'; readonly set: CharSet; readonly negated: boolean };

/** `\d`, `\w`, `\s`. */
export type CharSet = 'd' | 'w' | 's';

export interface RegexFlags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

/** What is wrong with a regular expression, in words that follow "regular expression:". */
export class RegexFault extends Error {
  override readonly name = 'RegexFault';
}
