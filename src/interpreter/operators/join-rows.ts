import { text } from '../../functions/json.js';
import type { JoinKind } from '../../ir/relation.js';
import type { Column } from '../../ir/types.js';
import type { Value } from '../../ir/value.js';
import type { Row } from '../row.js';

export interface JoinInput {
  readonly left: readonly Row[];
  readonly right: readonly Row[];
  readonly leftColumns: readonly Column[];
  readonly rightColumns: readonly Column[];
  /** Positions of the key columns on either side, pairwise. */
  readonly leftKeys: readonly number[];
  readonly rightKeys: readonly number[];
}

/**
 * Every kind of https://learn.microsoft.com/kusto/query/join-operator. Keys compare as `==` does: case-sensitive, `""` meets
 * `""`, null meets nothing. `innerunique` keeps the first left row of each key; rows arrive in canonical order.
 */
export function joinRows(kind: JoinKind, input: JoinInput): Row[] {
  const { left, right, leftKeys, rightKeys } = input;
  const rightByKey = byKey(right, rightKeys);
  const leftByKey = byKey(left, leftKeys);
  const matchesOf = (row: Row): readonly Row[] => found(rightByKey, keyOf(row, leftKeys));
  const hasLeft = (row: Row): boolean => found(leftByKey, keyOf(row, rightKeys)).length > 0;

  switch (kind) {
    case 'leftsemi':
      return left.filter((row) => matchesOf(row).length > 0);
    case 'leftanti':
      return left.filter((row) => matchesOf(row).length === 0);
    case 'rightsemi':
      return right.filter(hasLeft);
    case 'rightanti':
      return right.filter((row) => !hasLeft(row));
    case 'rightouter':
      return right.flatMap((row) => {
        const matches = found(leftByKey, keyOf(row, rightKeys));
        if (matches.length === 0) return [pair(emptyRow(input.leftColumns), row)];
        return matches.map((match) => pair(match, row));
      });
    default: {
      const rows = kind === 'innerunique' ? firstPerKey(left, leftKeys) : left;
      const keepsLeft = kind === 'leftouter' || kind === 'fullouter';
      const pairs = rows.flatMap((row) => {
        const matches = matchesOf(row);
        if (matches.length === 0) return keepsLeft ? [pair(row, emptyRow(input.rightColumns))] : [];
        return matches.map((match) => pair(row, match));
      });
      // The rows that only the right side has come first: without a left row, as null does in any order.
      const lonely = kind === 'fullouter' ? right.filter((row) => !hasLeft(row)) : [];
      return [...lonely.map((row) => pair(emptyRow(input.leftColumns), row)), ...pairs];
    }
  }
}

const pair = (left: Row, right: Row): Row => ({
  values: [...left.values, ...right.values],
  evidence: new Set([...left.evidence, ...right.evidence]),
});

/** The cells of a row that met no other: null, and `""` where the column is a string, which has no null. */
const emptyRow = (columns: readonly Column[]): Row => ({
  values: columns.map(({ type }): Value => (type === 'string' ? '' : null)),
  evidence: new Set(),
});

/** A text that is the same exactly for equal keys, or null when a part of the key is null. */
function keyOf(row: Row, positions: readonly number[]): string | null {
  const parts = positions.map((position) => row.values[position] ?? null);
  if (parts.includes(null)) return null;
  return JSON.stringify(parts.map((part) => text(part)));
}

function byKey(rows: readonly Row[], positions: readonly number[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row, positions);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

const found = (groups: ReadonlyMap<string, readonly Row[]>, key: string | null): readonly Row[] =>
  (key === null ? undefined : groups.get(key)) ?? [];

function firstPerKey(rows: readonly Row[], positions: readonly number[]): Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = keyOf(row, positions);
    if (key === null || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
