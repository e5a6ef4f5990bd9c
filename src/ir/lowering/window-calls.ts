import { listPart, requiredPart, type SyntaxNode } from '../../kql/syntax.js';
import { freshName, reference } from '../hidden.js';
import { WINDOW_FUNCTIONS, type Relation, type WindowCall } from '../relation.js';
import { kqlType, spanOf, type LoweringContext } from './context.js';
import { lowerExpression } from './lower-expression.js';

/**
 * Lowers an operator whose expressions may call window functions (`prev`, `row_number`): each call becomes a column that a
 * `window` operator below computes.
 */
export function withWindows(
  context: LoweringContext,
  operator: SyntaxNode,
  input: Relation,
  lower: () => Extract<Relation, { input: Relation }>,
): Relation {
  const made: WindowCall[] = [];
  const taken = new Set(input.columns.map(({ name }) => name));
  const outer = context.calls;
  context.calls = (node, written) => {
    const fn = WINDOW_FUNCTIONS.find((name) => name === written);
    if (fn === undefined) return outer?.(node, written) ?? null;
    const args = listPart(requiredPart(node, 'ArgumentList'), 'Expressions').map((each) =>
      lowerExpression(context, each),
    );
    const column = { name: freshName('_window', taken), type: kqlType(context, node, node.ResultType) };
    taken.add(column.name);
    made.push({ ...column, fn, args });
    return { ...reference(column), span: spanOf(context, node) };
  };
  const lowered = lower();
  context.calls = outer;
  if (made.length === 0) return lowered;
  const columns = [...input.columns, ...made.map(({ name, type }) => ({ name, type }))];
  const window: Relation = { op: 'window', input, calls: made, order: [], columns, span: spanOf(context, operator) };
  return over(lowered, window);
}

/** The operator on the window; what only hands columns on does not hand on the window's. */
function over(lowered: Extract<Relation, { input: Relation }>, window: Relation): Relation {
  const { columns } = lowered;
  if (lowered.op === 'project') return { ...lowered, input: window };
  const hidden = window.columns.filter(({ name }) => !columns.some((column) => column.name === name));
  const wide = { ...lowered, input: window, columns: [...columns, ...hidden] } as Relation;
  return {
    op: 'project',
    keyword: 'project-away',
    input: wide,
    assignments: columns.map((column) => ({ name: column.name, value: reference(column) })),
    columns,
    span: lowered.span,
  };
}
