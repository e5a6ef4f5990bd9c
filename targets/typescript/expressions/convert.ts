import type * as t from '@babel/types';
import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { KqlType } from '../../../src/ir/types.js';
import * as b from '../ast/builders.js';
import { dynamicOf, isWhole, refused, stringOf, valueOf, type Lowered } from './lowered.js';
import type { Lowering } from './lowering.js';

/** What `tostring` gives. */
export function toText(value: Lowered, x: Lowering, span: Span): t.Expression {
  switch (value.type) {
    case 'string':
      return value.node;
    case 'datetime':
    case 'guid':
      return value.nullable ? b.logical(value.node, '??', b.str('')) : value.node;
    case 'dynamic':
      if (value.maybeText !== undefined) return b.logical(value.maybeText, '??', b.str(''));
      return x.helper('toText', value.node);
    case 'bool':
    case 'int':
    case 'long':
    case 'real':
      return value.nullable ? x.helper('scalarText', value.node) : b.call('String', value.node);
    case 'timespan':
      return x.helper('timeSpanText', value.node);
    case 'decimal':
      x.refuse('RP3303', ['a decimal value'], span);
      return b.str('');
  }
}

/** A value as one of another type, where KQL's binder mixes them: `iff(b, 1, 2.0)` is real, `iff(b, "a", 1)` dynamic. */
export function coerce(value: Lowered, type: KqlType, x: Lowering, span: Span): Lowered {
  if (value.type === type || (isWhole(value.type) && isWhole(type))) return value;
  if (type === 'string') return stringOf(toText(value, x, span));
  if (type === 'real' && isWhole(value.type)) return valueOf('real', asDouble(value, x), value.nullable);
  if (type === 'dynamic') return dynamicOf(toJson(value, x, span), value.nullable);
  x.refuse('RP3303', [`a ${value.type} value as ${type}`], span);
  return refused(type);
}

/** A value as it is inside of dynamic values; a null stays null. JSON's numbers are doubles, beyond 2^53 they are rounded. */
export function toJson(value: Lowered, x: Lowering, span: Span): t.Expression {
  const { type, node, nullable } = value;
  if (isWhole(type)) return asDouble(value, x);
  switch (type) {
    case 'timespan':
      return nullable ? x.helper('spanJson', node) : x.helper('timeSpanText', node);
    case 'decimal':
      x.refuse('RP3303', ['a decimal value'], span);
      return b.nul();
    default:
      return node;
  }
}

/** A whole number as a double. A null stays null. */
export function asDouble({ node, bounds, nullable }: Lowered, x: Lowering): t.Expression {
  if (bounds !== null) return node;
  return nullable ? x.helper('toNumber', node) : b.call('Number', node);
}

/** A whole number as a bigint. A null stays null. */
export function asBigInt({ node, bounds, nullable }: Lowered, x: Lowering): t.Expression {
  if (bounds === null) return node;
  if (node.type === 'NumericLiteral') return b.bigint(BigInt(node.value));
  return nullable ? x.helper('toBigInt', node) : b.call('BigInt', node);
}
