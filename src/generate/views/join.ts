import { NO_SPAN } from '../../diagnostics/diagnostic.js';
import type { Call, Expression } from '../../ir/expression.js';
import { reference } from '../../ir/hidden.js';
import type { Join } from '../../ir/relation.js';
import type { Column, KqlType } from '../../ir/types.js';
import { tableByName } from '../../schema/tables.js';
import type { View } from '../view.js';
import { viewOf, type Build } from './build.js';

/** A pair that meets; for an outer or an anti join also the row that meets none. */
export function joinView(build: Build, join: Join): View {
  const lonely = join.kind === 'leftouter' || join.kind === 'fullouter' || join.kind === 'leftanti';
  const plainIsLonely = join.kind === 'leftanti';
  const meets = lonely ? (build.fork(2) === 0) !== plainIsLonely : true;
  const left = build.view(join.left);
  if (!meets || plainIsLonely) {
    // A pair for an anti join is a row that is not there: its records are made, and nothing is asked of the result.
    if (meets) pairUp(build, join, left, build.view(join.right));
    return withEmptyRight(build, join, left);
  }
  const right = build.view(join.right);
  pairUp(build, join, left, right);
  const rightName = new Map(join.rightNames.map((name, index) => [name, join.right.columns[index]?.name ?? name]));
  const isLeft = new Set(join.left.columns.map(({ name }) => name));
  const side = (name: string): readonly [View, string] =>
    isLeft.has(name) || !rightName.has(name) ? [left, name] : [right, rightName.get(name) ?? name];
  return viewOf(build, {
    value: (name) => {
      const [view, own] = side(name);
      return view.value(own);
    },
    assign: (name, value) => {
      const [view, own] = side(name);
      return view.assign(own, value);
    },
    origin: (name) => {
      const [view, own] = side(name);
      return view.origin(own);
    },
  });
}

function withEmptyRight(build: Build, join: Join, left: View): View {
  const isLeft = new Set(join.left.columns.map(({ name }) => name));
  const type = new Map(join.columns.map((column) => [column.name, column.type]));
  return viewOf(build, {
    value: (name) => (isLeft.has(name) ? left.value(name) : type.get(name) === 'string' ? '' : null),
    assign: (name, value) => (isLeft.has(name) ? left.assign(name, value) : []),
    origin: (name) => (isLeft.has(name) ? left.origin(name) : null),
  });
}

/** Keys that are equal, and not null: the constraint reads both rows. */
function pairUp(build: Build, join: Join, left: View, right: View): void {
  for (const key of join.on) {
    if (shareRecord(build, left.origin(key.left), right.origin(key.right))) continue;
    const both = viewOf(build, {
      value: (name) => (name === LEFT ? left.value(key.left) : right.value(key.right)),
      assign: (name, value) => (name === LEFT ? left.assign(key.left, value) : right.assign(key.right, value)),
    });
    const [leftKey, rightKey] = [
      reference({ name: LEFT, type: typeOf(join.left.columns, key.left) }),
      reference({ name: RIGHT, type: typeOf(join.right.columns, key.right) }),
    ];
    build.constraints.push({
      view: both,
      test: meet(rightKey, leftKey, join),
      source: 'join',
      groups: build.groups.length,
    });
  }
}

const typeOf = (columns: readonly Column[], name: string): KqlType =>
  columns.find((each) => each.name === name)?.type ?? 'string';

const [LEFT, RIGHT] = ['left', 'right'];

/** Equal keys. Empty ones are equal too, but would meet those of all other scenarios. */
function meet(right: Expression, left: Expression, { span: own }: Join): Call {
  const span = own === NO_SPAN ? left.span : own;
  const test = (fn: string, args: readonly Expression[]): Call => ({ kind: 'call', fn, args, type: 'bool', span });
  return test('and', [test('==', [right, left]), test('not', [test('isempty', [left])])]);
}

/** Rows with the same event ID are of the same event: both sides read one record. */
function shareRecord(build: Build, left: ReturnType<View['origin']>, right: ReturnType<View['origin']>): boolean {
  if (left === null || right === null || left.leaf.name !== right.leaf.name) return false;
  const id = tableByName(left.leaf.name)?.idColumn;
  if (left.column !== id || right.column !== id) return false;
  build.share(left.leaf, right.leaf);
  return true;
}
