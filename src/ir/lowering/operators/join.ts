import { listPart, requiredPart, simpleName, type SyntaxNode } from '../../../kql/syntax.js';
import { JOIN_KINDS, type JoinKey, type JoinKind } from '../../relation.js';
import type { Column } from '../../types.js';
import { columnsOf, refuse, spanOf, type LoweringContext } from '../context.js';
import { parameterText, refuseParameters, type LowerOperator } from './lower-operator.js';

/** Other spellings of the same kinds: https://learn.microsoft.com/kusto/query/join-operator */
const KIND_ALIASES: Readonly<Record<string, JoinKind>> = {
  anti: 'leftanti',
  leftantisemi: 'leftanti',
  rightantisemi: 'rightanti',
};

export const lowerJoin: LowerOperator = (context, operator, left) => {
  const parameters = refuseParameters(context, operator, ['kind']);
  const written = parameterText(parameters.get('kind')) ?? 'innerunique';
  const kind = JOIN_KINDS.find((candidate) => candidate === written) ?? KIND_ALIASES[written];
  if (kind === undefined) return refuse(context, operator, 'RP2004', `the join kind '${written}'`);
  const right = context.lowerQuery(requiredPart(operator, 'Expression'));
  const columns = columnsOf(context, operator);
  const rightNames = rightColumnNames(kind, left.columns, right.columns, columns);
  const on = joinKeys(context, requiredPart(operator, 'ConditionClause'));
  const span = spanOf(context, operator);
  return { op: 'join', kind, left, right, on, rightNames, leftOrder: [], evidence: 'both', columns, span };
};

function rightColumnNames(
  kind: JoinKind,
  left: readonly Column[],
  right: readonly Column[],
  all: readonly Column[],
): string[] {
  if (kind.endsWith('semi') || kind.endsWith('anti')) return [];
  return all.slice(left.length, left.length + right.length).map(({ name }) => name);
}

export function joinKeys(context: LoweringContext, condition: SyntaxNode): JoinKey[] {
  if (context.kusto.kindOf(condition) !== 'JoinOnClause') refuse(context, condition, 'RP2004', 'join … where');
  return listPart(condition, 'Expressions').flatMap((node) => conjunctKeys(context, node));
}

/** `on $left.a == $right.b and $left.c == $right.d` says what the comma says. */
function conjunctKeys(context: LoweringContext, node: SyntaxNode): JoinKey[] {
  if (context.kusto.kindOf(node) !== 'AndExpression') return [joinKey(context, node)];
  return ['Left', 'Right'].flatMap((name) => conjunctKeys(context, requiredPart(node, name)));
}

/** `on a` or `on $left.a == $right.b`. */
function joinKey(context: LoweringContext, node: SyntaxNode): JoinKey {
  if (context.kusto.kindOf(node) === 'NameReference') {
    const name = simpleName(node);
    return { left: name, right: name };
  }
  if (context.kusto.kindOf(node) !== 'EqualExpression')
    return refuse(context, node, 'RP2004', 'a join condition other than ==');
  const sides = new Map<string, string>();
  for (const name of ['Left', 'Right']) {
    const side = requiredPart(node, name);
    if (context.kusto.kindOf(side) !== 'PathExpression') return refuse(context, side, 'RP2004', 'this join condition');
    sides.set(simpleName(requiredPart(side, 'Expression')), simpleName(requiredPart(side, 'Selector')));
  }
  const left = sides.get('$left');
  const right = sides.get('$right');
  if (left === undefined || right === undefined) return refuse(context, node, 'RP2004', 'this join condition');
  return { left, right };
}
