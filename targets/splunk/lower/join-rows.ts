import type { Join, JoinKey } from '../../../src/ir/relation.js';
import { and, call, choose, compare, field, NULL, or, test, text } from '../spl/expression.js';
import type { Condition, Value } from '../spl/expression.js';
import type { Aggregate, SortKey } from '../spl/command.js';
import { moved, optional, packing } from './join-columns.js';
import { LEFT, other, RIGHT, type SideName } from './join-sides.js';
import { NUMBERS } from './equality.js';
import { isUniqueBy } from './unique.js';
import type { FieldBinding, Scope } from './scope.js';
import type { Assignment, Stage } from './stage.js';

/** The rows of both sides, one below the other, each marked with its side. */
export interface Sides {
  readonly marker: string;
  readonly left: ReadonlyMap<string, FieldBinding>;
  readonly right: ReadonlyMap<string, FieldBinding>;
  /** Both sides are rows of one search: a side's fields may have values on the other side's rows too. */
  readonly shared: boolean;
  /** The field with a key of both sides, or null where each has its own; by the position of the key. */
  readonly keys: readonly (string | null)[];
  /** What puts the left rows of an innerunique join in order. */
  readonly order: readonly SortKey[];
}

/**
 * Brings the rows of a key together by `eventstats`, which has no limit of rows. What is kept are the rows of one side:
 * - semi and anti joins, and joins whose other side has one row a key, copy that row's fields over;
 * - innerunique keeps the right rows and copies the first left row of the key;
 * - otherwise each left row is told the numbers of its right rows, repeated for each, and gets the fields of that row.
 */
export function bringTogether(join: Join, sides: Sides, stage: Stage): Scope {
  const made = join.on.map((on, index) => keyOf(on, join, sides, sides.keys[index] ?? null, stage));
  const keys = made.filter((key) => key.value.kind !== 'field' || key.value.name !== key.field);
  const by = made.map(({ field: name }) => name);
  stage.notes.assume('RP3154', 'eventstats');
  if (join.kind === 'leftsemi' || join.kind === 'leftanti') {
    compute(keys, stage);
    const found = countSides(sides, by, stage);
    const matched = compare('==', field(found), { kind: 'number', value: 2 });
    keep(sides, LEFT, join.kind === 'leftsemi' ? matched : isAlone(found), stage);
    return sides.left;
  }
  if (join.kind === 'innerunique') return firstLeftRow(join, sides, keys, by, stage);
  const right = apart(RIGHT, sides, join, stage);
  const left = join.kind === 'fullouter' ? apart(LEFT, sides, join, stage) : { rows: sides.left, copies: [] };
  const separate = { ...sides, left: left.rows, right: right.rows };
  compute([...left.copies, ...right.copies, ...keys], stage);
  const names = (pick: (on: JoinKey) => string): ReadonlySet<string> => new Set(join.on.map(pick));
  if (
    join.kind === 'inner' &&
    isUniqueBy(
      join.left,
      names((on) => on.left),
    )
  )
    return copyTo(RIGHT, join, separate, by, stage);
  if (
    join.kind !== 'fullouter' &&
    isUniqueBy(
      join.right,
      names((on) => on.right),
    )
  )
    return copyTo(LEFT, join, separate, by, stage);
  return everyPair(join, separate, by, stage);
}

function compute(assignments: readonly Assignment[], stage: Stage): void {
  if (assignments.length > 0) stage.emit({ command: 'eval', assignments });
}

/** The columns of a join, from the fields of its sides; those of a side that may have no row are optional. */
function outputScope(join: Join, { left, right }: Pick<Sides, 'left' | 'right'>): Scope {
  const outputs = new Map(join.right.columns.map(({ name }, index) => [name, join.rightNames[index]!]));
  const outer = join.kind === 'leftouter' || join.kind === 'fullouter';
  return new Map([
    ...[...left].map(([name, row]) => [name, join.kind === 'fullouter' ? optional(row) : row] as const),
    ...[...right].map(([name, row]) => [outputs.get(name)!, outer ? optional(row) : row] as const),
  ]);
}

const onSide = (marker: string, side: SideName): Condition => compare('==', field(marker), text(side));

/** How many sides have a row of the key. */
function countSides({ marker }: Sides, by: readonly string[], stage: Stage, more: readonly Aggregate[] = []): string {
  const found = stage.names.take('sides');
  stage.emit({ command: 'eventstats', aggregates: [{ fn: 'dc', of: marker, as: found }, ...more], by });
  return found;
}

/** A null key meets nothing: its row is in no group of `eventstats`, so that it has no count. */
const isAlone = (found: string): Condition =>
  compare('==', call('coalesce', field(found), { kind: 'number', value: 1 }), { kind: 'number', value: 1 });

function keep({ marker }: Sides, side: SideName, condition: Condition | null, stage: Stage, remark?: string): void {
  const kept = condition === null ? onSide(marker, side) : and(onSide(marker, side), condition);
  stage.emit({ command: 'where', condition: kept, ...(remark === undefined ? {} : { remark }) });
}

