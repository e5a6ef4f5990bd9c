import type { Relation, RelationOp } from '../../../src/ir/relation.js';
import { inputsOf, operatorsOf } from '../../../src/ir/traverse.js';

/** Operators that only look at a row at a time: reading the log once more costs less than keeping what it gave. */
const FLOWS: ReadonlySet<RelationOp> = new Set([
  'source',
  'datatable',
  'external',
  'where',
  'extend',
  'project',
  'mv-expand',
  'let',
] as const);

/** Parts of a plan that several operators read and that are worth keeping: somewhere in them rows wait anyway. */
export function sharedParts(plan: Relation): ReadonlySet<Relation> {
  const readers = new Map<Relation, number>();
  const waits = new Set<Relation>();
  for (const node of operatorsOf(plan)) {
    const inputs = inputsOf(node);
    for (const input of inputs) readers.set(input, (readers.get(input) ?? 0) + 1);
    if (!FLOWS.has(node.op) || inputs.some((input) => waits.has(input))) waits.add(node);
  }
  return new Set([...waits].filter((node) => (readers.get(node) ?? 0) > 1));
}
