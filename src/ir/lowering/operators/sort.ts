import { listPart, part, requiredPart, tokenText, type SyntaxNode } from '../../../kql/syntax.js';
import type { Relation, SortKey } from '../../relation.js';
import { evaluateConstant } from '../constants.js';
import { columnsOf, refuse, spanOf, type LoweringContext } from '../context.js';
import { lowerExpression } from '../lower-expression.js';
import { refuseParameters, type LowerOperator } from './lower-operator.js';

/** Descending when nothing is said; nulls last when descending, first when ascending: https://learn.microsoft.com/kusto/query/sort-operator */
function sortKey(context: LoweringContext, node: SyntaxNode): SortKey {
  if (context.kusto.kindOf(node) !== 'OrderedExpression') {
    return { value: lowerExpression(context, node), direction: 'desc', nulls: 'last' };
  }
  const ordering = part(node, 'Ordering');
  const direction =
    ordering !== null && /^(asc|granny-asc)$/.test(tokenText(ordering, 'AscOrDescKeyword')) ? 'asc' : 'desc';
  const clause = ordering === null ? null : part(ordering, 'NullsClause');
  const written = clause === null ? '' : tokenText(clause, 'FirstOrLastKeyword');
  const nulls = written === 'first' || written === 'last' ? written : direction === 'asc' ? 'first' : 'last';
  return { value: lowerExpression(context, requiredPart(node, 'Expression')), direction, nulls };
}

const sorted = (
  context: LoweringContext,
  operator: SyntaxNode,
  input: Relation,
  keys: readonly SyntaxNode[],
): Relation => ({
  op: 'sort',
  input,
  keys: keys.map((key) => sortKey(context, key)),
  columns: input.columns,
  span: spanOf(context, operator),
});

function taken(context: LoweringContext, operator: SyntaxNode, input: Relation): Relation {
  const node = requiredPart(operator, 'Expression');
  const count = evaluateConstant(lowerExpression(context, node));
  if (typeof count !== 'bigint' || count < 0n)
    return refuse(context, node, 'RP2004', 'a number of rows that is no constant');
  return {
    op: 'take',
    input,
    count: Number(count),
    order: [],
    columns: columnsOf(context, operator),
    span: spanOf(context, operator),
  };
}

export const lowerSort: LowerOperator = (context, operator, input) => {
  refuseParameters(context, operator);
  return sorted(context, operator, input, listPart(operator, 'Expressions'));
};

export const lowerTake: LowerOperator = (context, operator, input) => {
  refuseParameters(context, operator);
  return taken(context, operator, input);
};

/** `top n by e` is `sort by e | take n`. */
export const lowerTop: LowerOperator = (context, operator, input) => {
  refuseParameters(context, operator);
  return taken(context, operator, sorted(context, operator, input, [requiredPart(operator, 'ByExpression')]));
};
