import { DateTime, Decimal, Guid, TimeSpan, isArray, isBag, type Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { int } from '../values.js';

/** The type of a value inside a dynamic one. */
function dynamicType(value: Value): string {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  if (isBag(value)) return 'dictionary';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return int(value) === null ? 'long' : 'int';
  if (value instanceof DateTime) return 'datetime';
  if (value instanceof TimeSpan) return 'timespan';
  if (value instanceof Guid) return 'guid';
  return value instanceof Decimal ? 'decimal' : 'real';
}

export const TYPE_NAMES = functions({
  name: 'gettype',
  page: 'gettype-function',
  nulls: 'never',
  choice:
    'inside a dynamic value whole numbers of 32 bits are int, larger ones long; a null of a static type has that type',
  evaluate: ([value], { types }) => (types[0] === 'dynamic' ? dynamicType(value!) : (types[0] ?? 'null')),
});
