import { operatorOf } from '../operators/registry.js';
import type { Relation } from '../relation.js';
import { inputsOf, operatorsOf } from '../traverse.js';

/**
 * Drops the columns that nothing above reads, and the assignments that make them. What is shared keeps the columns that any
 * of its uses needs, so that it stays one.
 */
export function pruneColumns(relation: Relation, needed: ReadonlySet<string>): Relation {
  const needs = collectNeeds(relation, needed);
  const done = new Map<Relation, Relation>();
  const prune = (node: Relation): Relation => {
    const known = done.get(node);
    if (known !== undefined) return known;
    const pruned = operatorOf(node).prune(node, needs.get(node) ?? new Set(), inputsOf(node).map(prune));
    done.set(node, pruned);
    return pruned;
  };
  return prune(relation);
}

/** What is needed of each operator, by all that read it: users stand before what they use. */
function collectNeeds(relation: Relation, needed: ReadonlySet<string>): Map<Relation, Set<string>> {
  const needs = new Map<Relation, Set<string>>([[relation, new Set(needed)]]);
  for (const node of operatorsOf(relation).reverse()) {
    const below = operatorOf(node).needs(node, needs.get(node) ?? new Set());
    inputsOf(node).forEach((input, index) => {
      const wanted = needs.get(input) ?? new Set();
      for (const name of below[index] ?? []) wanted.add(name);
      needs.set(input, wanted);
    });
  }
  return needs;
}
