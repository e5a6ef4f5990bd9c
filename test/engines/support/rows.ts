import { expect } from 'vitest';
import type { RowSet } from '../../../src/target/engine.js';
import { compareRows } from '../../../src/verify/compare.js';

/** Values and evidence of all rows, in whatever order. */
export function expectEqualRows(expected: RowSet, actual: RowSet): void {
  const { missing, extra } = compareRows(expected, actual, { typeless: false });
  expect({ missing: missing.slice(0, 5), extra: extra.slice(0, 5) }).toEqual({ missing: [], extra: [] });
}
