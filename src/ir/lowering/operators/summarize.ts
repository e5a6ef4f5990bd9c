import { writtenAggregate } from '../../../functions/aggregates/registry.js';
import { listPart, part, requiredPart, tokenText, type SyntaxNode } from '../../../kql/syntax.js';
import type { Expression } from '../../expression.js';
import { freshName, passThrough, reference } from '../../hidden.js';
import type { Aggregate, Assignment, Relation, Summarize } from '../../relation.js';
import type { Column } from '../../types.js';
import { columnsOf, kqlType, refuse, spanOf, type LoweringContext } from '../context.js';
import { isAggregateCall, lowerAggregateCall } from '../lower-aggregate.js';
import { lowerExpression } from '../lower-expression.js';
import { refuseParameters, type LowerOperator } from './lower-operator.js';

/**
 * `summarize`. The binder's columns are the keys and then what each aggregate makes, in order, so names belong by position. An
 * expression over aggregates (`round(avg(x), 2)`) computes them under hidden names and is projected afterwards.
 */
export const lowerSummarize: LowerOperator = (context, operator, input) => {
  refuseParameters(context, operator);
  const columns = columnsOf(context, operator);
  const by = part(operator, 'ByClause');
  const keyNodes = by === null ? [] : listPart(by, 'Expressions');
  if (by !== null && part(by, 'BinClause') !== null) return refuse(context, by, 'RP2004', 'summarize … by … bin=');
  const keys = keyNodes.map((node, index): Assignment => ({
    name: columns[index]?.name ?? '',
    value: lowerExpression(context, bare(context, node)),
  }));

  const taken = new Set(columns.map(({ name }) => name));
  const aggregates: Aggregate[] = [];
  const after: Assignment[] = keys.map(({ name, value }) => passThrough({ name, type: value.type }));
  let next = keys.length;
  for (const node of listPart(operator, 'Aggregates')) {
    const expression = bare(context, node);
    const own = isAggregateCall(context, expression)
      ? lowerAggregateCall(context, expression, { keys, input: input.columns })
      : null;
    if (own !== null) {
      // A parameter with several values (`percentiles(x, 5, 95)`) is several aggregates.
      for (const { outputs: count, ...aggregate } of own) {
        const outputs = columns.slice(next, next + count);
        next += count;
        aggregates.push({ ...aggregate, outputs });
        after.push(...outputs.map(passThrough));
      }
      continue;
    }
    const column = columns[next++];
    if (column === undefined) return refuse(context, node, 'RP2004', 'this form of summarize');
    after.push({ name: column.name, value: lowerOver(context, expression, taken, aggregates) });
  }
  if (next !== columns.length) return refuse(context, operator, 'RP2004', 'this form of summarize');

  const span = spanOf(context, operator);
  const made: Column[] = [
    ...keys.map(({ name, value }) => ({ name, type: value.type })),
    ...aggregates.flatMap(({ outputs }) => outputs),
  ];
  const summarize: Summarize = {
    op: 'summarize',
    keyword: 'summarize',
    input,
    keys,
    aggregates,
    order: [],
    columns: made,
    span,
  };
  const isPlain = after.every(({ name, value }) => value.kind === 'column' && value.name === name);
  return isPlain
    ? summarize
    : { op: 'project', keyword: 'project', input: summarize, assignments: after, columns, span };
};

/** An expression over aggregates: each becomes a column of its own, which the expression reads. */
function lowerOver(
  context: LoweringContext,
  node: SyntaxNode,
  taken: Set<string>,
  aggregates: Aggregate[],
): Expression {
  const outer = context.calls;
  context.calls = (call) => {
    if (!isAggregateCall(context, call)) return null;
    context.calls = outer;
    const [aggregate, ...more] = lowerAggregateCall(context, call, { keys: [], input: [] });
    if (aggregate?.outputs !== 1 || more.length > 0) {
      return refuse(context, call, 'RP2004', 'an aggregate of several columns inside an expression');
    }
    const column: Column = { name: freshName('_aggregate', taken), type: kqlType(context, call, call.ResultType) };
    taken.add(column.name);
    aggregates.push({ ...aggregate, outputs: [column] });
    context.calls = over;
    return { ...reference(column), span: spanOf(context, call) };
  };
  const over = context.calls;
  const value = lowerExpression(context, node);
  context.calls = outer;
  return value;
}

/** The expression without the name that it is given; `(a, b) = arg_max(…)` names several, which the binder has done. */
function bare(context: LoweringContext, node: SyntaxNode): SyntaxNode {
  const kind = context.kusto.kindOf(node);
  return kind === 'SimpleNamedExpression' || kind === 'CompoundNamedExpression'
    ? requiredPart(node, 'Expression')
    : node;
}

/** `distinct a, b` is a summarize by them without aggregates; `distinct *` names every column. */
export const lowerDistinct: LowerOperator = (context, operator, input) => {
  refuseParameters(context, operator);
  const columns = columnsOf(context, operator);
  const nodes = listPart(operator, 'Expressions');
  const star = nodes.some((node) => context.kusto.kindOf(node) === 'StarExpression');
  if (!star && nodes.length !== columns.length) return refuse(context, operator, 'RP2004', 'this form of distinct');
  const keys = columns.map((column, index): Assignment => {
    const node = nodes[index];
    return star || node === undefined
      ? passThrough(column)
      : { name: column.name, value: lowerExpression(context, bare(context, node)) };
  });
  return {
    op: 'summarize',
    keyword: 'distinct',
    input,
    keys,
    aggregates: [],
    order: [],
    columns,
    span: spanOf(context, operator),
  };
};

/** `count` is `summarize Count = count()`. */
export const lowerCount: LowerOperator = (context, operator, input): Relation => {
  const clause = part(operator, 'AsIdentifier');
  if (clause !== null) return refuse(context, operator, 'RP2004', `count as ${tokenText(clause, 'Identifier')}`);
  const columns = columnsOf(context, operator);
  const { entry } = writtenAggregate('count')!;
  const aggregate: Aggregate = { fn: entry.name, args: [], filter: null, outputs: columns, star: false };
  return {
    op: 'summarize',
    keyword: 'count',
    input,
    keys: [],
    aggregates: [aggregate],
    order: [],
    columns,
    span: spanOf(context, operator),
  };
};
