import type * as t from '@babel/types';
import type { Call, Expression } from '../../../src/ir/expression.js';
import type { KqlType } from '../../../src/ir/types.js';
import { isArray, type Value } from '../../../src/ir/value.js';
import * as b from '../ast/builders.js';
import { coerce } from './convert.js';
import { looksLikeJson } from '../json-look.js';
import { allOf, anyOf, isFalse, isTrue, negate } from './logic.js';
import { boolOf, isSimple, isWhole, refused, ternaryOf, valueOf, type Lowered } from './lowered.js';
import type { LowerCall, Lowering } from './lowering.js';

/** `==` is false and `!=` true when one side is null; both are null when both sides are. */
export const equality =
  (operator: '==' | '!='): LowerCall =>
  (call, x) => {
    const [left, right] = call.args as [Expression, Expression];
    const same = sameness(left, right, call, x);
    return operator === '==' ? same : opposite(same, x);
  };

/** `in` is an `or` of `==`, `!in` an `and` of `!=`. */
export const membership =
  (operator: 'in' | '!in'): LowerCall =>
  (call, x) => {
    const [value, ...written] = call.args as [Expression, ...Expression[]];
    const list = opened(written);
    const found =
      amongDynamic(value, list, x) ??
      inTexts(value, list, x) ??
      disjunction(
        list.map((item) => sameness(value, item, call, x)),
        x,
      );
    return operator === 'in' ? found : opposite(found, x);
  };

/** Written arrays as their elements. */
const opened = (list: readonly Expression[]): readonly Expression[] =>
  list.flatMap((item): Expression | readonly Expression[] => {
    if (item.kind !== 'literal' || !isArray(item.value)) return item;
    return opened(item.value.map((value): Expression => ({ ...item, type: elementType(value), value })));
  });

function elementType(value: Value): KqlType {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'long';
  return typeof value === 'number' ? 'real' : 'dynamic';
}

/** A list of which a part is computed and may be an array. */
function amongDynamic(value: Expression, list: readonly Expression[], x: Lowering): Lowered | null {
  if (list.every((item) => item.type !== 'dynamic' || (item.kind === 'literal' && item.value === null))) return null;
  const sought = x.value(value);
  const node = isWhole(sought.type) ? sought.node : coerce(sought, 'dynamic', x, value.span).node;
  const items = list.map((item) => coerce(x.value(item), 'dynamic', x, item.span).node);
  return valueOf('bool', x.helper('isAmong', node, ...items), true);
}

/** A longer list is looked up in a set. */
const MAX_CHAIN = 4;

function inTexts(value: Expression, list: readonly Expression[], x: Lowering): Lowered | null {
  const texts = list.map((item) => (item.kind === 'literal' && typeof item.value === 'string' ? item.value : null));
  if (value.type !== 'string' || texts.some((text) => text === null) || texts.length === 0) return null;
  const unique = [...new Set(texts as string[])];
  const raw = unique.some(looksLikeJson) ? null : x.rawText(value);
  const node = raw ?? x.value(value).node;
  if (unique.length <= MAX_CHAIN && (raw !== null || isSimple(node))) {
    return boolOf(anyOf(unique.map((text) => x.sameLiteral(node, b.str(text)))));
  }
  return boolOf(b.method(x.literalSet(unique, value), 'has', node));
}

export function conjunction(values: readonly Lowered[], x: Lowering): Lowered {
  if (values.every(({ nullable }) => !nullable)) return boolOf(allOf(values.map(({ node }) => node)));
  return ternaryOf({
    node: () => values.map(({ node }) => node).reduce((left, right) => x.helper('and', left, right)),
    isTrue: () => allOf(values.map((value) => isTrue(value, x))),
    isFalse: () => anyOf(values.map((value) => isFalse(value, x))),
  });
}

export function disjunction(values: readonly Lowered[], x: Lowering): Lowered {
  if (values.every(({ nullable }) => !nullable)) return boolOf(anyOf(values.map(({ node }) => node)));
  return ternaryOf({
    node: () => values.map(({ node }) => node).reduce((left, right) => x.helper('or', left, right)),
    isTrue: () => anyOf(values.map((value) => isTrue(value, x))),
    isFalse: () => allOf(values.map((value) => isFalse(value, x))),
  });
}

export function opposite(value: Lowered, x: Lowering): Lowered {
  if (!value.nullable) return boolOf(negate(value.node));
  return ternaryOf({
    node: () => x.helper('not', value.node),
    isTrue: () => isFalse(value, x),
    isFalse: () => isTrue(value, x),
  });
}

function sameness(leftExpression: Expression, rightExpression: Expression, call: Call, x: Lowering): Lowered {
  const text = rightExpression.kind === 'literal' ? rightExpression.value : null;
  const raw = typeof text !== 'string' || looksLikeJson(text) ? null : x.rawText(leftExpression);
  if (raw !== null && typeof text === 'string') return boolOf(x.sameLiteral(raw, b.str(text)));

  const [left, right] = [x.value(leftExpression), x.value(rightExpression)];
  const how = comparison(left, right);
  if (how === null) {
    x.refuse('RP3302', [call.fn, `it compares ${left.type} with ${right.type}`], call.span);
    return refused('bool');
  }
  const same = how === 'strict' ? strictly(left.node, right.node, x) : x.helper('same', left.node, right.node);
  if (!left.nullable || !right.nullable) return boolOf(same);
  return ternaryOf({
    node: () => x.helper('equal', left.node, right.node),
    isTrue: () =>
      isSimple(left.node)
        ? allOf([b.binary(left.node, '!==', b.nul()), same])
        : b.binary(x.helper('equal', left.node, right.node), '===', b.bool(true)),
    // Different values are never both null.
    isFalse: () => negate(same),
  });
}

