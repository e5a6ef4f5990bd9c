import type { Join } from '../../../src/ir/relation.js';
import type { Context } from './context.js';
import { opaque } from './scope.js';
import type { Term } from './term.js';

/** The columns of a join; where a side may be without a match, its columns are null in some rows, whatever the event holds. */
export function joinedColumns(
  context: Context,
  node: Join,
  left: ReadonlyMap<string, Term>,
  right: ReadonlyMap<string, Term>,
): ReadonlyMap<string, Term> {
  const unknown = (name: string, term: Term | undefined): Term =>
    opaque(context, { kind: 'column', name, type: 'dynamic', span: node.span }, term === undefined ? [] : [term]);
  const columns = new Map<string, Term>();
  for (const { name } of node.left.columns) {
    const term = left.get(name);
    columns.set(name, term === undefined || node.kind === 'fullouter' ? unknown(name, term) : term);
  }
  if (node.kind === 'leftsemi' || node.kind === 'leftanti') return columns;
  const mayLack = node.kind === 'leftouter' || node.kind === 'fullouter';
  for (const [position, { name }] of node.right.columns.entries()) {
    const term = right.get(name);
    const output = node.rightNames[position] ?? name;
    columns.set(output, term === undefined || mayLack ? unknown(output, term) : term);
  }
  return columns;
}
