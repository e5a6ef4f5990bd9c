import { NO_SPAN, type Span } from '../../../src/diagnostics/diagnostic.js';
import type { Reason } from '../../../src/target/target.js';
import type { Modifier, SigmaValue } from '../document/model.js';
import type { Burst } from './burst.js';

/**
 * What a KQL predicate says about events, in terms of Sigma's field tests. A formula has two values: three-valued KQL is
 * split before into "is true" and "is false" (`lowering/predicate.ts`). Nodes are immutable and shared.
 */
export type Formula = Constant | Atom | Threshold | Not | Junction | Bounded;

interface Base {
  /** Equal keys mean equal truth. */
  readonly key: string;
  /** Nodes of the tree, a shared one counted each time. */
  readonly size: number;
  readonly depth: number;
}

export interface Constant extends Base {
  readonly kind: 'constant';
  readonly value: boolean;
}

/** One test of a raw field. */
export interface Atom extends Base {
  readonly kind: 'atom';
  /** Which of the query's events it is about: each use of a table is a stream of its own. */
  readonly stream: number;
  readonly field: string;
  readonly modifiers: readonly Modifier[];
  readonly value: SigmaValue;
  /** What the translation of this test rests on. */
  readonly assumes: readonly Assumption[];
  /** The predicate that it was first needed for. */
  readonly span: Span;
}

/**
 * Named facts about fields that no Sigma engine checks; `emit/assumptions.ts` says each in words. Where `member` and `number`
 * do not hold, a test takes more than its predicate does; so only a negated test rests on them, and any other is `broader`.
 */
export type Assumption =
  'single' | 'member' | 'number' | 'required' | 'object-text' | 'ascii-folding' | 'scalar-text' | 'digits';

/** So many events of a group, of which the event is one: no test of a rule but a correlation. Only ever an upper bound. */
export interface Threshold extends Base {
  readonly kind: 'threshold';
  readonly burst: Burst;
}

export interface Not extends Base {
  readonly kind: 'not';
  readonly of: Formula;
}

export interface Junction extends Base {
  readonly kind: 'and' | 'or';
  readonly of: readonly Formula[];
}

/** A predicate that Sigma cannot say, between two that it can: `lower` implies it, and it implies `upper`. */
export interface Bounded extends Base {
  readonly kind: 'bounded';
  readonly upper: Formula;
  readonly lower: Formula;
  readonly loss: Loss;
}

export interface Loss {
  readonly reason: Reason;
  /** Why the predicate's negation cannot be said, where that is another matter. */
  readonly negation?: Reason;
  /**
   * Set when the predicate is about one element of a list, the same element for equal numbers. A single such test in
   * positive position is exact: "some element fits" is what Sigma says, too.
   */
  readonly element?: number;
  /** The loss is only that the list may be empty, which any test of an element excludes. */
  readonly emptyList?: boolean;
}

const constant = (value: boolean): Constant => ({ kind: 'constant', value, key: value ? 'T' : 'F', size: 1, depth: 1 });

export const TRUE: Formula = constant(true);
export const FALSE: Formula = constant(false);

export const atom = (
  stream: number,
  field: string,
  modifiers: readonly Modifier[],
  value: SigmaValue,
  assumes: readonly Assumption[] = [],
  span: Span = NO_SPAN,
): Formula => ({
  kind: 'atom',
  stream,
  field,
  modifiers,
  value,
  assumes,
  span,
  key: JSON.stringify([stream, field, modifiers, value]),
  size: 1,
  depth: 1,
});

export const threshold = (serial: number, burst: Burst): Formula => ({
  kind: 'threshold',
  burst,
  key: `#${serial}`,
  size: 1,
  depth: 1,
});

export function not(of: Formula): Formula {
  if (of.kind === 'constant') return constant(!of.value);
  if (of.kind === 'not') return of.of;
  return { kind: 'not', of, key: `!${of.key}`, size: of.size + 1, depth: of.depth + 1 };
}

/** `serial` tells bounded predicates apart: two of equal text in different places need not be equal. */
export const bounded = (serial: number, upper: Formula, lower: Formula, loss: Loss): Formula => ({
  kind: 'bounded',
  upper,
  lower,
  loss,
  key: `?${serial}`,
  size: upper.size + lower.size + 1,
  depth: Math.max(upper.depth, lower.depth) + 1,
});

export const all = (of: readonly Formula[]): Formula => junction('and', of);
export const any = (of: readonly Formula[]): Formula => junction('or', of);

