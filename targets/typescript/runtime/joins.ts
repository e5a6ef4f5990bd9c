/** Joins of kept rows by the text of their keys. A null key meets nothing. Rows come out in the order in which they came. */
export const JOIN_HELPERS = {
  keepFirst: {
    source: `
/** Keeps one row a key: the first in the order of \`compare\`. */
function keepFirst<Row>(rows: Map<string, Row>, key: string, row: Row, compare: (a: Row, b: Row) => number): void {
  const known = rows.get(key);
  if (known === undefined || compare(row, known) < 0) rows.set(key, row);
}`,
  },
  Keyed: {
    source: `
interface Keyed {
  readonly key: string | null;
}`,
  },
  joinKey: {
    source: `
/** A text that is the same exactly for equal keys; null when a part is null. */
function joinKey(...parts: readonly (string | number | bigint | boolean | null)[]): string | null {
  return parts.includes(null) ? null : JSON.stringify(parts.map(String));
}`,
  },
  byKey: {
    needs: ['Keyed'],
    source: `
function byKey<Row extends Keyed>(rows: readonly Row[]): ReadonlyMap<string | null, readonly Row[]> {
  const groups = new Map<string | null, Row[]>();
  for (const row of rows) {
    if (row.key === null) continue;
    const group = groups.get(row.key);
    if (group === undefined) groups.set(row.key, [row]);
    else group.push(row);
  }
  return groups;
}`,
  },
  innerJoin: {
    needs: ['Keyed', 'byKey'],
    source: `
/** Every pair with the same key. */
function* innerJoin<Left extends Keyed, Right extends Keyed>(
  lefts: readonly Left[],
  rights: readonly Right[],
): Generator<readonly [Left, Right]> {
  const groups = byKey(rights);
  for (const left of lefts) for (const right of groups.get(left.key) ?? []) yield [left, right];
}`,
  },
  leftOuterJoin: {
    needs: ['Keyed', 'byKey'],
    source: `
/** Every pair with the same key, and the left rows that have no other. */
function* leftOuterJoin<Left extends Keyed, Right extends Keyed>(
  lefts: readonly Left[],
  rights: readonly Right[],
): Generator<readonly [Left, Right | null]> {
  const groups = byKey(rights);
  for (const left of lefts) for (const right of groups.get(left.key) ?? [null]) yield [left, right];
}`,
  },
  rightOuterJoin: {
    needs: ['Keyed', 'byKey'],
    source: `
/** Every pair with the same key, and the right rows that have no other. */
function* rightOuterJoin<Left extends Keyed, Right extends Keyed>(
  lefts: readonly Left[],
  rights: readonly Right[],
): Generator<readonly [Left | null, Right]> {
  const groups = byKey(lefts);
  for (const right of rights) for (const left of groups.get(right.key) ?? [null]) yield [left, right];
}`,
  },
  fullOuterJoin: {
    needs: ['Keyed', 'leftOuterJoin', 'antiJoin'],
    source: `
/** Every pair with the same key, and the rows of both sides that have no other. */
function* fullOuterJoin<Left extends Keyed, Right extends Keyed>(
  lefts: readonly Left[],
  rights: readonly Right[],
): Generator<readonly [Left | null, Right | null]> {
  yield* leftOuterJoin(lefts, rights);
  for (const right of antiJoin(rights, lefts)) yield [null, right];
}`,
  },
  semiJoin: {
    needs: ['Keyed', 'byKey'],
    source: `
/** The rows whose key others have. */
function semiJoin<Row extends Keyed>(rows: readonly Row[], others: readonly Keyed[]): Row[] {
  const groups = byKey(others);
  return rows.filter(({ key }) => groups.has(key));
}`,
  },
  antiJoin: {
    needs: ['Keyed', 'byKey'],
    source: `
/** The rows whose key no other has. */
function antiJoin<Row extends Keyed>(rows: readonly Row[], others: readonly Keyed[]): Row[] {
  const groups = byKey(others);
  return rows.filter(({ key }) => !groups.has(key));
}`,
  },
} as const;
