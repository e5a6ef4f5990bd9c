import type { Join, JoinKey } from '../../../src/ir/relation.js';
import { call, choose, compare, field, NULL, or, test, text, type Value } from '../spl/expression.js';
import type { Aggregate } from '../spl/command.js';
import { NUMBERS } from './equality.js';
import { firstLeftRow } from './first-left-row.js';
import { LEFT, other, RIGHT, type Sides, type SideName } from './join-sides.js';
import { apart, compute, countSides, fieldsIn, fillStrings, firstOf, isAlone, keep } from './join-steps.js';
import { onSide, outputScope } from './join-steps.js';
import type { FieldBinding, Scope } from './scope.js';
import type { Assignment, Stage } from './stage.js';
import { isUniqueBy } from './unique.js';

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
