import type { SqlExpression, SqlOrder } from './tree.js';

/** The expression with its direct parts replaced. */
export function mapParts(node: SqlExpression, change: (part: SqlExpression) => SqlExpression): SqlExpression {
  switch (node.kind) {
    case 'field':
    case 'subscript':
      return { ...node, object: change(node.object) };
    case 'call':
      return { ...node, args: node.args.map(change) };
    case 'binary':
    case 'order-of-reals':
    case 'quotient':
    case 'is-distinct':
      return { ...node, left: change(node.left), right: change(node.right) };
    case 'logical':
      return { ...node, operands: node.operands.map(change) };
    case 'not':
    case 'negate':
    case 'is-null':
    case 'cast':
    case 'try-cast':
    case 'ipv4-number':
    case 'unescaped':
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
    case 'json-bag':
      return { ...node, entries: node.entries.map(({ key, value }) => ({ key, value: change(value) })) };
    case 'one-entry-bags':
      return { ...node, json: change(node.json) };
    case 'aggregate': {
      const filter = node.filter === null ? null : change(node.filter);
      return { ...node, args: node.args.map(change), orderBy: node.orderBy.map(ordered(change)), filter };
    }
    case 'over':
      return {
        ...node,
        call: change(node.call),
        partitionBy: node.partitionBy.map(change),
        orderBy: node.orderBy.map(ordered(change)),
      };
    case 'in-query':
      return { ...node, operand: change(node.operand) };
    case 'exists':
      return { ...node, where: node.where.map(change) };
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

const ordered =
  (change: (part: SqlExpression) => SqlExpression) =>
  (key: SqlOrder): SqlOrder => ({ ...key, value: change(key.value) });

/** Rebuilds an expression from its leaves upwards. */
export const rewriteSql = (node: SqlExpression, change: (node: SqlExpression) => SqlExpression): SqlExpression =>
  change(mapParts(node, (part) => rewriteSql(part, change)));

/** Whether some part of an expression passes a test. */
export function hasPart(node: SqlExpression, test: (node: SqlExpression) => boolean): boolean {
  if (test(node)) return true;
  let found = false;
  mapParts(node, (part) => {
    found ||= hasPart(part, test);
    return part;
  });
  return found;
}

/** Trees of SQL hold only data, and are small where they are compared. */
export const sameSql = (a: SqlExpression, b: SqlExpression): boolean =>
  a === b || (a.kind === b.kind && plain(a) === plain(b));

const plain = (sql: SqlExpression): string =>
  JSON.stringify(sql, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
