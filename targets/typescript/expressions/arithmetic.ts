import type * as t from '@babel/types';
import type { Call, Expression } from '../../../src/ir/expression.js';
import * as b from '../ast/builders.js';
import { liftedNode } from './compare.js';
import { asBigInt, asDouble } from './convert.js';
import { isWhole, refused, safeBounds, valueOf, wholeOf, type Bounds, type Lowered } from './lowered.js';
import type { LowerCall, Lowering } from './lowering.js';

type Operator = '+' | '-' | '*' | '/' | '%';
type Apply = (a: t.Expression, c: t.Expression) => t.Expression;

/**
 * Whole numbers stay a `number` while their bounds show that they cannot leave the safe integers, and become a `bigint`
 * where they might: there an operation past 64 bits is null.
 */
export const arithmetic =
  (operator: Operator): LowerCall =>
  (call, x) => {
    const [left, right] = call.args.map((arg) => x.value(arg)) as [Lowered, Lowered];
    if (isWhole(left.type) && isWhole(right.type)) return whole(operator, left, right, x);
    if (isNumber(left) && isNumber(right)) return real(operator, left, right, x);
    return temporal(operator, left, right, call, x);
  };

const isNumber = ({ type }: Lowered): boolean => isWhole(type) || type === 'real';

function whole(operator: Operator, left: Lowered, right: Lowered, x: Lowering): Lowered {
  const bounds = left.bounds && right.bounds && RESULT_BOUNDS[operator](left.bounds, right.bounds);
  const nullable = left.nullable || right.nullable;
  if (bounds === null || left.bounds === null || right.bounds === null) {
    const helper = (
      { '+': 'addLong', '-': 'subtractLong', '*': 'multiplyLong', '/': 'divideLong', '%': 'moduloLong' } as const
    )[operator];
    const [a, c] = [left, right].map((side) => ({ ...side, node: asBigInt(side, x) })) as [Lowered, Lowered];
    return wholeOf(
      apply(a, c, x, (n, m) => x.helper(helper, n, m)),
      null,
      true,
    );
  }
  const byZero = (operator === '/' || operator === '%') && right.bounds.low <= 0 && right.bounds.high >= 0;
  if (byZero) {
    const helper = operator === '/' ? 'divideWhole' : 'moduloWhole';
    return wholeOf(
      apply(left, right, x, (a, c) => x.helper(helper, a, c)),
      bounds,
      true,
    );
  }
  return wholeOf(apply(left, right, x, safeOperation(operator, left.bounds, right.bounds, x)), bounds, nullable);
}

/** On numbers that are safe before and after, by a divisor that is not 0. */
function safeOperation(operator: Operator, left: Bounds, right: Bounds, x: Lowering): Apply {
  const mayBeNegative = left.low < 0 || right.low < 0;
  // JavaScript's -0 is no whole number of KQL's; + 0 makes it 0.
  const withoutNegativeZero = (node: t.Expression): t.Expression =>
    mayBeNegative ? b.binary(node, '+', b.num(0)) : node;
  switch (operator) {
    case '+':
    case '-':
      return (a, c) => b.binary(a, operator, c);
    case '*':
      return (a, c) => withoutNegativeZero(b.binary(a, '*', c));
    case '/':
      return (a, c) => withoutNegativeZero(b.method(b.id('Math'), 'trunc', b.binary(a, '/', c)));
    case '%':
      return (a, c) => (mayBeNegative ? x.helper('moduloWhole', a, c) : b.binary(a, '%', c));
  }
}

const RESULT_BOUNDS: Readonly<Record<Operator, (a: Bounds, c: Bounds) => Bounds | null>> = {
  '+': (a, c) => safeBounds(a.low + c.low, a.high + c.high),
  '-': (a, c) => safeBounds(a.low - c.high, a.high - c.low),
  '*': (a, c) => {
    const corners = [a.low * c.low, a.low * c.high, a.high * c.low, a.high * c.high];
    return safeBounds(Math.min(...corners), Math.max(...corners));
  },
  '/': (a) => safeBounds(-largest(a), largest(a)),
  '%': (_, c) => safeBounds(0, largest(c)),
};

const largest = ({ low, high }: Bounds): number => Math.max(Math.abs(low), Math.abs(high));

function real(operator: Operator, left: Lowered, right: Lowered, x: Lowering): Lowered {
  const [a, c] = [left, right].map((side) => (isWhole(side.type) ? { ...side, node: asDouble(side, x) } : side)) as [
    Lowered,
    Lowered,
  ];
  const operation: Apply =
    operator === '%' ? (n, m) => x.helper('moduloReal', n, m) : (n, m) => b.binary(n, operator, m);
  return valueOf('real', apply(a, c, x, operation), left.nullable || right.nullable);
}

/** Sums and differences of times; other mixtures are refused. Both are held in ticks while they are added. */
function temporal(operator: Operator, left: Lowered, right: Lowered, call: Call, x: Lowering): Lowered {
  const nullable = left.nullable || right.nullable;
  const ticks = (node: t.Expression): t.Expression => x.helper('ticksOf', node);
  switch (`${left.type} ${operator} ${right.type}`) {
    case 'timespan + timespan':
    case 'timespan - timespan':
      return valueOf(
        'timespan',
        apply(left, right, x, (a, c) => b.binary(a, operator as '+' | '-', c)),
        nullable,
      );
    case 'datetime - datetime':
      return valueOf(
        'timespan',
        apply(left, right, x, (a, c) => b.binary(ticks(a), '-', ticks(c))),
        nullable,
      );
    case 'datetime + timespan':
    case 'datetime - timespan': {
      const sum: Apply = (a, c) => x.helper('dateTimeOf', b.binary(ticks(a), operator as '+' | '-', c));
      return valueOf('datetime', apply(left, right, x, sum), true);
    }
    case 'timespan + datetime':
      return valueOf(
        'datetime',
        apply(left, right, x, (a, c) => x.helper('dateTimeOf', b.binary(a, '+', ticks(c)))),
        true,
      );
    default:
      x.refuse('RP3302', [operator, `it takes ${left.type} and ${right.type}`], call.span);
      return refused(call.type);
  }
}

const apply = (left: Lowered, right: Lowered, x: Lowering, operation: Apply): t.Expression =>
  left.nullable || right.nullable ? liftedNode(left, right, x, operation) : operation(left.node, right.node);

export const negate: LowerCall = (call, x) => {
  const [argument] = call.args as [Expression];
  const zero: Expression = { kind: 'literal', type: 'long', value: 0n, span: argument.span };
  const value = x.value(argument);
  if (isWhole(value.type)) return whole('-', x.value(zero), value, x);
  if (value.type === 'real' || value.type === 'timespan') {
    const minusOne = valueOf(value.type, value.type === 'real' ? b.num(-1) : b.bigint(-1n), false);
    const node = value.nullable
      ? liftedNode(minusOne, value, x, (a, c) => b.binary(a, '*', c))
      : b.unary('-', value.node);
    return valueOf(value.type, node, value.nullable);
  }
  x.refuse('RP3302', ['-', `it takes ${value.type}`], call.span);
  return refused(call.type);
};
