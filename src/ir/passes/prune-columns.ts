import type { Join, MvExpand, Relation } from '../relation.js';
import { columnsRead } from '../traverse.js';
import type { Column } from '../types.js';

/** Drops the columns that nothing above reads, and the assignments that make them. */
export function pruneColumns(relation: Relation, needed: ReadonlySet<string>): Relation {
  const keep = (columns: readonly Column[]): Column[] => columns.filter(({ name }) => needed.has(name));
  switch (relation.op) {
    case 'source':
      return { ...relation, columns: keep(relation.columns) };
    case 'datatable': {
      const kept = relation.columns.map(({ name }) => needed.has(name));
      const rows = relation.rows.map((row) => row.filter((_, index) => kept[index]));
      return { ...relation, rows, columns: keep(relation.columns) };
    }
    case 'where': {
      const input = pruneColumns(relation.input, columnsRead(relation.predicate, new Set(needed)));
      return { ...relation, input, columns: input.columns };
    }
    case 'let': {
      const input = pruneColumns(relation.input, needed);
      return { ...relation, input, columns: input.columns };
    }
    case 'extend': {
      const assignments = relation.assignments.filter(({ name }) => needed.has(name));
      const made = new Set(assignments.map(({ name }) => name));
      const below = new Set([...needed].filter((name) => !made.has(name)));
      for (const { value } of assignments) columnsRead(value, below);
      const input = pruneColumns(relation.input, below);
      if (assignments.length === 0) return input;
      return { ...relation, input, assignments, columns: available(relation.columns, input.columns, made) };
    }
    case 'project': {
      const assignments = relation.assignments.filter(({ name }) => needed.has(name));
      const below = new Set<string>();
      for (const { value } of assignments) columnsRead(value, below);
      return { ...relation, input: pruneColumns(relation.input, below), assignments, columns: keep(relation.columns) };
    }
    case 'mv-expand':
      return pruneMvExpand(relation, needed);
    case 'join':
      return pruneJoin(relation, needed);
  }
}

/** The columns, in their order, that still come from the input or are made here. */
const available = (columns: readonly Column[], input: readonly Column[], made: ReadonlySet<string>): Column[] => {
  const present = new Set(input.map(({ name }) => name));
  return columns.filter(({ name }) => made.has(name) || present.has(name));
};

/** Every item stays, read or not: how many rows come out depends on all of them. */
function pruneMvExpand(relation: MvExpand, needed: ReadonlySet<string>): Relation {
  const itemIndex = relation.itemIndex !== null && needed.has(relation.itemIndex) ? relation.itemIndex : null;
  const made = new Set(relation.items.map(({ name }) => name));
  if (itemIndex !== null) made.add(itemIndex);
  const below = new Set([...needed].filter((name) => !made.has(name)));
  for (const { value } of relation.items) columnsRead(value, below);
  const input = pruneColumns(relation.input, below);
  return { ...relation, input, itemIndex, columns: available(relation.columns, input.columns, made) };
}

function pruneJoin(relation: Join, needed: ReadonlySet<string>): Relation {
  const leftOrder = relation.kind === 'innerunique' ? relation.leftOrder : [];
  const oneSided = relation.rightNames.length === 0;
  const fromRight = oneSided && relation.kind.startsWith('right');
  const leftNeeded = new Set([...relation.on.map(({ left }) => left), ...leftOrder]);
  if (!fromRight) for (const { name } of relation.left.columns) if (needed.has(name)) leftNeeded.add(name);
  const rightNeeded = new Set(relation.on.map(({ right }) => right));
  const outputName = new Map(
    relation.right.columns.map(({ name }, index) => [name, relation.rightNames[index] ?? name]),
  );
  if (!oneSided || fromRight) {
    for (const [name, output] of outputName) if (needed.has(output)) rightNeeded.add(name);
  }
  const left = pruneColumns(relation.left, leftNeeded);
  const right = pruneColumns(relation.right, rightNeeded);
  const rightNames = oneSided ? [] : right.columns.map(({ name }) => outputName.get(name) ?? name);
  const renamed = right.columns.map(({ type }, index) => ({ name: rightNames[index] ?? '', type }));
  const columns = oneSided ? (fromRight ? right.columns : left.columns) : [...left.columns, ...renamed];
  return { ...relation, left, right, leftOrder, rightNames, columns };
}
