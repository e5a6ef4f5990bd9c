import type { Reason } from '../../../src/target/target.js';
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
  return { formula: widened, reasons: [...uses.values()].filter((use, _, every) => isLoss(use, every)).map(reasonOf) };
}

/** `upper`: a formula implied by this one; `lower`: one that implies it. They swap below a negation. */
function bound(formula: Formula, side: Side, uses: Map<string, Use>): Formula {
  switch (formula.kind) {
    case 'constant':
    case 'atom':
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

function isLoss({ loss, side }: Use, uses: readonly Use[]): boolean {
  if (loss.element === undefined) return true;
  const tests = uses.filter((use) => use.loss.element === loss.element && use.loss.emptyList !== true);
  const isTested = tests.some((use) => use.side === 'upper');
  if (loss.emptyList === true) return !isTested;
  return side === 'lower' || tests.length > 1;
}

const reasonOf = ({ loss, side }: Use): Reason => (side === 'lower' ? (loss.negation ?? loss.reason) : loss.reason);
