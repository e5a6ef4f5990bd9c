import { NO_SPAN } from '../diagnostics/diagnostic.js';
import type { ColumnReference } from './expression.js';
import type { Assignment, OrderKey, Relation } from './relation.js';
import type { Column } from './types.js';

/** A query that carries hidden columns behind its own, and which of them say what. */
export interface WithHidden {
  readonly relation: Relation;
  readonly hidden: readonly Column[];
  /** Hidden columns with event IDs: a string column holds one, a dynamic column an array of them. */
  readonly evidence: readonly string[];
  /** Canonical order of the rows. */
  readonly order: readonly OrderKey[];
}

export const reference = ({ name, type }: Column): ColumnReference => ({ kind: 'column', name, type, span: NO_SPAN });
export const passThrough = (column: Column): Assignment => ({ name: column.name, value: reference(column) });

export const ascending = (name: string): OrderKey => ({ name, direction: 'asc', nulls: 'first' });

/** `name`, or `name1`, `name2`, … as Kusto's own joins count. */
export function freshName(name: string, taken: Iterable<string>): string {
  const used = taken instanceof Set ? (taken as ReadonlySet<string>) : new Set(taken);
  if (!used.has(name)) return name;
  for (let suffix = 1; ; suffix++) {
    if (!used.has(`${name}${suffix}`)) return `${name}${suffix}`;
  }
}

/** Hidden columns that pass by under names that clash with no column: new names for those that would. */
export function renamer(hidden: readonly Column[], taken: Iterable<string>): (name: string) => string {
  const used = new Set(taken);
  const renamed = new Map<string, string>();
  for (const { name } of hidden) {
    const fresh = freshName(name, used);
    renamed.set(name, fresh);
    used.add(fresh);
  }
  return (name) => renamed.get(name) ?? name;
}
