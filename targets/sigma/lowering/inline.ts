import type { Expression } from '../../../src/ir/expression.js';
import type { Assignment, Relation } from '../../../src/ir/relation.js';
import { placeholderName } from '../document/placeholder.js';
import type { Context } from './context.js';
import type { Inline, ValueList } from './flow-model.js';

/** Rows without events: only plain columns are followed, for those are what other rows are looked up in. */
export function inlineLeaf(context: Context, leaf: Extract<Relation, { op: 'datatable' | 'external' }>): Inline {
  const columns = leaf.columns.map(({ name }, index): [string, ValueList] => [
    name,
    leaf.op === 'datatable'
      ? { kind: 'values', values: leaf.rows.map((row) => row[index]?.value ?? null), isFolded: false }
      : {
          kind: 'external',
          placeholder: placeholderName(leaf.name, name, context.externals.get(leaf.name)?.indexOf(name) ?? 0),
          isFolded: false,
        },
  ]);
  return { kind: 'inline', columns: new Map(columns), isWhole: true, span: leaf.span };
}

type Unary = Exclude<Relation, { op: 'source' | 'datatable' | 'external' | 'join' | 'union' }>;

export function applyInline(inline: Inline, operator: Unary): Inline {
  switch (operator.op) {
    case 'where':
    case 'take':
      return { ...inline, isWhole: false };
    case 'extend':
      return { ...inline, columns: without(inline, operator.assignments, assigned(inline, operator.assignments)) };
    case 'project':
      return { ...inline, columns: assigned(inline, operator.assignments) };
    case 'summarize':
      return { ...inline, columns: assigned(inline, operator.keys) };
    case 'mv-expand':
      return { ...inline, columns: without(inline, operator.items, new Map()), isWhole: false };
    case 'let':
    case 'sort':
    case 'window':
      return inline;
  }
}

function without(
  { columns }: Inline,
  overwritten: readonly Assignment[],
  added: ReadonlyMap<string, ValueList>,
): ReadonlyMap<string, ValueList> {
  const kept = new Map(columns);
  for (const { name } of overwritten) kept.delete(name);
  return new Map([...kept, ...added]);
}

const assigned = (inline: Inline, assignments: readonly Assignment[]): ReadonlyMap<string, ValueList> =>
  new Map(
    assignments.flatMap(({ name, value }): [string, ValueList][] => {
      const list = listOf(inline, value);
      return list === null ? [] : [[name, list]];
    }),
  );

/** A column under another name, or with its letters folded as `in~` has it. */
function listOf(inline: Inline, value: Expression): ValueList | null {
  if (value.kind === 'column') return inline.columns.get(value.name) ?? null;
  const folded = foldedOperand(value);
  const list = folded === null ? null : listOf(inline, folded);
  return list === null ? null : { ...list, isFolded: true };
}

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** `translate('A…Z', 'a…z', x)`: lower case for ASCII letters alone, as the IR writes `in~` of a table. */
export function foldedOperand(value: Expression): Expression | null {
  if (value.kind !== 'call' || value.fn !== 'translate') return null;
  const [from, to, operand] = value.args;
  const isFold =
    from?.kind === 'literal' && from.value === UPPER && to?.kind === 'literal' && to.value === UPPER.toLowerCase();
  return isFold ? (operand ?? null) : null;
}
