import { requiredPart, simpleName } from '../../../kql/syntax.js';
import type { Relation } from '../../relation.js';
import { spanOf } from '../context.js';
import { refuseParameters, type LowerOperator } from './lower-operator.js';

/** `T | as Name` lets the rest of the query call the rows so far by a name. */
export const lowerAs: LowerOperator = (context, operator, input) => {
  refuseParameters(context, operator);
  const name = simpleName(requiredPart(operator, 'Name'));
  const value: Relation = { op: 'let', name, input, columns: input.columns, span: spanOf(context, operator) };
  context.bindings = new Map([...context.bindings, [name, { kind: 'tabular', value }]]);
  return value;
};
