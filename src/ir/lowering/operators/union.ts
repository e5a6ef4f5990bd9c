import { listPart, type SyntaxNode } from '../../../kql/syntax.js';
import { NO_SPAN } from '../../../diagnostics/diagnostic.js';
import type { Expression } from '../../expression.js';
import { reference } from '../../hidden.js';
import type { Assignment, Relation } from '../../relation.js';
import type { Column } from '../../types.js';
import { columnsOf, refuse, spanOf, type LoweringContext } from '../context.js';
import { parameterText, refuseParameters, type LowerOperator, type LowerSource } from './lower-operator.js';

/** `T | union U, V`. */
export const lowerUnionOperator: LowerOperator = (context, operator, input) =>
  union(context, operator, [{ relation: input, name: nameOf(input) }, ...written(context, operator)]);

/** `union T, U`. */
export const lowerUnion: LowerSource = (context, node) => union(context, node, written(context, node));

interface Branch {
  readonly relation: Relation;
  /** What `withsource` calls it. */
  readonly name: string;
}

const written = (context: LoweringContext, operator: SyntaxNode): Branch[] =>
  listPart(operator, 'Expressions').map((node) => {
    const relation = context.lowerQuery(node);
    return { relation, name: nameOf(relation) };
  });

const nameOf = (relation: Relation): string =>
  relation.op === 'source' ? relation.table : relation.op === 'let' || relation.op === 'external' ? relation.name : '';

/**
 * Every branch is brought to the columns of the union, as the binder computed them: a column that a branch lacks is null
 * there, and one name with two types is two columns (`x_long`, `x_string`). https://learn.microsoft.com/kusto/query/union-operator
 */
function union(context: LoweringContext, operator: SyntaxNode, branches: readonly Branch[]): Relation {
  const parameters = refuseParameters(context, operator, ['kind', 'withsource', 'isfuzzy']);
  const kind = parameterText(parameters.get('kind')) ?? 'outer';
  const source = parameterText(parameters.get('withsource'));
  const bound = columnsOf(context, operator);
  if (kind !== 'outer' && kind !== 'inner') return refuse(context, operator, 'RP2004', `the union kind '${kind}'`);
  const has = ({ relation }: Branch, column: Column): boolean => sourceOf(relation, column, bound) !== undefined;
  // The binder gives every column whatever the kind; `inner` means those that all branches have.
  const columns = bound.filter(
    (column) => kind === 'outer' || column.name === source || branches.every((branch) => has(branch, column)),
  );
  const inputs = branches.map(({ relation, name }, index): Relation => {
    const assignments = columns.map((column): Assignment => {
      const from = sourceOf(relation, column, bound);
      if (column.name === source && from === undefined)
        return { name: column.name, value: text(name || `union_arg${index}`) };
      return { name: column.name, value: from === undefined ? missing(column) : reference(from) };
    });
    return { op: 'project', keyword: 'project', input: relation, assignments, columns, span: NO_SPAN };
  });
  return { op: 'union', inputs, columns, span: spanOf(context, operator) };
}

/** The column of a branch that goes into a column of the union: of the same name, or its part of one split by type. */
function sourceOf(relation: Relation, column: Column, all: readonly Column[]): Column | undefined {
  const same = relation.columns.find(({ name, type }) => name === column.name && type === column.type);
  if (same !== undefined) return same;
  return relation.columns.find(
    ({ name, type }) =>
      type === column.type &&
      new RegExp(`^_${type}\\d*$`).test(column.name.slice(name.length)) &&
      column.name.startsWith(name) &&
      !all.some((each) => each.name === name && each.type === type),
  );
}

const text = (value: string): Expression => ({ kind: 'literal', type: 'string', value, span: NO_SPAN });
const missing = ({ type }: Column): Expression => ({
  kind: 'literal',
  type,
  value: type === 'string' ? '' : null,
  span: NO_SPAN,
});
