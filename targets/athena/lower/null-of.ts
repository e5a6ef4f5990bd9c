import type { KqlType } from '../../../src/ir/types.js';
import { cast, NULL } from '../sql/build.js';
import type { SqlExpression, SqlType } from '../sql/tree.js';

const TYPES: Readonly<Partial<Record<KqlType, SqlType>>> = {
  bool: 'boolean',
  int: 'bigint',
  long: 'bigint',
  real: 'double',
  datetime: 'instant',
};

/** NULL of the type that a column of the result has. */
export const nullOf = (type: KqlType): SqlExpression => cast(NULL, TYPES[type] ?? 'text');