/** The fields of a side that are only on its own rows, and no fields of the other side. */
function apart(
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
const firstOf = (names: Iterable<string>, by: readonly string[]): Aggregate[] =>
  [...new Set(names)].filter((name) => !by.includes(name)).map((name) => ({ fn: 'first', of: name, as: name }));

const fieldsIn = (rows: ReadonlyMap<string, FieldBinding>): string[] => [...rows.values()].map(({ field }) => field);

/** Strings that an outer join found no row for are empty. */
function fillStrings(rows: ReadonlyMap<string, FieldBinding>, by: readonly string[], stage: Stage): void {
  const strings = [...rows.values()].filter(({ type, field: name }) => type === 'string' && !by.includes(name));
  const names = new Set(strings.map(({ field: name }) => name));
  compute(
    [...names].map((name) => ({ field: name, value: call('coalesce', field(name), text('')) })),
    stage,
  );
}

/** The other side has one row a key: its fields are copied to the rows of this side. */
function copyTo(side: SideName, join: Join, sides: Sides, by: readonly string[], stage: Stage): Scope {
  const copied = sides[other(side)];
  const found = countSides(sides, by, stage, firstOf(fieldsIn(copied), by));
  const outer = join.kind === 'leftouter';
  keep(sides, side, outer ? null : compare('==', field(found), { kind: 'number', value: 2 }), stage);
  if (outer) fillStrings(copied, by, stage);
  return outputScope(join, sides);
}

/** Left and right rows in every combination that shares a key. */
function everyPair(join: Join, sides: Sides, by: readonly string[], stage: Stage): Scope {
  const { marker } = sides;
  const number = stage.names.take('row');
  const matches = stage.names.take('right_row');
  const inner = join.kind === 'inner';
  stage.emit({ command: 'streamstats', aggregates: [{ fn: 'count', of: null, as: number }] });
  stage.emit({
    command: 'eval',
    assignments: [{ field: matches, value: choose(onSide(marker, RIGHT), field(number), NULL) }],
  });
  const found = stage.names.take('matches');
  const aggregates: Aggregate[] = [{ fn: 'values', of: matches, as: found }];
  const sidesFound = inner ? null : countSides(sides, by, stage, aggregates);
  if (inner) stage.emit({ command: 'eventstats', aggregates, by });
  const numbers: Value = inner ? field(found) : call('coalesce', field(found), text('none'));
  stage.emit({
    command: 'eval',
    assignments: [{ field: matches, value: choose(onSide(marker, LEFT), numbers, field(matches)) }],
  });
  if (inner) stage.emit({ command: 'where', condition: test('isnotnull', field(matches)) });
  stage.notes.assume('RP3154', 'mvexpand');
  stage.emit({ command: 'mvexpand', field: matches });
  const copied = firstOf(fieldsIn(sides.right), by);
  if (copied.length > 0) stage.emit({ command: 'eventstats', aggregates: copied, by: [matches] });
  if (join.kind === 'fullouter') {
    stage.emit({ command: 'where', condition: or(onSide(marker, LEFT), isAlone(sidesFound!)) });
    fillStrings(sides.left, [], stage);
  } else keep(sides, LEFT, null, stage, 'each left row with each right row of its key');
  if (!inner) fillStrings(sides.right, by, stage);
  return outputScope(join, sides);
}

/** All columns of the first left row: `first` skips NULL and would else take a value from another row. */
function firstLeftRow(
  join: Join,
  sides: Sides,
  keys: readonly Assignment[],
  by: readonly string[],
  stage: Stage,
): Scope {
  const { marker, left } = sides;
  const leftFields = new Set(fieldsIn(left));
  const right = new Map(sides.right);
  const copies: Assignment[] = [];
  for (const [name, row] of right) {
    if (!leftFields.has(row.field) || (!sides.shared && by.includes(row.field))) continue;
    const index = join.right.columns.findIndex((column) => column.name === name);
    const copy = stage.names.take(join.rightNames[index] ?? name);
    copies.push({ field: copy, value: field(row.field) });
    right.set(name, moved(row, copy));
  }
  const packed = [...new Map([...left.values()].map((row) => [row.field, packing(row)] as const))];
  const packs = packed.flatMap(([name, { pack }]) => (pack === null ? [] : [{ field: name, value: pack }]));
  // The keys before nulls become texts, which would meet each other.
  compute([...copies, ...keys, ...packs], stage);
  stage.emit({ command: 'sort', keys: [{ field: marker, as: 'str' }, ...sides.order] });
  const first = stage.names.take('first_side');
  const aggregates: Aggregate[] = [{ fn: 'first', of: marker, as: first }, ...firstOf(leftFields, by)];
  stage.emit({ command: 'eventstats', aggregates, by });
  const remark = 'each right row with the first left row of its key';
  keep(sides, RIGHT, onSide(first, LEFT), stage, remark);
  const unpacks = packed.flatMap(([name, { unpack }]) => (unpack === null ? [] : [{ field: name, value: unpack }]));
  compute(unpacks, stage);
  return outputScope(join, { left, right });
}

function keyOf(
  on: JoinKey,
  join: Join,
  { marker, left, right }: Sides,
  shared: string | null,
  stage: Stage,
): Assignment {
  if (shared !== null) return { field: shared, value: field(shared) };
  const [a, b] = [left.get(on.left)!, right.get(on.right)!];
  const kind = (row: FieldBinding): string => (NUMBERS.has(row.type) ? `number ${row.time ?? ''}` : 'text');
  // A null key joins nothing, and rows without a `by` field are left out.
  if (kind(a) !== kind(b)) stage.notes.refuse('RP3109', join.span, `keys of type ${a.type} and ${b.type}`);
  // One field for both sides; what may be null becomes a text on its way.
  if (a.field === b.field && !a.nullable) return { field: a.field, value: field(a.field) };
  if (a.time === 'iso') stage.notes.assume('RP3157', on.left);
  return {
    field: stage.names.take(`${on.left}_key`),
    value: choose(onSide(marker, LEFT), field(a.field), field(b.field)),
  };
}
