import type { Expression } from '../../../src/ir/expression.js';
import { childrenOf } from '../../../src/ir/walk-expression.js';
import { flush, type Block } from './block.js';
import { isCheap } from './cell.js';
import type { LoweringContext } from './context.js';
import type { Request } from './requests.js';

/**
 * The block, or a new one on top of it, so that expressions may be put in the place of the columns that they read: a
 * computed column that is read twice, or is wanted afterwards too, is computed once, below. `after` is what is asked of the
 * columns that pass by.
 */
export function readable(
  block: Block,
  expressions: readonly Expression[],
  after: Request,
  context: LoweringContext,
): Block {
  const reads = countReads(expressions);
  const costly = [...reads].some(([name, count]) => {
    const cell = block.cells.get(name);
    return cell !== undefined && !isCheap(cell) && (count > 1 || after.columns.has(name));
  });
  return costly
    ? flush(block, { columns: new Set([...after.columns, ...reads.keys()]), solid: after.solid }, context)
    : block;
}

export function countReads(expressions: readonly Expression[]): Map<string, number> {
  const counts = new Map<string, number>();
  const visit = (expression: Expression): void => {
    if (expression.kind === 'column') counts.set(expression.name, (counts.get(expression.name) ?? 0) + 1);
    childrenOf(expression).forEach(visit);
  };
  expressions.forEach(visit);
  return counts;
}

/** A request without the columns that an operator makes itself. */
export function without(request: Request, names: readonly string[]): Request {
  const keep = (all: ReadonlySet<string>): Set<string> => new Set([...all].filter((name) => !names.includes(name)));
  return { columns: keep(request.columns), solid: keep(request.solid) };
}
