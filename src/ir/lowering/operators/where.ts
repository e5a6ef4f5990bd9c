import { requiredPart } from '../../../kql/syntax.js';
import { columnsOf, spanOf } from '../context.js';
import { lowerExpression } from '../lower-expression.js';
import { withWindows } from '../window-calls.js';
import { refuseParameters, type LowerOperator } from './lower-operator.js';

export const lowerWhere: LowerOperator = (context, operator, input) => {
  refuseParameters(context, operator);
  return withWindows(context, operator, input, () => {
    const predicate = lowerExpression(context, requiredPart(operator, 'Condition'));
    return { op: 'where', input, predicate, columns: columnsOf(context, operator), span: spanOf(context, operator) };
  });
};
