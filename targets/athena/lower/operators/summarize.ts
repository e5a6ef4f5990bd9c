import { aggregateEntry } from '../../../../src/functions/aggregates/registry.js';
import type { Expression } from '../../../../src/ir/expression.js';
import { freshName } from '../../../../src/ir/hidden.js';
import type { Aggregate, Summarize } from '../../../../src/ir/relation.js';
import { binary, call, integer, over } from '../../sql/build.js';
import { sameSql } from '../../sql/traverse.js';
import type { SqlExpression } from '../../sql/tree.js';
import { isNullable } from '../aggregates/collections.js';
import { AGGREGATES, isRanked, rankOf } from '../aggregates/table.js';
import { flush, type Block } from '../block.js';
import { isCheap, isConstant, mapCell, type Cell } from '../cell.js';
import type { LoweringContext } from '../context.js';
import { integerCell, toJson } from '../dynamic.js';
import { lowerExpression, lowerPredicate } from '../expression.js';
import { countReads, readable } from '../readable.js';
import { preferCoalesce } from '../simplify.js';
import { solid } from '../text.js';
import type { Place } from './place.js';
import { keySql, orderKeys } from './rows.js';

/**
 * Groups by GROUP BY, where NULL is a group as null is in KQL. Without keys there is one row, of no rows too.
 * https://learn.microsoft.com/kusto/query/summarize-operator
 */
export function lowerSummarize(summarize: Summarize, place: Place): Block {
  const { context, request } = place;
  const isWanted = ({ outputs }: Aggregate): boolean => outputs.some(({ name }) => request.columns.has(name));
  const relation = { ...summarize, aggregates: summarize.aggregates.filter(isWanted) };
  const keyValues = relation.keys.map(({ value }) => preferCoalesce(value));
  const order = relation.aggregates.some(({ fn }) => aggregateEntry(fn).ordered) ? relation.order : [];
  const { nameOf } = ranksOf(relation.aggregates);
  const block = prepared(relation, keyValues, place);

  const cells = new Map<string, Cell>();
  const keys: SqlExpression[] = [];
  relation.keys.forEach(({ name }, at) => {
    const cell = solidKey(lowerExpression(keyValues[at]!, block.cells, context));
    cells.set(name, cell);
    const sql = keySql(cell);
    if (sql !== null && !isConstant(sql)) keys.push(sql);
    else if (cell.form === 'json' || cell.form === 'resource')
      context.refuse('RP3201', ['a dynamic key'], relation.span);
  });
  relation.aggregates.forEach((aggregate, index) => {
    const made = AGGREGATES.get(aggregate.fn)?.({
      aggregate,
      context,
      span: relation.span,
      total: relation.keys.length === 0,
      arg: (at) =>
        block.cells.get(argName(index, at)) ??
        lowerExpression(preferCoalesce(aggregate.args[at]!), block.cells, context),
      filter: aggregate.filter === null ? null : lowerPredicate(aggregate.filter, block.cells, context),
      orderBy: () => orderKeys(order, block),
      rank: () => block.cells.get(nameOf(aggregate)) ?? { form: 'null' },
    });
    if (made === undefined) context.refuse('RP3201', [aggregate.fn], relation.span);
    aggregate.outputs.forEach(({ name }, at) => cells.set(name, made?.[at] ?? { form: 'null' }));
  });
  // Keys that are all constants make one group, but of no rows none.
  const having = keys.length === 0 && relation.keys.length > 0 ? [binary('>', COUNT, integer(0))] : [];
  return {
    ...block,
    cells,
    group: { keys, having, distinct: relation.aggregates.length === 0 && keys.length > 0 },
    label: LABELS[relation.keyword],
    bare: null,
  };
}

const LABELS = { summarize: 'grouped', count: 'counted', distinct: 'distinct_rows' } as const;

const COUNT: SqlExpression = { kind: 'aggregate', name: 'count', args: [], distinct: false, orderBy: [], filter: null };

const solidKey = (cell: Cell): Cell =>
  cell.form === 'text' ? { form: 'text', sql: solid(cell), nullable: false } : mapCell(cell, (sql) => sql);

