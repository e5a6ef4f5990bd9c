import type { Expression } from '../../../src/ir/expression.js';
import type { Relation } from '../../../src/ir/relation.js';
import { columnOf, type TableSchema } from '../../../src/schema/table.js';
import { tableByName } from '../../../src/schema/tables.js';
import type { SearchTerm } from '../spl/command.js';
import { chainOf, isRowStep, type Chain } from './chain.js';
import { literalText } from './context.js';
import { isEarly } from './raw-column.js';
import { conjuncts } from './steps.js';

/** Texts that a column must be one of, or the start that it must have. */
type Need =
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'prefix'; readonly prefix: string };
type Needs = ReadonlyMap<string, Need>;

/**
 * What an event must hold to matter, as terms before the first pipe, where Splunk's index finds them. They are no more
 * than necessary: `search` ignores case, so the `where` behind them still decides.
 */
export const indexTerms = (chain: Chain): readonly SearchTerm[] => termsOf(chain, needsOf(chain));

/** The same for events of two queries on one table. */
export const sharedIndexTerms = (left: Chain, right: Chain): readonly SearchTerm[] =>
  termsOf(left, either(needsOf(left), needsOf(right)));

function termsOf({ base }: Chain, needs: Needs): readonly SearchTerm[] {
  const table = base.op === 'source' ? tableByName(base.table) : undefined;
  return table === undefined ? [] : [...needs].flatMap(([name, need]) => termOf(table, name, need));
}

/** The event names that a query's events have, compared exactly; null when it takes any. */
export function eventNames(relation: Relation): ReadonlySet<string> | null {
  const need = needsOf(chainOf(relation)).get('EventName');
  return need?.kind === 'values' ? new Set(need.values.map((value) => value.toLowerCase())) : null;
}

/** By the name of the table's column. */
function needsOf({ base, steps }: Chain): Needs {
  const needs = new Map<string, Need>();
  if (base.op !== 'source') return needs;
  let origin = new Map(base.columns.map(({ name }) => [name, name]));
  for (const step of steps) {
    // What comes out of a summarize or a take is no event any more.
    if (!isRowStep(step)) break;
    if (step.op === 'where') {
      for (const term of conjuncts(step.predicate)) {
        const found = needOf(term, origin);
        if (found !== null && !needs.has(found.column)) needs.set(found.column, found.need);
      }
      continue;
    }
    const after = step.op === 'project' ? new Map<string, string>() : new Map(origin);
    for (const { name, value } of step.op === 'mv-expand' ? step.items : step.assignments) {
      const same = value.kind === 'column' && step.op !== 'mv-expand' ? origin.get(value.name) : undefined;
      if (same === undefined) after.delete(name);
      else after.set(name, same);
    }
    origin = after;
  }
  return needs;
}

interface Found {
  readonly column: string;
  readonly need: Need;
}

function needOf(term: Expression, origin: ReadonlyMap<string, string>): Found | null {
  if (term.kind !== 'call') return null;
  const [first, ...others] = term.args;
  switch (term.fn) {
    case 'or': {
      const all = term.args.map((arg) => needOf(arg, origin));
      return all.reduce((a, b) => (a !== null && b !== null && a.column === b.column ? union(a, b) : null));
    }
    case '==':
    case '=~':
    case 'in':
    case 'in~': {
      const swapped = first?.kind === 'literal';
      const column = columnName(swapped ? others[0] : first, origin);
      const values = (swapped ? [first] : others).map(literalText);
      if (column === null || values.some((value) => value === null)) return null;
      return { column, need: { kind: 'values', values: values as string[] } };
    }
    case 'startswith':
    case 'startswith_cs': {
      const column = columnName(first, origin);
      const prefix = literalText(others[0]);
      return column === null || prefix === null ? null : { column, need: { kind: 'prefix', prefix } };
    }
    default:
      return null;
  }
}

function columnName(expression: Expression | undefined, origin: ReadonlyMap<string, string>): string | null {
  return expression?.kind === 'column' && expression.type === 'string' ? (origin.get(expression.name) ?? null) : null;
}

function union(a: Found, b: Found): Found | null {
  if (a.need.kind !== 'values' || b.need.kind !== 'values') return null;
  return { column: a.column, need: { kind: 'values', values: [...new Set([...a.need.values, ...b.need.values])] } };
}

/** What events of either side hold. */
function either(left: Needs, right: Needs): Needs {
  const both = new Map<string, Need>();
  for (const [column, need] of left) {
    const other = right.get(column);
    const found = other === undefined ? null : union({ column, need }, { column, need: other });
    if (found !== null) both.set(column, found.need);
  }
  return both;
}

/**
 * Texts whose spelling in the raw JSON is the text itself, so that the index has their words: AWS writes `&`, quotes and
 * letters beyond ASCII as escapes. A prefix stays within one word, as wildcards do not cross the index's word borders.
 */
const PLAIN_VALUE = /^[A-Za-z0-9][A-Za-z0-9 ._:/@-]*$/;
const PLAIN_PREFIX = /^[A-Za-z0-9]+$/;

function termOf(table: TableSchema, name: string, need: Need): readonly SearchTerm[] {
  const column = columnOf(table, name);
  if (column === undefined || column.splunk === null || !isEarly(column)) return [];
  if (need.kind === 'prefix') {
    return PLAIN_PREFIX.test(need.prefix) ? [{ kind: 'prefix', field: column.splunk, value: need.prefix }] : [];
  }
  return need.values.every((value) => PLAIN_VALUE.test(value))
    ? [{ kind: 'field', field: column.splunk, values: need.values }]
    : [];
}