/**
 * Flattens, drops neutral and repeated operands, sees `x and not x`, and lets operands simplify each other: `x and (not x
 * or y)` is `x and y`, `x and (x or y)` is `x` (and the duals).
 */
function junction(kind: 'and' | 'or', operands: readonly Formula[]): Formula {
  const absorbing = kind === 'or';
  const kept = new Map<string, Formula>();
  for (const operand of operands.flatMap((formula) => (formula.kind === kind ? formula.of : [formula]))) {
    if (operand.kind === 'constant') {
      if (operand.value === absorbing) return operand;
      continue;
    }
    if (kept.has(not(operand).key)) return constant(absorbing);
    kept.set(operand.key, operand);
  }
  const dual = kind === 'and' ? 'or' : 'and';
  for (const operand of kept.values()) {
    const inner = asJunction(operand, dual);
    if (inner === null) continue;
    const others = new Set([...kept.keys()].filter((key) => key !== operand.key));
    const reduced = inner.filter((member) => !others.has(not(member).key));
    if (inner.some((member) => others.has(member.key))) kept.delete(operand.key);
    else if (reduced.length < inner.length) {
      return junction(
        kind,
        [...kept.values()].map((f) => (f === operand ? junction(dual, reduced) : f)),
      );
    }
  }
  const of = [...kept.values()];
  const factored = kind === 'or' ? withoutCommon(of) : null;
  if (factored !== null) return factored;
  const [only] = of;
  if (only === undefined) return constant(!absorbing);
  if (of.length === 1) return only;
  return {
    kind,
    of,
    key: `${kind}(${of.map(({ key }) => key).join(',')})`,
    size: of.reduce((sum, { size }) => sum + size, 1),
    depth: Math.max(...of.map(({ depth }) => depth)) + 1,
  };
}

/** `(x and z) or (y and z)` as `z and (x or y)`: what all alternatives share is said once. */
function withoutCommon(alternatives: readonly Formula[]): Formula | null {
  const parts = alternatives.map((formula) => asJunction(formula, 'and') ?? [formula]);
  const [first = new Map<string, Formula>(), ...others] = parts.map(
    (operands) => new Map(operands.map((operand) => [operand.key, operand])),
  );
  if (others.length === 0) return null;
  const common = [...first].filter(([key]) => others.every((operands) => operands.has(key)));
  if (common.length === 0) return null;
  const shared = new Set(common.map(([key]) => key));
  const rest = parts.map((operands) => all(operands.filter(({ key }) => !shared.has(key))));
  return all([...common.map(([, operand]) => operand), any(rest)]);
}

/** The operands of a formula that is a junction of `kind`, also one behind a `not` (De Morgan). */
export function asJunction(formula: Formula, kind: 'and' | 'or'): readonly Formula[] | null {
  if (formula.kind === kind) return formula.of;
  if (formula.kind === 'not' && formula.of.kind === (kind === 'and' ? 'or' : 'and')) return formula.of.of.map(not);
  return null;
}

/**
 * The operands of a conjunction, nested ones included; a formula that is none is its own only operand. `not (a or b)` is
 * taken apart only where it is about several streams, for otherwise it reads better whole.
 */
export function conjuncts(formula: Formula): readonly Formula[] {
  if (formula.kind === 'constant' && formula.value) return [];
  if (formula.kind === 'not' && streamsOf(formula).size < 2) return [formula];
  return asJunction(formula, 'and')?.flatMap(conjuncts) ?? [formula];
}

/** The streams whose events a formula speaks of. */
export function streamsOf(formula: Formula): ReadonlySet<number> {
  const streams = new Set<number>();
  forEachTest(formula, (test) => streams.add(test.kind === 'atom' ? test.stream : test.burst.stream));
  return streams;
}

/** `isNegated`: below an odd number of negations. */
export const forEachAtom = (formula: Formula, visit: (test: Atom, isNegated: boolean) => void): void =>
  forEachTest(formula, (test, isNegated) => {
    if (test.kind === 'atom') visit(test, isNegated);
  });

function forEachTest(
  formula: Formula,
  visit: (test: Atom | Threshold, isNegated: boolean) => void,
  isNegated = false,
): void {
  switch (formula.kind) {
    case 'constant':
      return;
    case 'atom':
    case 'threshold':
      return visit(formula, isNegated);
    case 'not':
      return forEachTest(formula.of, visit, !isNegated);
    case 'and':
    case 'or':
      return formula.of.forEach((operand) => forEachTest(operand, visit, isNegated));
    case 'bounded':
      forEachTest(formula.upper, visit, isNegated);
      forEachTest(formula.lower, visit, isNegated);
  }
}
