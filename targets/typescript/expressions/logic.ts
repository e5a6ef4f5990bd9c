import type * as t from '@babel/types';
import * as b from '../ast/builders.js';
import type { Lowered } from './lowered.js';
import type { Lowering } from './lowering.js';

/**
 * Three-valued logic without null checks where none are due: most predicates are only asked whether they are true (`where`,
 * `iff`), and `a and b` is true exactly when both are. Only a null that can show (a column of type bool) needs helpers.
 * https://learn.microsoft.com/kusto/query/scalar-data-types/null-values
 */

/** True exactly when the KQL value is true. */
export function isTrue(value: Lowered, x: Lowering): t.Expression {
  if (!value.nullable) return value.node;
  return value.isTrue?.() ?? isBool(value.node, true, x);
}

/** True exactly when the KQL value is false. */
export function isFalse(value: Lowered, x: Lowering): t.Expression {
  if (!value.nullable) return negate(value.node);
  return value.isFalse?.() ?? isBool(value.node, false, x);
}

const isBool = (node: t.Expression, wanted: boolean, x: Lowering): t.Expression =>
  node.type === 'NullLiteral' ? b.bool(false) : x.sameLiteral(node, b.bool(wanted));

const OPPOSITES = { '===': '!==', '!==': '===' } as const;

/** `!node`, in the form that a person writes. Orderings keep their `!`: NaN is neither below nor above. */
export function negate(node: t.Expression): t.Expression {
  if (node.type === 'BooleanLiteral') return b.bool(!node.value);
  if (node.type === 'UnaryExpression' && node.operator === '!') return node.argument;
  if (node.type === 'BinaryExpression' && (node.operator === '===' || node.operator === '!==')) {
    return b.binary(node.left as t.Expression, OPPOSITES[node.operator], node.right);
  }
  if (node.type === 'LogicalExpression' && node.operator !== '??') {
    return b.logical(negate(node.left), node.operator === '&&' ? '||' : '&&', negate(node.right));
  }
  return b.unary('!', node);
}

/** All of them, or `true` when there are none. */
export const allOf = (nodes: readonly t.Expression[]): t.Expression => chain(nodes, '&&');

/** Any of them, or `false` when there are none. */
export const anyOf = (nodes: readonly t.Expression[]): t.Expression => chain(nodes, '||');

/** Left to right, with constants gone. */
function chain(nodes: readonly t.Expression[], operator: '&&' | '||'): t.Expression {
  const neutral = operator === '&&';
  const open = nodes.filter((node) => node.type !== 'BooleanLiteral' || node.value !== neutral);
  if (open.some((node) => node.type === 'BooleanLiteral')) return b.bool(!neutral);
  const [first, ...rest] = open;
  if (first === undefined) return b.bool(neutral);
  return rest.reduce((left, right) => b.logical(left, operator, right), first);
}
