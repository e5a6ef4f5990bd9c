import type { Json, ResultRow, RowSet } from '../target/engine.js';
import type { Column } from '../ir/types.js';
import { compareText } from '../functions/compare.js';
import { structureIn } from '../functions/json.js';

/** How the rows of an engine relate to the reference's, as multisets. */
export type Relationship = 'equal' | 'superset' | 'subset' | 'different';

export interface Comparison {
  readonly relationship: Relationship;
  /** Rows of the reference that the engine does not have, and the other way round; event IDs for an `events` engine. */
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

/**
 * Compares rows by value and evidence. Rows have no order; equal rows count as often as they occur. Reals are equal when
 * they are as near as sums of the same doubles in another order, for no engine promises an order.
 */
export function compareRows(reference: RowSet, actual: RowSet, options: { typeless: boolean }): Comparison {
  const texts = ({ rows }: RowSet): string[] => rows.map((row) => canonicalRow(row, reference.columns, options));
  const exact = compareTexts(texts(reference), texts(actual));
  const reals = reference.columns.filter(({ type }) => type === 'real').map(({ name }) => name);
  return reals.length === 0 || exact.relationship !== 'different' ? exact : withoutNear(exact, reals);
}

/** Compares only which events are flagged: what Sigma can say. */
export function compareEvents(reference: RowSet, actual: RowSet): Comparison {
  const flagged = ({ rows }: RowSet): string[] =>
    [...new Set(rows.flatMap(({ evidence }) => evidence))].sort(compareText);
  return compareTexts(flagged(reference), flagged(actual));
}

function compareTexts(expected: readonly string[], actual: readonly string[]): Comparison {
  const missing = without(expected, actual);
  const extra = without(actual, expected);
  return { relationship: relationship(missing.length, extra.length), missing, extra };
}

const relationship = (missing: number, extra: number): Relationship =>
  missing === 0 ? (extra === 0 ? 'equal' : 'superset') : extra === 0 ? 'subset' : 'different';

/** Multiset difference. */
function without(items: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 1);
  return items.filter((item) => {
    const left = counts.get(item) ?? 0;
    counts.set(item, left - 1);
    return left <= 0;
  });
}

/** Takes out the pairs of rows that differ in nothing but reals that are near to each other. */
function withoutNear({ missing, extra }: Comparison, reals: readonly string[]): Comparison {
  const groups = new Map<string, { readonly text: string; readonly values: readonly Json[] }[]>();
  for (const text of extra) {
    const { rest, values } = apart(text, reals);
    const group = groups.get(rest);
    if (group === undefined) groups.set(rest, [{ text, values }]);
    else group.push({ text, values });
  }
  const alone = missing.filter((text) => {
    const { rest, values } = apart(text, reals);
    const group = groups.get(rest) ?? [];
    const at = group.findIndex((each) => each.values.every((value, n) => isNear(value, values[n])));
    if (at !== -1) group.splice(at, 1);
    return at === -1;
  });
  const others = [...groups.values()].flat().map(({ text }) => text);
  return { relationship: relationship(alone.length, others.length), missing: alone, extra: others };
}

function apart(row: string, reals: readonly string[]): { rest: string; values: readonly Json[] } {
  const entries = Object.entries(JSON.parse(row) as Record<string, Json>);
  return {
    rest: JSON.stringify(entries.filter(([name]) => !reals.includes(name))),
    values: entries.flatMap(([name, value]) => (reals.includes(name) ? [value] : [])),
  };
}

/** Thousands of additions stay below this. */
const RELATIVE_ERROR = 1e-12;

const isNear = (a: Json, b: Json | undefined): boolean =>
  a === b ||
  (typeof a === 'number' &&
    typeof b === 'number' &&
    Math.abs(a - b) <= RELATIVE_ERROR * Math.max(Math.abs(a), Math.abs(b)));

function canonicalRow(row: ResultRow, columns: readonly Column[], options: { typeless: boolean }): string {
  const values = columns.map(({ name, type }, index): [string, Json] => {
    const value = row.values[index] ?? null;
    if (type !== 'dynamic') return [name, value];
    return [name, canonicalJson(options.typeless ? allShown(value) : value, options.typeless)];
  });
  const evidence = columns.some(({ name }) => name === 'evidence') ? 'evidence of the row' : 'evidence';
  return JSON.stringify({ ...Object.fromEntries(values), [evidence]: row.evidence });
}

/** Without types a field that holds a text written as an array or an object shows the same as that array or object. */
const shown = (value: Json): Json =>
  typeof value === 'string' ? ((structureIn(value) as Json | undefined) ?? value) : value;

/** The same of the values of a multivalue field. */
const allShown = (value: Json): Json => {
  const whole = shown(value);
  return Array.isArray(whole) ? whole.map(shown) : whole;
};

/** Bags have no order of keys. Engines without types know every scalar by its text only. */
function canonicalJson(value: Json, typeless: boolean): Json {
  if (Array.isArray(value)) return value.map((item: Json) => canonicalJson(item, typeless));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
    return Object.fromEntries(entries.map(([key, item]) => [key, canonicalJson(item, typeless)]));
  }
  return typeless && (typeof value === 'number' || typeof value === 'boolean') ? String(value) : value;
}
