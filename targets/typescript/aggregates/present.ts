import type * as t from '@babel/types';
import * as b from '../ast/builders.js';
import * as s from '../ast/statements.js';
import type { Lowered } from '../expressions/lowered.js';

/** What happens with a value; a null is passed over. */
export function whenPresent({ node, nullable }: Lowered, ...update: t.Statement[]): t.Statement[] {
  if (!nullable) return update;
  if (node.type === 'NullLiteral') return [];
  return [s.ifThen(b.binary(node, '!==', b.nul()), s.together(update))];
}
