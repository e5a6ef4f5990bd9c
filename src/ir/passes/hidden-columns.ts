import type { WithHidden } from '../hidden.js';
import { operatorOf } from '../operators/registry.js';
import type { Relation } from '../relation.js';
import { inputsOf } from '../traverse.js';

/**
 * Carries through the query what KQL does not show: the IDs of the events behind a row, and the columns that put rows into a
 * canonical order (event time, event ID, then the position in each mv-expand; groups by their keys). Targets lower them like
 * any column.
 */
export function addHiddenColumns(relation: Relation): WithHidden {
  const done = new Map<Relation, WithHidden>();
  const visit = (node: Relation): WithHidden => {
    const known = done.get(node);
    if (known !== undefined) return known;
    const hidden = operatorOf(node).hide(node, inputsOf(node).map(visit));
    done.set(node, hidden);
    return hidden;
  };
  return visit(relation);
}
