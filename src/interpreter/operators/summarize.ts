import { aggregateEntry } from '../../functions/aggregates/registry.js';
import { compareCells, valueKey } from '../../functions/value-key.js';
import type { Aggregate, Summarize } from '../../ir/relation.js';
import type { Value } from '../../ir/value.js';
import { evaluate, type Scope } from '../evaluate.js';
import type { Row } from '../row.js';
import type { RunOperator } from './run-operator.js';

interface Group {
  readonly keys: readonly Value[];
  readonly scopes: Scope[];
  readonly evidence: Set<string>;
}

/**
 * Groups rows by their keys: null is a group of its own, `""` too. Groups come out in the order of their keys. Without keys
 * there is one group, of no rows if need be: https://learn.microsoft.com/kusto/query/summarize-operator
 */
export const runSummarize: RunOperator<Summarize> = (relation, [rows], { scopes }) => {
  const scope = scopes(relation.input.columns);
  const groups = new Map<string, Group>();
  if (relation.keys.length === 0) groups.set('', { keys: [], scopes: [], evidence: new Set() });
  for (const row of rows!) {
    const before = scope(row);
    const keys = relation.keys.map(({ value }) => evaluate(value, before));
    const id = keys.map((key) => JSON.stringify(valueKey(key))).join();
    const group = groups.get(id) ?? { keys, scopes: [], evidence: new Set() };
    group.scopes.push(before);
    for (const event of row.evidence) group.evidence.add(event);
    groups.set(id, group);
  }
  return [...groups.values()].sort(byKeys).map((group): Row => ({
    values: [...group.keys, ...relation.aggregates.flatMap((aggregate) => aggregated(aggregate, group))],
    evidence: group.evidence,
  }));
};

function byKeys(a: Group, b: Group): number {
  for (const [index, key] of a.keys.entries()) {
    const found = compareCells(key, b.keys[index] ?? null, 'asc', 'first');
    if (found !== 0) return found;
  }
  return 0;
}

function aggregated({ fn, args, filter, outputs }: Aggregate, group: Group): readonly Value[] {
  const counted = filter === null ? group.scopes : group.scopes.filter((scope) => evaluate(filter, scope) === true);
  return aggregateEntry(fn).evaluate(
    counted.map((scope) => args.map((arg) => evaluate(arg, scope))),
    { types: args.map(({ type }) => type), result: outputs[0]?.type ?? 'dynamic' },
  );
}
