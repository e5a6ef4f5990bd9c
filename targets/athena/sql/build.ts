import { rewriteSql } from './traverse.js';
import type { BinaryOperator, SqlExpression, SqlOrder, SqlType } from './tree.js';

/** Short makers of tree nodes, with the simplifications that keep generated SQL as a person would write it. */

export const NULL: SqlExpression = { kind: 'null' };
export const TRUE: SqlExpression = { kind: 'boolean', value: true };
export const FALSE: SqlExpression = { kind: 'boolean', value: false };
export const EMPTY: SqlExpression = { kind: 'string', value: '' };

export const column = (name: string, table: string | null = null): SqlExpression => ({ kind: 'column', table, name });
export const text = (value: string): SqlExpression => ({ kind: 'string', value });
export const integer = (value: bigint | number): SqlExpression => ({ kind: 'integer', value: BigInt(value) });
export const call = (name: string, ...args: readonly SqlExpression[]): SqlExpression => ({ kind: 'call', name, args });
export const binary = (operator: BinaryOperator, left: SqlExpression, right: SqlExpression): SqlExpression => ({
  kind: 'binary',
  operator,
  left,
  right,
});
export const equal = (left: SqlExpression, right: SqlExpression): SqlExpression => binary('=', left, right);
export const isNull = (operand: SqlExpression): SqlExpression => ({ kind: 'is-null', operand, negated: false });
export const isNotNull = (operand: SqlExpression): SqlExpression => ({ kind: 'is-null', operand, negated: true });
export const isDistinct = (left: SqlExpression, right: SqlExpression): SqlExpression => ({
  kind: 'is-distinct',
  left,
  right,
});

/**
 * In TRY and in lambdas Trino (483, measured) fails with an internal error on NULLIF of anything but a column: there CASE
 * says the same.
 */
const withoutNullif = (operand: SqlExpression): SqlExpression =>
  rewriteSql(operand, (node) => {
    if (!isCall(node, 'nullif')) return node;
    const [value, other] = node.args;
    return value === undefined || other === undefined || value.kind === 'column' || value.kind === 'field'
      ? node
      : when(binary('<>', value, other), value, null);
  });

export const attempt = (operand: SqlExpression): SqlExpression => ({ kind: 'try', operand: withoutNullif(operand) });

/** Division of integers that truncates towards zero. */
export const quotient = (left: SqlExpression, right: SqlExpression): SqlExpression => ({
  kind: 'quotient',
  left,
  right,
});

export const array = (...items: readonly SqlExpression[]): SqlExpression => ({ kind: 'array', items });
export const cast = (operand: SqlExpression, type: SqlType): SqlExpression => ({ kind: 'cast', operand, type });
/** NULL for what the type does not hold. */
export const tryCast = (operand: SqlExpression, type: SqlType): SqlExpression => ({ kind: 'try-cast', operand, type });
export const lambda = (parameters: readonly string[], body: SqlExpression): SqlExpression => ({
  kind: 'lambda',
  parameters,
  body: withoutNullif(body),
});
export const jsonPath = (...keys: readonly string[]): SqlExpression => ({ kind: 'json-path', keys });

export const when = (
  condition: SqlExpression,
  then: SqlExpression,
  otherwise: SqlExpression | null,
): SqlExpression => ({
  kind: 'case',
  branches: [{ when: condition, then }],
  otherwise,
});

export function not(operand: SqlExpression): SqlExpression {
  if (operand.kind === 'boolean') return operand.value ? FALSE : TRUE;
  if (operand.kind === 'not') return operand.operand;
  if (operand.kind === 'is-null' || operand.kind === 'exists') return { ...operand, negated: !operand.negated };
  if (operand.kind === 'binary' && operand.operator === '=') return binary('<>', operand.left, operand.right);
  return { kind: 'not', operand };
}

export const and = (operands: readonly SqlExpression[]): SqlExpression => logical('AND', operands);
export const or = (operands: readonly SqlExpression[]): SqlExpression => logical('OR', operands);

/** Flattened, without the operator's neutral element; an absorbing one stands for the whole. */
function logical(operator: 'AND' | 'OR', operands: readonly SqlExpression[]): SqlExpression {
  const absorbing = operator === 'OR';
  const flat = operands
    .flatMap((operand) => (operand.kind === 'logical' && operand.operator === operator ? operand.operands : [operand]))
    .filter((operand) => !(operand.kind === 'boolean' && operand.value !== absorbing));
  if (flat.some((operand) => operand.kind === 'boolean')) return absorbing ? TRUE : FALSE;
  if (flat.length === 1 && flat[0] !== undefined) return flat[0];
  return flat.length === 0 ? (absorbing ? FALSE : TRUE) : { kind: 'logical', operator, operands: flat };
}

/** `coalesce` without NULLs, nested ones joined, and nothing after an argument that is never NULL. */
export function coalesce(...args: readonly SqlExpression[]): SqlExpression {
  const flat: SqlExpression[] = [];
  for (const arg of args.flatMap((each) => (isCall(each, 'coalesce') ? each.args : [each]))) {
    if (arg.kind === 'null') continue;
    flat.push(arg);
    if (arg.kind === 'string' || arg.kind === 'integer' || arg.kind === 'boolean') break;
  }
  if (flat.length <= 1) return flat[0] ?? NULL;
  return call('coalesce', ...flat);
}

export const nullIf = (value: SqlExpression, other: SqlExpression): SqlExpression => call('nullif', value, other);

export const isCall = (
  expression: SqlExpression,
  name: string,
): expression is Extract<SqlExpression, { kind: 'call' }> => expression.kind === 'call' && expression.name === name;

/** `value + amount`, with constants gathered: `strpos(x, ':') - 1 + 1` is `strpos(x, ':')`. */
export function plus(value: SqlExpression, amount: bigint): SqlExpression {
  if (value.kind === 'integer') return integer(value.value + amount);
  if (value.kind === 'binary' && (value.operator === '+' || value.operator === '-') && value.right.kind === 'integer') {
    return plus(value.left, amount + (value.operator === '+' ? value.right.value : -value.right.value));
  }
  if (amount === 0n) return value;
  return amount > 0n ? binary('+', value, integer(amount)) : binary('-', value, integer(-amount));
}

/** Ascending with nulls first, as KQL's canonical order is. `solid` is never NULL, so that there is nothing to say. */
export const ascending = (value: SqlExpression, solid = false): SqlOrder => ({
  value,
  direction: 'asc',
  nulls: solid ? 'last' : 'first',
});

interface AggregateOptions {
  readonly distinct?: boolean;
  readonly orderBy?: readonly SqlOrder[];
  readonly filter?: SqlExpression | null;
}

export const aggregate = (
  name: string,
  args: readonly SqlExpression[],
  { distinct = false, orderBy = [], filter = null }: AggregateOptions = {},
): SqlExpression => ({ kind: 'aggregate', name, args, distinct, orderBy, filter });

/** `call OVER (PARTITION BY … ORDER BY …)`; an aggregate runs up to the row itself. */
export const over = (
  call: SqlExpression,
  orderBy: readonly SqlOrder[],
  partitionBy: readonly SqlExpression[] = [],
): SqlExpression => ({ kind: 'over', call, partitionBy, orderBy, rows: call.kind === 'aggregate' });
