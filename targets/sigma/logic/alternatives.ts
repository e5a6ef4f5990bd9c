import type { Reason } from '../../../src/target/target.js';
import { atLeast, type Burst } from './burst.js';
import { all, any, not, TRUE, type Formula } from './formula.js';

/** A way to be flagged: an event that passes a test and, with a burst, is one of many such events. */
export interface Alternative {
  readonly formula: Formula;
  readonly burst: Burst | null;
  readonly reasons: readonly Reason[];
}

interface Draft {
  readonly formula: Formula;
  readonly bursts: readonly Burst[];
}

/** More ways than this would be read by no one. */
const MAX_ALTERNATIVES = 8;

/**
 * The ways in which a formula without bounds holds, each with the strongest of the thresholds that it asks for: a correlation
 * has one condition. What is left out only widens.
 */
export function alternativesOf(formula: Formula): readonly Alternative[] {
  const drafts = draftsOf(formula);
  if (drafts.length > MAX_ALTERNATIVES) {
    return [{ formula: withoutThresholds(formula), burst: null, reasons: burstsIn(formula).map(({ lost }) => lost) }];
  }
  return drafts.map(({ formula: test, bursts }) => {
    const [strongest, ...others] = [...bursts].sort(byStrength);
    return strongest === undefined
      ? { formula: test, burst: null, reasons: [] }
      : { formula: test, burst: strongest, reasons: [...strongest.reasons, ...others.map(({ lost }) => lost)] };
  });
}

/** The formula with every threshold taken as met. */
export function withoutThresholds(formula: Formula): Formula {
  switch (formula.kind) {
    case 'threshold':
      return TRUE;
    case 'and':
      return all(formula.of.map(withoutThresholds));
    case 'or':
      return any(formula.of.map(withoutThresholds));
    case 'not':
      return not(withoutThresholds(formula.of));
    default:
      return formula;
  }
}

export function burstsIn(formula: Formula): readonly Burst[] {
  switch (formula.kind) {
    case 'threshold':
      return [formula.burst];
    case 'and':
    case 'or':
      return formula.of.flatMap(burstsIn);
    default:
      return [];
  }
}

/** So many distinct values are at least so many events. */
const byStrength = (a: Burst, b: Burst): number =>
  atLeast(b.condition) - atLeast(a.condition) ||
  Number(b.measure.kind === 'values') - Number(a.measure.kind === 'values');

function draftsOf(formula: Formula): readonly Draft[] {
  if (burstsIn(formula).length === 0) return [{ formula, bursts: [] }];
  switch (formula.kind) {
    case 'threshold':
      return [{ formula: TRUE, bursts: [formula.burst] }];
    case 'or':
      return formula.of.flatMap(draftsOf);
    case 'and':
      return formula.of.map(draftsOf).reduce<readonly Draft[]>(
        (drafts, others) =>
          drafts.length > MAX_ALTERNATIVES
            ? drafts
            : drafts.flatMap((draft) =>
                others.map((other) => ({
                  formula: all([draft.formula, other.formula]),
                  bursts: [...draft.bursts, ...other.bursts],
                })),
              ),
        [{ formula: TRUE, bursts: [] }],
      );
    default:
      return [{ formula, bursts: [] }];
  }
}
