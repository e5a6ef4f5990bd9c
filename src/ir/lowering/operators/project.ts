import { listPart } from '../../../kql/syntax.js';
import type { Assignment, Project } from '../../relation.js';
import { columnsOf, refuse, spanOf } from '../context.js';
import { lowerPositional } from '../lower-assignments.js';
import { withWindows } from '../window-calls.js';
import type { LowerOperator } from './lower-operator.js';

export const lowerProject: LowerOperator = (context, operator, input) => {
  const columns = columnsOf(context, operator);
  return withWindows(context, operator, input, () => {
    const assignments = lowerPositional(context, listPart(operator, 'Expressions'), columns);
    return { op: 'project', keyword: 'project', input, assignments, columns, span: spanOf(context, operator) };
  });
};

/** The variants that only choose and order columns: the binder has resolved their wildcards. */
export const lowerSelection =
  (keyword: Project['keyword']): LowerOperator =>
  (context, operator, input) => {
    const columns = columnsOf(context, operator);
    const span = spanOf(context, operator);
    const assignments = columns.map(({ name, type }): Assignment => ({
      name,
      value: { kind: 'column', name, type, span },
    }));
    return { op: 'project', keyword, input, assignments, columns, span };
  };

/** `project-rename new = old` keeps positions, so the binder's columns stand in the order of the input's. */
export const lowerRename: LowerOperator = (context, operator, input) => {
  const columns = columnsOf(context, operator);
  const span = spanOf(context, operator);
  const assignments = columns.map(({ name, type }, position): Assignment => {
    const from = input.columns[position];
    if (from === undefined) return refuse(context, operator, 'RP2004', 'this form of project-rename');
    return { name, value: { kind: 'column', name: from.name, type, span } };
  });
  return { op: 'project', keyword: 'project-rename', input, assignments, columns, span };
};
