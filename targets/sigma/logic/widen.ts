import type { Reason } from '../../../src/target/target.js';
import { factored } from './factor.js';
import { all, any, not, type Formula, type Loss } from './formula.js';

export interface Widened {
  /** Without bounded predicates; true wherever the original is true. */
  readonly formula: Formula;
  /** What makes it true elsewhere; empty when it is equal to the original. */
  readonly reasons: readonly Reason[];
}

interface Use {
  readonly loss: Loss;
  readonly side: Side;
}

type Side = 'upper' | 'lower';

/** The smallest formula without bounded predicates that is implied by `formula`, as far as their bounds tell. */
export function widen(formula: Formula): Widened {
  const uses = new Map<string, Use>();
  const widened = bound(formula, 'upper', uses);
  return {
    formula: factored(widened),
    reasons: [...uses.values()].filter((use) => isLoss(use, formula)).map(reasonOf),
  };
}

/** `upper`: a formula implied by this one; `lower`: one that implies it. They swap below a negation. */
function bound(formula: Formula, side: Side, uses: Map<string, Use>): Formula {
  switch (formula.kind) {
    case 'constant':
    case 'atom':
    case 'threshold':
      return formula;
    case 'not':
      return not(bound(formula.of, side === 'upper' ? 'lower' : 'upper', uses));
    case 'and':
      return all(formula.of.map((operand) => bound(operand, side, uses)));
    case 'or':
      return any(formula.of.map((operand) => bound(operand, side, uses)));
    case 'bounded':
      uses.set(`${side}${formula.key}`, { loss: formula.loss, side });
      return bound(side === 'upper' ? formula.upper : formula.lower, side, uses);
  }
}

/** Sigma's "any element fits" is no loss where the formula as a whole asks for one element that fits. */
function isLoss({ loss, side }: Use, formula: Formula): boolean {
  const { element } = loss;
  if (element === undefined) return true;
  if (loss.emptyList === true) return !needsElement(formula, element);
  return side === 'lower' || !asksForOne(formula, element);
}

/** "Some element fits" moves through `or`, and through `and` with tests of other things; not through `not`. */
function asksForOne(formula: Formula, element: number): boolean {
  switch (formula.kind) {
    case 'constant':
    case 'atom':
    case 'threshold':
    case 'bounded':
      return true;
    case 'not':
      return !mentions(formula.of, element);
    case 'or':
      return formula.of.every((operand) => asksForOne(operand, element));
    case 'and': {
      const [about, ...more] = formula.of.filter((operand) => mentions(operand, element));
      return about === undefined || (more.length === 0 && asksForOne(about, element));
    }
  }
}

/** The formula holds only if a test of an element does, so that there is one. */
function needsElement(formula: Formula, element: number): boolean {
  switch (formula.kind) {
    case 'bounded':
      return isTestOf(formula.loss, element);
    case 'and':
      return formula.of.some((operand) => needsElement(operand, element));
    case 'or':
      return formula.of.every((operand) => needsElement(operand, element));
    default:
      return false;
  }
}

function mentions(formula: Formula, element: number): boolean {
  switch (formula.kind) {
    case 'bounded':
      return isTestOf(formula.loss, element);
    case 'not':
      return mentions(formula.of, element);
    case 'and':
    case 'or':
      return formula.of.some((operand) => mentions(operand, element));
    default:
      return false;
  }
}

const isTestOf = (loss: Loss, element: number): boolean => loss.element === element && loss.emptyList !== true;

const reasonOf = ({ loss, side }: Use): Reason => (side === 'lower' ? (loss.negation ?? loss.reason) : loss.reason);
