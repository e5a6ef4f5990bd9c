import type { Join } from '../../../src/ir/relation.js';
import { and, call, choose, compare, field, NULL, text, type Condition } from '../spl/expression.js';
import type { Aggregate } from '../spl/command.js';
import { moved, optional } from './join-columns.js';
import { RIGHT, type SideName, type Sides } from './join-sides.js';
import type { FieldBinding, Scope } from './scope.js';
import type { Assignment, Stage } from './stage.js';

export function compute(assignments: readonly Assignment[], stage: Stage): void {
  if (assignments.length > 0) stage.emit({ command: 'eval', assignments });
}

/** The columns of a join, from the fields of its sides; those of a side that may have no row are optional. */
export function outputScope(join: Join, { left, right }: Pick<Sides, 'left' | 'right'>): Scope {
  const outputs = new Map(join.right.columns.map(({ name }, index) => [name, join.rightNames[index]!]));
  const outer = join.kind === 'leftouter' || join.kind === 'fullouter';
  return new Map([
    ...[...left].map(([name, row]) => [name, join.kind === 'fullouter' ? optional(row) : row] as const),
    ...[...right].map(([name, row]) => [outputs.get(name)!, outer ? optional(row) : row] as const),
  ]);
}

export const onSide = (marker: string, side: SideName): Condition => compare('==', field(marker), text(side));

/** How many sides have a row of the key. */
export function countSides(
  { marker }: Sides,
  by: readonly string[],
  stage: Stage,
  more: readonly Aggregate[] = [],
): string {
  const found = stage.names.take('sides');
  stage.emit({ command: 'eventstats', aggregates: [{ fn: 'dc', of: marker, as: found }, ...more], by });
  return found;
}

/** A null key meets nothing: its row is in no group of `eventstats`, so that it has no count. */
export const isAlone = (found: string): Condition =>
  compare('==', call('coalesce', field(found), { kind: 'number', value: 1 }), { kind: 'number', value: 1 });

export function keep(
  { marker }: Sides,
  side: SideName,
  condition: Condition | null,
  stage: Stage,
  remark?: string,
): void {
  const kept = condition === null ? onSide(marker, side) : and(onSide(marker, side), condition);
  stage.emit({ command: 'where', condition: kept, ...(remark === undefined ? {} : { remark }) });
}

/** The fields of a side that are only on its own rows, and no fields of the other side. */
export function apart(
  side: SideName,
  sides: Sides,
  join: Join,
  stage: Stage,
): { rows: ReadonlyMap<string, FieldBinding>; copies: Assignment[] } {
  const rows = sides[side];
  if (!sides.shared) return { rows, copies: [] };
  const outputs = new Map(join.right.columns.map(({ name }, index) => [name, join.rightNames[index]!]));
  const copies: Assignment[] = [];
  const moves = [...rows].map(([name, row]): [string, FieldBinding] => {
    const copy = stage.names.take(side === RIGHT ? (outputs.get(name) ?? name) : name);
    copies.push({ field: copy, value: choose(onSide(sides.marker, side), field(row.field), NULL) });
    return [name, moved(row, copy)];
  });
  return { rows: new Map(moves), copies };
}

/** What the rows of a group have in common needs no copy. */
export const firstOf = (names: Iterable<string>, by: readonly string[]): Aggregate[] =>
  [...new Set(names)].filter((name) => !by.includes(name)).map((name) => ({ fn: 'first', of: name, as: name }));

export const fieldsIn = (rows: ReadonlyMap<string, FieldBinding>): string[] =>
  [...rows.values()].map(({ field }) => field);

/** Strings that an outer join found no row for are empty. */
export function fillStrings(rows: ReadonlyMap<string, FieldBinding>, by: readonly string[], stage: Stage): void {
  const strings = [...rows.values()].filter(({ type, field: name }) => type === 'string' && !by.includes(name));
  const names = new Set(strings.map(({ field: name }) => name));
  compute(
    [...names].map((name) => ({ field: name, value: call('coalesce', field(name), text('')) })),
    stage,
  );
}
