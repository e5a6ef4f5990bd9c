import { listPart } from '../../../kql/syntax.js';
import { columnsOf, spanOf } from '../context.js';
import { lowerAssignments } from '../lower-assignments.js';
import { withWindows } from '../window-calls.js';
import { refuseParameters, type LowerOperator } from './lower-operator.js';

export const lowerExtend: LowerOperator = (context, operator, input) => {
  const columns = columnsOf(context, operator);
  return withWindows(context, operator, input, () => {
    const assignments = lowerAssignments(context, listPart(operator, 'Expressions'), columns, input.columns);
    return { op: 'extend', input, assignments, columns, span: spanOf(context, operator) };
  });
};

/** `serialize` only declares an order, which every row has here; `serialize x = …` extends. */
export const lowerSerialize: LowerOperator = (context, operator, input) => {
  refuseParameters(context, operator);
  return listPart(operator, 'Expressions').length === 0 ? input : lowerExtend(context, operator, input);
};
