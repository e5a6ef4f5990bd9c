import type { Value } from '../../ir/value.js';
import { order } from '../compare.js';
import { functions } from '../function-entry.js';

/** The argument that wins over all others; nulls and NaN lose against anything. */
function extreme(args: readonly Value[], wins: (order: number) => boolean): Value {
  let best: Value = null;
  for (const value of args) {
    if (value === null) continue;
    if (best === null || Number.isNaN(best) || wins(order(value, best) ?? 0)) best = value;
  }
  return best;
}

const CHOICE = 'null when all are null; NaN loses against numbers; strings compare by code point';

export const EXTREMES = functions(
  {
    name: 'max_of',
    page: 'max-of-function',
    nulls: 'own',
    choice: CHOICE,
    evaluate: (args) => extreme(args, (found) => found > 0),
  },
  {
    name: 'min_of',
    page: 'min-of-function',
    nulls: 'own',
    choice: CHOICE,
    evaluate: (args) => extreme(args, (found) => found < 0),
  },
);
