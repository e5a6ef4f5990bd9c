import type * as t from '@babel/types';

/**
 * TypeScript follows comparisons: after `if (a !== 'x') return`, comparing `a` with 'y' is an error to it, though not to
 * KQL. These functions tell which expressions it has learned something about.
 */

/** The text of a variable or a property that TypeScript follows, null for all else. */
export function followedName(node: t.Node): string | null {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ThisExpression') return 'this';
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return null;
  const object = followedName(node.object);
  if (object === null || node.computed) return null;
  return node.property.type === 'Identifier' ? `${object}.${node.property.name}` : null;
}

/** All that a test compares with a literal. */
export function followedNames(test: t.Node): string[] {
  if (test.type === 'LogicalExpression') return [...followedNames(test.left), ...followedNames(test.right)];
  if (test.type === 'UnaryExpression') return followedNames(test.argument);
  if (test.type !== 'BinaryExpression' || !/^[!=]==$/.test(test.operator) || !test.right.type.endsWith('Literal'))
    return [];
  const name = followedName(test.left);
  return name === null ? [] : [name];
}
