import { distance } from './distance.js';
import { force, take } from './moves.js';
import type { Random } from './random.js';
import type { Store } from './store.js';
import type { Constraint, Move } from './view.js';

/** Moves that are looked at for one constraint, and steps in all: what bounds the time that a hopeless rule costs. */
const MAX_MOVES = 40;
const MAX_STEPS = 40;
/** So often any move is made rather than the best: out of a place where every move makes something else worse. */
const DETOURS = 0.15;

/**
 * Local search: takes a constraint that does not hold, tries what could make it hold, and keeps what leaves the fewest tests
 * unmet in all. Returns the constraints that do not hold in the end; none means solved.
 */
export function solve(store: Store, constraints: readonly Constraint[], random: Random): Constraint[] {
  let best = { snapshot: store.snapshot(), unmet: total(constraints) };
  for (let step = 0; step < MAX_STEPS && best.unmet > 0; step++) {
    const violated = constraints.filter(isViolated);
    const target = step < constraints.length ? violated[0] : random.pick(violated);
    if (target === undefined) break;
    const moves = take(force(target.test, true, target.view), MAX_MOVES);
    const chosen = random.next() < DETOURS ? random.pick(moves) : bestMove(store, constraints, moves);
    chosen?.();
    const unmet = total(constraints);
    if (unmet < best.unmet) best = { snapshot: store.snapshot(), unmet };
    else if (chosen === undefined && violated.length === 1) break;
  }
  store.restore(best.snapshot);
  return constraints.filter(isViolated);
}

const isViolated = ({ test, view }: Constraint): boolean => distance(test, true, view) > 0;

export const total = (constraints: readonly Constraint[]): number =>
  constraints.reduce((sum, { test, view }) => sum + distance(test, true, view), 0);

/** The first of the moves that leave the least unmet. The store is as before. */
export function bestMove(store: Store, constraints: readonly Constraint[], moves: readonly Move[]): Move | undefined {
  const before = store.snapshot();
  let best: { move: Move; unmet: number } | undefined;
  for (const move of moves) {
    move();
    const unmet = total(constraints);
    store.restore(before);
    if (best === undefined || unmet < best.unmet) best = { move, unmet };
    if (unmet === 0) break;
  }
  return best?.move;
}
