import type * as t from '@babel/types';
import * as b from '../ast/builders.js';
import { isSimple, type Lowered } from './lowered.js';
import type { Lowering } from './lowering.js';

/** An operation on a value that may be null: then the result is. */
export function liftOne(value: Lowered, x: Lowering, apply: (node: t.Expression) => t.Expression): t.Expression {
  const { node, nullable } = value;
  if (!nullable) return apply(node);
  if (node.type === 'NullLiteral') return b.nul();
  if (isSimple(node)) return b.conditional(b.binary(node, '===', b.nul()), b.nul(), apply(node));
  return x.helper('liftOne', node, b.arrow([b.id('x')], apply(b.id('x'))));
}
