import type * as t from '@babel/types';
import type { ColumnDefinition, RecordPath } from '../../../src/schema/table.js';
import * as b from '../ast/builders.js';
import { dynamicOf, safeBounds, stringOf, valueOf, wholeOf, type Lowered } from '../expressions/lowered.js';
import type { ModuleParts } from './parts.js';

const RECORD = b.id('record');
const SAFE = safeBounds(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

/** A table's column as it is read from a raw record. */
export function lowerRawColumn(column: ColumnDefinition, table: string, parts: ModuleParts): Lowered {
  if (column.constant !== undefined) return stringOf(b.str(column.constant));
  const raw = rawValue(column, table, parts);
  if (raw === null) return column.type === 'string' ? stringOf(b.str('')) : valueOf(column.type, b.nul(), true);
  switch (column.encoding) {
    case 'text':
    case 'json':
      return stringOf(parts.helper('text', raw));
    case 'bool':
      return valueOf('bool', parts.helper('flag', raw), true);
    case 'datetime':
      return valueOf('datetime', parts.helper('dateTime', raw), true);
    case 'int':
      return { ...wholeOf(parts.helper('whole', raw), SAFE, true), type: 'int' };
    case 'dynamic':
      return dynamicOf(parts.helper('dynamicValue', raw));
  }
}

/** The raw JSON value of a column, null for a column that records do not have. The first path with a value counts. */
export function rawValue(column: ColumnDefinition, table: string, parts: ModuleParts): t.Expression | null {
  const reads = column.paths.map((path) => readPath(path, table, parts));
  return reads.length === 0 ? null : reads.reduce((first, next) => b.logical(first, '??', next));
}

/**
 * Plain property access where that is right for any JSON: a key of a string, a number or an array gives undefined, and no
 * name in the table's schema is one that JavaScript's own objects have. Positions need the checks of a helper.
 */
function readPath(path: RecordPath, table: string, parts: ModuleParts): t.Expression {
  const keys = path.filter((step) => typeof step === 'string');
  if (keys.length === path.length) return parts.recordShape(table).read(RECORD, keys);
  return parts.helper(
    'valueAt',
    RECORD,
    b.array(path.map((step) => (typeof step === 'string' ? b.str(step) : b.num(step)))),
  );
}