/** TypeScript refuses to compare what it knows to differ, so literals are compared here and choices between them there. */
function strictly(left: t.Expression, right: t.Expression, x: Lowering): t.Expression {
  if (isLiteral(left) && isLiteral(right)) return b.bool(left.value === right.value);
  if (isLiteral(right)) return x.sameLiteral(left, right);
  return isLiteral(left) ? x.sameLiteral(right, left) : b.binary(left, '===', right);
}

type TextOrNumber = t.StringLiteral | t.NumericLiteral | t.BooleanLiteral;

const isLiteral = (node: t.Expression): node is TextOrNumber =>
  node.type === 'StringLiteral' || node.type === 'NumericLiteral' || node.type === 'BooleanLiteral';

/** How two types compare: by `===`, by the helper `same`, or in no way that is known to be KQL's. */
function comparison(left: Lowered, right: Lowered): 'strict' | 'same' | null {
  if (isNumeric(left) && isNumeric(right)) return isDouble(left) === isDouble(right) ? 'strict' : 'same';
  if (left.type === 'dynamic' && right.type === 'dynamic') return 'same';
  const other = left.type === 'dynamic' ? right : right.type === 'dynamic' ? left : null;
  if (other === null) return left.type === right.type && left.type !== 'decimal' ? 'strict' : null;
  if (other.type === 'string' || other.type === 'bool') return 'strict';
  return isNumeric(other) ? (isDouble(other) ? 'strict' : 'same') : null;
}

const isNumeric = ({ type }: Lowered): boolean => isWhole(type) || type === 'real';

/** Held as a JavaScript `number`. */
const isDouble = ({ type, bounds }: Lowered): boolean => type === 'real' || bounds !== null;

type Order = '<' | '<=' | '>' | '>=';
const MIRRORED: Readonly<Record<Order, Order>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** Null when a side is null. */
export const ordering =
  (operator: Order): LowerCall =>
  (call, x) => {
    const [left, right] = call.args.map((arg) => x.value(arg)) as [Lowered, Lowered];
    if (left.type === 'dynamic' && isNumeric(right)) return dynamicOrdering(left, operator, right, x);
    if (right.type === 'dynamic' && isNumeric(left)) return dynamicOrdering(right, MIRRORED[operator], left, x);
    const sortable = (isNumeric(left) && isNumeric(right)) || (left.type === right.type && SORTABLE.has(left.type));
    if (!sortable) {
      x.refuse('RP3302', [operator, `it compares ${left.type} with ${right.type}`], call.span);
      return refused('bool');
    }
    return lifted(left, right, x, (a, c) => b.binary(a, operator, c));
  };

/** As TypeScript holds them, `<` orders these as KQL does. */
const SORTABLE: ReadonlySet<string> = new Set(['datetime', 'timespan']);

/** A dynamic value that is no number is neither below nor above one. */
function dynamicOrdering(left: Lowered, operator: Order, right: Lowered, x: Lowering): Lowered {
  return lifted(left, right, x, (a, c) => b.binary(x.helper('difference', a, c), operator, b.num(0)));
}

const isNull = ({ node }: Lowered): boolean => node.type === 'NullLiteral';

const NULL_BOOL: Lowered = ternaryOf({ node: b.nul, isTrue: () => b.bool(false), isFalse: () => b.bool(false) });

/** A predicate that is null when an operand is. */
function lifted(
  left: Lowered,
  right: Lowered,
  x: Lowering,
  test: (a: t.Expression, c: t.Expression) => t.Expression,
): Lowered {
  if (!left.nullable && !right.nullable) return boolOf(test(left.node, right.node));
  if (isNull(left) || isNull(right)) return NULL_BOOL;
  const node = (): t.Expression => liftedNode(left, right, x, test);
  const simple = [left, right].every(({ nullable, node: operand }) => !nullable || isSimple(operand));
  if (!simple) {
    return ternaryOf({
      node,
      isTrue: () => b.binary(node(), '===', b.bool(true)),
      isFalse: () => b.binary(node(), '===', b.bool(false)),
    });
  }
  const present = [left, right].filter(({ nullable }) => nullable).map((side) => b.binary(side.node, '!==', b.nul()));
  return ternaryOf({
    node,
    isTrue: () => allOf([...present, test(left.node, right.node)]),
    isFalse: () => allOf([...present, negate(test(left.node, right.node))]),
  });
}

/** `lift(a, b, (x, y) => …)`: null when a side is null. */
export function liftedNode(
  left: Lowered,
  right: Lowered,
  x: Lowering,
  apply: (a: t.Expression, c: t.Expression) => t.Expression,
): t.Expression {
  if (isNull(left) || isNull(right)) return b.nul();
  const body = apply(b.id('x'), b.id('y'));
  return x.helper('lift', left.node, right.node, b.arrow([b.id('x'), b.id('y')], body));
}
