import type { Join, MvExpand, Relation } from '../ir/relation.js';
import type { Column } from '../ir/types.js';
import { isArray, isBag, type Value } from '../ir/value.js';
import { evaluate, type Scope } from './evaluate.js';
import { join } from './join.js';
import type { Row } from './row.js';

/** What a query runs on: the rows of each table, in canonical order, already restricted to the window. */
export interface Tables {
  /** Rows with the values of exactly these columns, in their order. */
  rows(table: string, columns: readonly Column[]): readonly Row[];
}

export interface RunOptions {
  readonly tables: Tables;
  /** The clock, in ticks. */
  readonly now: bigint;
}

/**
 * The reference interpreter: runs IR over rows, an operator at a time, as the documentation tells it. It is the yardstick
 * that every engine is compared with, so it is written to be plainly right, not fast.
 */
export function run(relation: Relation, options: RunOptions): readonly Row[] {
  switch (relation.op) {
    case 'source':
      return options.tables.rows(relation.table, relation.columns);
    case 'datatable':
      return relation.rows.map((row) => ({ values: row.map(({ value }) => value), evidence: new Set() }));
    case 'let':
      return run(relation.input, options);
    case 'where': {
      const scope = scopes(relation.input.columns, options.now);
      return run(relation.input, options).filter((row) => evaluate(relation.predicate, scope(row)) === true);
    }
    case 'extend':
    case 'project': {
      const scope = scopes(relation.input.columns, options.now);
      const assigned = new Map(relation.assignments.map(({ name, value }) => [name, value]));
      return run(relation.input, options).map((row) => {
        const before = scope(row);
        const values = relation.columns.map(({ name }) => {
          const expression = assigned.get(name);
          return expression === undefined ? before.column(name) : evaluate(expression, before);
        });
        return { values, evidence: row.evidence };
      });
    }
    case 'mv-expand': {
      const scope = scopes(relation.input.columns, options.now);
      return run(relation.input, options).flatMap((row) => expand(relation, row, scope(row)));
    }
    case 'join':
      return joined(relation, options);
  }
}

/** Reads columns of one row by name. */
function scopes(columns: readonly Column[], now: bigint): (row: Row) => Scope {
  const position = new Map(columns.map(({ name }, index) => [name, index]));
  return (row) => ({
    now,
    column: (name) => {
      const index = position.get(name);
      if (index === undefined) throw new Error(`the row has no column ${name}`);
      return row.values[index] ?? null;
    },
  });
}

function expand(relation: MvExpand, row: Row, scope: Scope): Row[] {
  const lists = relation.items.map(({ value }) => elements(evaluate(value, scope), relation.bagExpansion));
  const length = Math.max(...lists.map((list) => list.length));
  const names = relation.items.map(({ name }) => name);
  return Array.from({ length }, (_, index) => {
    const values = relation.columns.map(({ name }) => {
      const item = names.indexOf(name);
      if (item >= 0) return cast(lists[item]?.[index] ?? null, relation.items[item]?.type ?? 'dynamic');
      return name === relation.itemIndex ? BigInt(index) : scope.column(name);
    });
    return { values, evidence: row.evidence };
  });
}

/** Ruleport's choices: null is one row with null, a scalar one row with itself, an empty array or bag no row. */
function elements(value: Value, bagExpansion: 'bag' | 'array'): readonly Value[] {
  if (isArray(value)) return value;
  if (!isBag(value)) return [value];
  return [...value].map(([key, item]) => (bagExpansion === 'array' ? [key, item] : new Map([[key, item]])));
}

/** `to typeof(T)` casts, it does not parse: an element of another type becomes null, a string empty (mv-expand-operator). */
function cast(value: Value, type: Column['type']): Value {
  switch (type) {
    case 'dynamic':
      return value;
    case 'string':
      return typeof value === 'string' ? value : '';
    case 'long':
    case 'int':
      return typeof value === 'bigint' ? value : null;
    case 'real':
      return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : null;
    case 'bool':
      return typeof value === 'boolean' ? value : null;
    default:
      return null;
  }
}

function joined(relation: Join, options: RunOptions): readonly Row[] {
  const keyPositions = (columns: readonly Column[], names: readonly string[]): number[] =>
    names.map((name) => columns.findIndex((column) => column.name === name));
  return join(relation.kind, {
    left: run(relation.left, options),
    right: run(relation.right, options),
    leftColumns: relation.left.columns,
    rightColumns: relation.right.columns,
    leftKeys: keyPositions(
      relation.left.columns,
      relation.on.map(({ left }) => left),
    ),
    rightKeys: keyPositions(
      relation.right.columns,
      relation.on.map(({ right }) => right),
    ),
  });
}
