import type * as t from '@babel/types';
import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { KqlType } from '../../../src/ir/types.js';
import * as b from '../ast/builders.js';
import { isWhole, refused, stringOf, valueOf, type Lowered } from './lowered.js';
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
  const isJson = ['string', 'bool', 'real'].includes(value.type) || (isWhole(value.type) && value.bounds !== null);
  if (type === 'dynamic' && isJson) return valueOf('dynamic', value.node, value.nullable);
  x.refuse('RP3303', [`a ${value.type} value as ${type}`], span);
  return refused(type);
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
