import { listPart, requiredPart, type SyntaxNode } from '../../kql/syntax.js';
import type { Span } from '../../diagnostics/diagnostic.js';
import { freshName, reference } from '../hidden.js';
import { WINDOW_FUNCTIONS, type Relation, type WindowCall } from '../relation.js';
import { columnsRead } from '../walk-expression.js';
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
  return made.length === 0 ? lowered : over(lowered, windowsOf(made, input, spanOf(context, operator)));
}

/** A call may read what another computes (`row_number(1, prev(k) != k)`): it then stands in a window of its own above. */
function windowsOf(calls: readonly WindowCall[], input: Relation, span: Span): Relation {
  const names = new Set(calls.map(({ name }) => name));
  const levels = new Map<string, number>();
  for (const { name, args } of calls) {
    const read = args.flatMap((arg) => [...columnsRead(arg)].filter((column) => names.has(column)));
    levels.set(name, 1 + Math.max(0, ...read.map((column) => levels.get(column) ?? 0)));
  }
  let relation = input;
  for (let level = 1; level <= Math.max(...levels.values()); level++) {
    const own = calls.filter(({ name }) => levels.get(name) === level);
    const columns = [...relation.columns, ...own.map(({ name, type }) => ({ name, type }))];
    relation = { op: 'window', input: relation, calls: own, order: [], columns, span };
  }
  return relation;
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
