import type { SqlExpression } from './tree.js';

/** The expression with its direct parts replaced. */
export function mapParts(node: SqlExpression, change: (part: SqlExpression) => SqlExpression): SqlExpression {
  switch (node.kind) {
    case 'field':
      return { ...node, object: change(node.object) };
    case 'call':
      return { ...node, args: node.args.map(change) };
    case 'binary':
    case 'quotient':
    case 'is-distinct':
      return { ...node, left: change(node.left), right: change(node.right) };
    case 'logical':
      return { ...node, operands: node.operands.map(change) };
    case 'not':
    case 'negate':
    case 'is-null':
    case 'cast':
    case 'try':
      return { ...node, operand: change(node.operand) };
    case 'in':
      return { ...node, operand: change(node.operand), items: node.items.map(change) };
    case 'case': {
      const branches = node.branches.map(({ when, then }) => ({ when: change(when), then: change(then) }));
      return { ...node, branches, otherwise: node.otherwise === null ? null : change(node.otherwise) };
    }
    case 'array':
      return { ...node, items: node.items.map(change) };
    case 'lambda':
      return { ...node, body: change(node.body) };
    case 'json-object':
      return { ...node, entries: node.entries.map(({ key, value }) => ({ key, value: change(value) })) };
    case 'one-entry-bags':
      return { ...node, json: change(node.json) };
    case 'row-number':
      return { ...node, partitionBy: node.partitionBy.map(change), orderBy: node.orderBy.map(change) };
    case 'column':
    case 'string':
    case 'integer':
    case 'double':
    case 'boolean':
    case 'null':
    case 'instant':
    case 'interval':
    case 'current-timestamp':
    case 'json-path':
      return node;
  }
}

/** Rebuilds an expression from its leaves upwards. */
export const rewriteSql = (node: SqlExpression, change: (node: SqlExpression) => SqlExpression): SqlExpression =>
  change(mapParts(node, (part) => rewriteSql(part, change)));
