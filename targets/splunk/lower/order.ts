import type { OrderKey, Sort, Take } from '../../../src/ir/relation.js';
import { choose, field, number, test } from '../spl/expression.js';
import type { SortKey } from '../spl/command.js';
import { assign } from './assign.js';
import { sortKey } from './join-columns.js';
import type { Scope } from './scope.js';
import type { Stage } from './stage.js';

/** `sort by` where people see it. Rows without a value come last in Splunk whichever way a key runs. */
export function lowerSort(step: Sort, scope: Scope, stage: Stage): Scope {
  const named = step.keys.map(({ value }, index) => ({ name: `sort_${index + 1}`, value }));
  const bindings = assign(named, scope, stage, (name) => scope.has(name));
  const keys = step.keys.map(({ direction }, index) => ({
    ...sortKey(bindings.get(`sort_${index + 1}`)!, stage),
    descending: direction === 'desc',
  }));
  stage.emit({ command: 'sort', keys });
  return scope;
}

/** The first rows in an order that the plan spells out; without one there is at most one row. */
export function lowerTake(step: Take, scope: Scope, stage: Stage): Scope {
  sortBy(step.order, scope, stage);
  if (step.count === 0) stage.emit({ command: 'where', condition: test('false') });
  else stage.emit({ command: 'head', count: step.count });
  return scope;
}

/** Puts the rows in order. */
export function sortBy(order: readonly OrderKey[], scope: Scope, stage: Stage): void {
  if (order.length > 0) stage.emit({ command: 'sort', keys: orderKeys(order, scope, stage) });
}

/**
 * Splunk puts rows without a value last; where they come first, a key of their own says so. A field that rows are in the order
 * of already is no key again.
 */
export function orderKeys(order: readonly OrderKey[], scope: Scope, stage: Stage): readonly SortKey[] {
  const keys = new Map<string, readonly SortKey[]>();
  for (const { name, direction, nulls } of order) {
    const binding = scope.get(name)!;
    const own = sortKey(binding, stage);
    if (keys.has(own.field)) continue;
    const key = direction === 'desc' ? { ...own, descending: true } : own;
    const nullable = binding.kind === 'raw' ? stage.readRaw(binding.column).nullable : binding.nullable;
    keys.set(own.field, nulls === 'last' || !nullable ? [key] : [presence(own.field, stage), key]);
  }
  return [...keys.values()].flat();
}

function presence(name: string, stage: Stage): SortKey {
  const present = stage.names.take(`${name}_present`);
  const value = choose(test('isnull', field(name)), number(0), number(1));
  stage.emit({ command: 'eval', assignments: [{ field: present, value }] });
  return { field: present, as: 'num' };
}
