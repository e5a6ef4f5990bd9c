import type { RecordPath } from './table.js';

/**
 * The raw value at a path of a record, `undefined` where there is none. Only own properties count, so that a path named
 * `constructor` or `__proto__` finds what the log holds and never what JavaScript's objects inherit.
 */
export function valueAt(record: unknown, path: RecordPath): unknown {
  let value = record;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value) !== (typeof step === 'number')) return undefined;
    if (!Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

/** The first path that holds a value counts; JSON null is no value. */
export function firstValue(record: unknown, paths: readonly RecordPath[]): unknown {
  for (const path of paths) {
    const value = valueAt(record, path);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}