/** The aggregates that need a rank, by the name of its column: those that go by the same share one. */
function ranksOf(aggregates: readonly Aggregate[]): {
  readonly ranks: ReadonlyMap<string, Aggregate>;
  readonly nameOf: (aggregate: Aggregate) => string;
} {
  const names = new Map<string, string>();
  const ranks = new Map<string, Aggregate>();
  const keyOf = ({ fn, args }: Aggregate): string => `${fn} ${fn === 'take_any' ? '' : print(args[0])}`;
  for (const aggregate of aggregates.filter(isRanked)) {
    if (names.has(keyOf(aggregate))) continue;
    const name = freshName(`_${aggregate.fn.replace(/^(arg|take)_/, '')}_rank`, ranks.keys());
    names.set(keyOf(aggregate), name);
    ranks.set(name, aggregate);
  }
  return { ranks, nameOf: (aggregate) => names.get(keyOf(aggregate)) ?? '' };
}

const print = (expression: Expression | undefined): string =>
  JSON.stringify(expression, (key, value: unknown) =>
    key === 'span' ? undefined : typeof value === 'bigint' ? `${value}n` : value,
  );

const argName = (aggregate: number, at: number): string => `_arg${aggregate}_${at}`;

/**
 * The rows to group, with what must be a column before aggregates can read it: the rank of each row of a group by what
 * arg_max and the like go by (the first is the one that they take), and arguments that an aggregate names several times.
 */
function prepared(relation: Summarize, keyValues: readonly Expression[], place: Place): Block {
  const { context } = place;
  const { ranks } = ranksOf(relation.aggregates);
  const values = [
    ...keyValues,
    ...relation.aggregates.flatMap(({ args, filter }) => (filter === null ? args : [...args, filter])),
    // A rank reads the keys, and what it goes by, once more.
    ...(ranks.size === 0 ? [] : keyValues),
    ...[...ranks.values()].flatMap(({ args }) => args.slice(0, 1)),
  ];
  const ordered = new Set(relation.order.map(({ name }) => name));
  const after = { columns: ordered, solid: place.requestOf(relation.input).solid };
  const below = readable(place.open(relation.input), values, after, context);
  const cellOf = (expression: Expression): Cell => lowerExpression(preferCoalesce(expression), below.cells, context);
  const added = new Map<string, Cell>();
  relation.aggregates.forEach((aggregate, index) => {
    if (!isCollection(aggregate)) return;
    const cell = cellOf(aggregate.args[0]!);
    const isNamedOnce = cell.form === 'json' ? cell.parsed && cell.keys.length === 0 && isCheap(cell) : isCheap(cell);
    if (isNamedOnce || (cell.form === 'text' && aggregate.fn !== 'take_any') || !isNullable(cell)) return;
    added.set(argName(index, 0), asColumn(cell, context, relation));
  });
  const partition = keyValues.flatMap((value): SqlExpression[] => {
    if (ranks.size === 0) return [];
    const sql = keySql(solidKey(cellOf(value)));
    return sql === null || isConstant(sql) ? [] : [sql];
  });
  for (const [name, aggregate] of ranks) {
    const { direction } = rankOf(aggregate);
    const value = direction === null ? null : keySql(cellOf(aggregate.args[0]!));
    const first =
      value === null || direction === null || isConstant(value) ? [] : [{ value, direction, nulls: 'last' as const }];
    const order = [
      ...first,
      ...orderKeys(relation.order, below).filter((key) => !first.some(({ value: by }) => sameSql(by, key.value))),
    ];
    added.set(name, integerCell(over(call('row_number'), order, partition), { least: 1n, small: true }));
  }
  if (added.size === 0) return below;
  const columns = new Set([...countReads(values).keys(), ...relation.order.map(({ name }) => name), ...added.keys()]);
  const label = ranks.size === 0 ? below.label : below.label === 'events' ? 'ranked_events' : `${below.label}_ranked`;
  const cells = new Map([...below.cells, ...added]);
  return flush({ ...below, cells, bare: null }, { columns, solid: place.requestOf(relation.input).solid }, context, {
    label,
  });
}

const isCollection = ({ fn, outputs }: Aggregate): boolean =>
  fn.startsWith('make_') || (fn === 'take_any' && outputs.length === 1);

/** A value inside JSON as a column of its own. */
const asColumn = (cell: Cell, context: LoweringContext, { span }: Summarize): Cell =>
  cell.form === 'json'
    ? { form: 'json', document: toJson(cell, context, span), parsed: true, keys: [], trusted: true }
    : cell;
