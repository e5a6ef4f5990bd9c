import type { Join } from '../../../src/ir/relation.js';
import { field } from '../spl/expression.js';
import type { Aggregate } from '../spl/command.js';
import { moved, packing } from './join-columns.js';
import { LEFT, RIGHT, type Sides } from './join-sides.js';
import { compute, fieldsIn, firstOf, keep, onSide, outputScope } from './join-steps.js';
import type { Scope } from './scope.js';
import type { Assignment, Stage } from './stage.js';

/** All columns of the first left row: `first` skips NULL and would else take a value from another row. */
export function firstLeftRow(
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
