import { aggregateEntry } from '../../functions/aggregates/registry.js';
import { NO_SPAN } from '../../diagnostics/diagnostic.js';
import { ascending, freshName, reference } from '../hidden.js';
import { printAssignments, printExpression, printOrder } from '../print-expression.js';
import type { Aggregate, Assignment, Summarize } from '../relation.js';
import type { Column } from '../types.js';
import { columnsRead } from '../walk-expression.js';
import { oneInput, type Operator } from './operator.js';

const printAggregate = ({ fn, args, filter, outputs }: Aggregate): string => {
  const names = outputs.map(({ name }) => name).join(', ');
  const call = `${fn}(${args.map(printExpression).join(', ')})`;
  const where = filter === null ? '' : ` where ${printExpression(filter)}`;
  return `${outputs.length === 1 ? names : `(${names})`} = ${call}${where}`;
};

/** An aggregate with only the outputs that are needed; null when none is. The first output of arg_max tells its row. */
function pruneAggregate(aggregate: Aggregate, needed: ReadonlySet<string>): Aggregate | null {
  const wanted = aggregate.outputs.map(({ name }) => needed.has(name));
  if (!wanted.includes(true)) return null;
  if (aggregate.outputs.length === 1) return aggregate;
  const keepsFirst = aggregate.fn !== 'take_any';
  const kept = wanted.map((each, index) => each || (keepsFirst && index === 0));
  return {
    ...aggregate,
    args: aggregate.args.filter((_, index) => kept[index]),
    outputs: aggregate.outputs.filter((_, index) => kept[index]),
  };
}

const pruneAggregates = ({ aggregates }: Summarize, needed: ReadonlySet<string>): Aggregate[] =>
  aggregates.flatMap((aggregate) => pruneAggregate(aggregate, needed) ?? []);

const isOrdered = ({ fn }: Aggregate): boolean => aggregateEntry(fn).ordered;

const columnsOf = (keys: readonly Assignment[], aggregates: readonly Aggregate[]): Column[] => [
  ...keys.map(({ name, value }) => ({ name, type: value.type })),
  ...aggregates.flatMap(({ outputs }) => outputs),
];

export const SUMMARIZE: Operator<Summarize> = {
  ...oneInput<Summarize>(),
  expressions: ({ keys, aggregates }) => [
    ...keys.map(({ value }) => value),
    ...aggregates.flatMap(({ args, filter }) => (filter === null ? args : [...args, filter])),
  ],
  mapExpressions: (relation, change) => ({
    ...relation,
    keys: relation.keys.map((each) => ({ ...each, value: change(each.value) })),
    aggregates: relation.aggregates.map((each) => ({
      ...each,
      args: each.args.map(change),
      filter: each.filter === null ? null : change(each.filter),
    })),
  }),
  print: ({ input, keyword, keys, aggregates, order }) => {
    const by = keys.length === 0 ? '' : ` by ${printAssignments(keys)}`;
    const first = order.length === 0 ? '' : ` in order of ${printOrder(order)}`;
    const line =
      keyword === 'distinct' && aggregates.length === 0
        ? `distinct ${printAssignments(keys)}`
        : `summarize ${aggregates.map(printAggregate).join(', ')}${by}${first}`;
    return [{ input, indent: false }, line.replace(/ {2}/, ' ')];
  },
  makes: ({ keys, aggregates }) => [
    ...keys.filter(({ name, value }) => value.kind !== 'column' || value.name !== name).map(({ name }) => name),
    ...aggregates.flatMap(({ outputs, star }) => (star ? outputs.slice(0, 1) : outputs)).map(({ name }) => name),
  ],
  output: ({ aggregates }) => (aggregates.some(({ star }) => star) ? 'mixes' : 'states'),
  hide: (relation, [input]) => {
    // The events behind a group are those of all its rows.
    const taken = new Set(relation.columns.map(({ name }) => name));
    const evidence = input!.evidence.map((name, index): Aggregate => {
      const output: Column = { name: freshName(index === 0 ? '_events' : `_events${index}`, taken), type: 'dynamic' };
      taken.add(output.name);
      const type = input!.hidden.find((column) => column.name === name)?.type ?? 'string';
      // An outer join leaves "" where there is no event; `verify` and the alerts pass over it.
      return { fn: 'make_set', args: [reference({ name, type })], filter: null, outputs: [output], star: false };
    });
    const summarize: Summarize = {
      ...relation,
      input: input!.relation,
      aggregates: [...relation.aggregates, ...evidence],
      order: input!.order,
      columns: [...relation.columns, ...evidence.flatMap(({ outputs }) => outputs)],
    };
    // The keys put the groups in order, also where they are projected away or set anew afterwards.
    const order = relation.keys.map(({ name, value }): { column: Column; assignment: Assignment } => {
      const column: Column = { name: freshName('_key', taken), type: value.type };
      taken.add(column.name);
      return { column, assignment: { name: column.name, value: reference({ name, type: value.type }) } };
    });
    const hidden = [...evidence.flatMap(({ outputs }) => outputs), ...order.map(({ column }) => column)];
    return {
      relation:
        order.length === 0
          ? summarize
          : {
              op: 'extend',
              input: summarize,
              assignments: order.map(({ assignment }) => assignment),
              columns: [...summarize.columns, ...order.map(({ column }) => column)],
              span: NO_SPAN,
            },
      hidden,
      evidence: evidence.flatMap(({ outputs }) => outputs.map(({ name }) => name)),
      order: order.map(({ column }) => ascending(column.name)),
    };
  },
  needs: (relation, needed) => {
    const below = new Set<string>();
    const aggregates = pruneAggregates(relation, needed);
    for (const { value } of relation.keys) columnsRead(value, below);
    for (const { args, filter } of aggregates) {
      for (const arg of args) columnsRead(arg, below);
      if (filter !== null) columnsRead(filter, below);
    }
    if (aggregates.some(isOrdered)) for (const { name } of relation.order) below.add(name);
    return [below];
  },
  // Every key stays, read or not: the groups depend on all of them.
  prune: (relation, needed, [input]) => {
    const aggregates = pruneAggregates(relation, needed);
    const order = aggregates.some(isOrdered) ? relation.order : [];
    return { ...relation, input: input!, aggregates, order, columns: columnsOf(relation.keys, aggregates) };
  },
};
