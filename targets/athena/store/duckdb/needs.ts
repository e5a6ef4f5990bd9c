import type { LiteralHints } from '../../../../src/events/event-source.js';
import type { SqlExpression, SqlFrom, SqlQuery, SqlSelect } from '../../sql/tree.js';

/** What queries need of the logs, so that the rest is not loaded. */
export interface Needs {
  /** Names that may be columns of the table; more than there are is no harm. */
  readonly columns: ReadonlySet<string>;
  /** What a record must hold to matter; absent when any may matter. */
  readonly hints?: LiteralHints;
}

/**
 * @param table the name of the events' table in the queries
 * @param unhinted names of tables whose records are all read
 */
export function needsOf(queries: readonly SqlQuery[], table: string, unhinted: readonly string[] = []): Needs {
  const columns = new Set<string>();
  for (const query of queries) {
    visit(query, (node) => {
      if (node['kind'] === 'column' && typeof node['name'] === 'string') columns.add(node['name']);
    });
  }
  const readsAll = (query: SqlQuery): boolean => unhinted.some((name) => mentionsOf(query, name) > 0);
  const hints = queries.map((query) => (readsAll(query) ? null : hintsOf(query, table)));
  return hints.includes(null) ? { columns } : { columns, hints: hints.flatMap((each) => each ?? []) };
}

/** Null when some part of the query reads the table without asking for certain texts, or in a way that is not known here. */
function hintsOf(query: SqlQuery, table: string): LiteralHints | null {
  const mentions = mentionsOf(query, table);
  const readers = selectsOf(query).filter(({ from }) => isTable(from, table));
  const hints = readers.map(({ where }) => textsOf(where));
  // Each mention is a SELECT that was looked at, else there is one that was not.
  return readers.length === mentions && !hints.includes(null) ? hints.flatMap((each) => each ?? []) : null;
}

function mentionsOf(query: SqlQuery, table: string): number {
  let mentions = 0;
  visit(query, (node) => {
    if (node['table'] === table || (node['kind'] === 'table' && node['name'] === table)) mentions++;
  });
  return mentions;
}

const selectsOf = ({ ctes, select }: SqlQuery): SqlSelect[] => [
  ...ctes.flatMap(({ body }) => ('union' in body ? body.union : [body])),
  select,
];

const isTable = (from: SqlFrom, table: string): boolean =>
  from.kind === 'unnest' ? isTable(from.input, table) : from.kind === 'table' && from.name === table;

/** Columns that hold a text of the record as it is. */
const TEXT_COLUMNS: ReadonlySet<string> = new Set(['eventname', 'eventsource', 'errorcode']);

/** Words that JSON has no second way to write, but for escapes that the reader of logs knows. */
const WORD = /^[A-Za-z][\w.:-]*$/;

/** The values that one of the columns must have; of several such columns the first, which is the event's name as a rule. */
function textsOf(where: readonly SqlExpression[]): LiteralHints | null {
  for (const condition of where) {
    const values = valuesOf(condition);
    if (values !== null && values.every((value) => WORD.test(value))) return values.map((value) => [value]);
  }
  return null;
}

function valuesOf(condition: SqlExpression): readonly string[] | null {
  if (condition.kind === 'binary' && condition.operator === '=' && isText(condition.left)) {
    return condition.right.kind === 'string' ? [condition.right.value] : null;
  }
  if (condition.kind !== 'in' || !isText(condition.operand)) return null;
  const texts = condition.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []));
  return texts.length === condition.items.length ? texts : null;
}

const isText = (value: SqlExpression): boolean => value.kind === 'column' && TEXT_COLUMNS.has(value.name);

/** Every node of a tree, of whatever kind: a kind that is new is looked into as well. */
function visit(tree: unknown, see: (node: Readonly<Record<string, unknown>>) => void): void {
  if (typeof tree !== 'object' || tree === null) return;
  if (!Array.isArray(tree)) see(tree as Readonly<Record<string, unknown>>);
  for (const part of Object.values(tree)) visit(part, see);
}
