import type { Relation } from '../relation.js';
import { mapInputs } from '../traverse.js';

/** Operators that hand the order of their rows on to whoever reads the result. */
const KEEPS_ORDER: ReadonlySet<string> = new Set(['where', 'extend', 'project', 'let']);

/**
 * Takes away each `sort` whose order nobody sees: what depends on it (`take`, `make_list`, window functions) names its keys
 * itself by now. One at the end of the query stays, for people.
 */
export function dropSorts(relation: Relation, visible = true, done = new Map<Relation, Relation>()): Relation {
  if (relation.op === 'sort' && !visible) return dropSorts(relation.input, false, done);
  const known = visible ? undefined : done.get(relation);
  if (known !== undefined) return known;
  const below = visible && KEEPS_ORDER.has(relation.op);
  const changed = mapInputs(relation, (input) => dropSorts(input, below, done));
  if (!visible) done.set(relation, changed);
  return changed;
}
