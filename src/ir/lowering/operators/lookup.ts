import { requiredPart } from '../../../kql/syntax.js';
import { freshName, passThrough } from '../../hidden.js';
import type { Assignment, Join, Relation } from '../../relation.js';
import { columnsOf, refuse, spanOf } from '../context.js';
import { joinKeys } from './join.js';
import { parameterText, refuseParameters, type LowerOperator } from './lower-operator.js';

/** `lookup` is a leftouter or inner join without the right side's keys: https://learn.microsoft.com/kusto/query/lookup-operator */
export const lowerLookup: LowerOperator = (context, operator, left) => {
  const kind = parameterText(refuseParameters(context, operator, ['kind']).get('kind')) ?? 'leftouter';
  if (kind !== 'leftouter' && kind !== 'inner') return refuse(context, operator, 'RP2004', `the lookup kind '${kind}'`);
  const right = context.lowerQuery(requiredPart(operator, 'Expression'));
  const on = joinKeys(context, requiredPart(operator, 'LookupClause'));
  const columns = columnsOf(context, operator);
  const span = spanOf(context, operator);

  const keys = new Set(on.map((key) => key.right));
  const brought = columns.slice(left.columns.length);
  const taken = new Set(columns.map(({ name }) => name));
  let next = 0;
  const rightNames = right.columns.map(({ name }) => {
    if (!keys.has(name)) return brought[next++]?.name ?? name;
    const hidden = freshName(`_${name}`, taken);
    taken.add(hidden);
    return hidden;
  });
  if (next !== brought.length) return refuse(context, operator, 'RP2004', 'this form of lookup');
  const renamed = right.columns.map(({ type }, index) => ({ name: rightNames[index] ?? '', type }));
  const join: Join = {
    op: 'join',
    kind,
    left,
    right,
    on,
    rightNames,
    leftOrder: [],
    evidence: 'both',
    columns: [...left.columns, ...renamed],
    span,
  };
  const assignments: Assignment[] = columns.map(passThrough);
  return { op: 'project', keyword: 'project-away', input: join, assignments, columns, span } satisfies Relation;
};
