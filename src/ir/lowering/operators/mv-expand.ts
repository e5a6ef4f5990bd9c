import { listPart, part, requiredPart, simpleName } from '../../../kql/syntax.js';
import type { MvExpandItem } from '../../relation.js';
import { columnsOf, refuse, spanOf } from '../context.js';
import { lowerAssignments } from '../lower-assignments.js';
import { parameterText, refuseParameters, type LowerOperator } from './lower-operator.js';

export const lowerMvExpand: LowerOperator = (context, operator, input) => {
  const parameters = refuseParameters(context, operator, ['with_itemindex', 'bagexpansion', 'kind']);
  if (part(operator, 'RowLimitClause') !== null) refuse(context, operator, 'RP2004', "the 'limit' of mv-expand");
  const columns = columnsOf(context, operator);
  const nodes = listPart(operator, 'Expressions');
  const itemIndex = parameters.get('with_itemindex');
  const expansion = parameterText(parameters.get('bagexpansion') ?? parameters.get('kind')) ?? 'bag';
  const items = lowerAssignments(
    context,
    nodes.map((node) => requiredPart(node, 'Expression')),
    columns,
    input.columns,
  ).map((assignment): MvExpandItem => {
    const column = columns.find(({ name }) => name === assignment.name);
    return { ...assignment, type: column?.type ?? 'dynamic' };
  });
  return {
    op: 'mv-expand',
    input,
    items,
    itemIndex: itemIndex === undefined ? null : simpleName(itemIndex),
    bagExpansion: expansion === 'array' ? 'array' : 'bag',
    columns,
    span: spanOf(context, operator),
  };
};
