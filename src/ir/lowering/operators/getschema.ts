import type { Literal } from '../../expression.js';
import type { KqlType } from '../../types.js';
import { columnsOf, spanOf } from '../context.js';
import type { LowerOperator } from './lower-operator.js';

/** The .NET type that Kusto keeps each type in: https://learn.microsoft.com/kusto/query/getschema-operator */
const DATA_TYPES: Readonly<Record<KqlType, string>> = {
  bool: 'System.SByte',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  string: 'System.String',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  guid: 'System.Guid',
  dynamic: 'System.Object',
};

/** The columns of the input as rows: known when converting. */
export const lowerGetSchema: LowerOperator = (context, operator, input) => {
  const span = spanOf(context, operator);
  const literal = (type: KqlType, value: string | bigint): Literal => ({ kind: 'literal', type, value, span });
  const rows = input.columns.map(({ name, type }, index) => [
    literal('string', name),
    literal('long', BigInt(index)),
    literal('string', DATA_TYPES[type]),
    literal('string', type),
  ]);
  return { op: 'datatable', rows, columns: columnsOf(context, operator), span };
};
