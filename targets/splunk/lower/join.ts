import type { Join, JoinKey } from '../../../src/ir/relation.js';
import type { SortKey } from '../spl/command.js';
import { text } from '../spl/expression.js';
import { chainOf, isRowStep, type Chain } from './chain.js';
import { handOver } from './hand-over.js';
import { bringTogether } from './join-rows.js';
import { moved, settled } from './join-columns.js';
import { orderKeys } from './order.js';
import { LEFT, other, RIGHT, type SideName } from './join-sides.js';
import { lookUp } from './lookup.js';
import type { LowerRelation } from './lowering.js';
import { scanBothSides, type ScannedSide } from './scan-join.js';
import type { FieldBinding, Scope } from './scope.js';
import type { Stage } from './stage.js';

/**
 * `join` of any kind. Two queries on one table are one pass over its events (see `scanBothSides`); a table that only is looked
 * into is a lookup; otherwise the rows of one side are appended to those of the other.
 */
export function lowerJoin(join: Join, needed: ReadonlySet<string>, stage: Stage, lower: LowerRelation): Scope {
  const looked = lookUp(join, needed, stage, lower);
  if (looked !== null) return looked;
  const [left, right] = [chainOf(join.left), chainOf(join.right)];
  if (isScanned(left) && isScanned(right) && left.base.table === right.base.table) {
    const { marker, rows } = scanBothSides(join, { [LEFT]: left, [RIGHT]: right }, stage);
    const order = orderKeys(join.leftOrder, rows[LEFT], stage);
    const sides = {
      marker,
      order,
      shared: true,
      keys: [],
      left: settledRows(rows[LEFT], neededLeft(join, needed), stage),
      right: settledRows(rows[RIGHT], neededRight(join, needed), stage),
    };
    return bringTogether(join, sides, stage);
  }
  return appendSide(join, { [LEFT]: left, [RIGHT]: right }, needed, stage, lower);
}

/** Rows of events, each looked at on its own. */
const isScanned = (chain: Chain): chain is ScannedSide => chain.base.op === 'source' && chain.steps.every(isRowStep);

function appendSide(
  join: Join,
  chains: Readonly<Record<SideName, Chain>>,
  needed: ReadonlySet<string>,
  stage: Stage,
  lower: LowerRelation,
): Scope {
  const wanted = { [LEFT]: neededLeft(join, needed), [RIGHT]: neededRight(join, needed) };
  const shownRight = new Set(
    join.right.columns.flatMap(({ name }, at) => (needed.has(join.rightNames[at] ?? '') ? [name] : [])),
  );
  // What is appended has a limit of rows: better the side that has few.
  const appended = size(chains[LEFT]) < size(chains[RIGHT]) ? LEFT : RIGHT;
  const kept = other(appended);
  const own = { [kept]: stage, [appended]: stage.branch() } as Record<SideName, Stage>;
  const marker = stage.names.take('side');
  const order: SortKey[] = [];
  const side = (name: SideName): ReadonlyMap<string, FieldBinding> => {
    const ordering = name === LEFT ? join.leftOrder.map((key) => key.name) : [];
    const scope = lower(join[name], own[name], new Set([...wanted[name], ...ordering]));
    const rows = settledRows(scope, wanted[name], own[name]);
    if (name === LEFT) order.push(...orderKeys(join.leftOrder, scope, own[name]));
    return rows;
  };
  const rows = { [kept]: side(kept), [appended]: side(appended) } as Record<
    SideName,
    ReadonlyMap<string, FieldBinding>
  >;
  stage.emit({ command: 'eval', assignments: [{ field: marker, value: text(kept) }] });

  const shared = sharedKeys(join, rows, shownRight);
  const outputs = new Map(join.right.columns.map(({ name }, index) => [name, join.rightNames[index]!]));
  const names = new Map<string, string>();
  for (const { [kept]: to, [appended]: from } of shared) names.set(from, to);
  for (const [name, { field: from }] of rows[appended]) {
    const preferred = appended === RIGHT ? (outputs.get(name) ?? name) : name;
    if (!names.has(from)) names.set(from, stage.names.take(preferred));
  }
  if (appended === LEFT)
    for (const { field: from } of order) if (!names.has(from)) names.set(from, stage.names.take(from));
  const mark = own[appended].names.take('side');
  own[appended].emit({ command: 'eval', assignments: [{ field: mark, value: text(appended) }] });
  names.set(mark, marker);
  handOver(names, own[appended]);
  stage.emit({ command: 'append', search: own[appended].search() });
  stage.forgetEvent();
  stage.notes.assume('RP3159', `the ${appended} side of the join`);
  const sides = {
    marker,
    shared: false,
    keys: join.on.map((on) => shared.find((key) => key.on === on)?.[kept] ?? null),
    order: appended === LEFT ? order.map((key) => ({ ...key, field: names.get(key.field)! })) : order,
    ...({
      [kept]: rows[kept],
      [appended]: new Map([...rows[appended]].map(([name, row]) => [name, moved(row, names.get(row.field)!)])),
    } as Record<SideName, ReadonlyMap<string, FieldBinding>>),
  };
  return bringTogether(join, sides, stage);
}

type SharedKey = Readonly<Record<SideName, string>> & { readonly on: JoinKey };

/** Keys that can be in one field for both sides: strings, where no row shows a key of its own that it does not share. */
function sharedKeys(
  join: Join,
  rows: Readonly<Record<SideName, ReadonlyMap<string, FieldBinding>>>,
  shown: ReadonlySet<string>,
): readonly SharedKey[] {
  const pairs = join.on.map((on) => ({ on, left: rows[LEFT].get(on.left)!, right: rows[RIGHT].get(on.right)! }));
  const distinct = (side: SideName): boolean => new Set(pairs.map((pair) => pair[side].field)).size === pairs.length;
  if (join.kind === 'fullouter' || !distinct(LEFT) || !distinct(RIGHT)) return [];
  const shows = (name: string): boolean =>
    join.kind === 'leftouter' && [...rows[RIGHT]].some(([column, row]) => row.field === name && shown.has(column));
  return pairs
    .filter(({ left, right }) => left.type === 'string' && right.type === 'string' && !shows(right.field))
    .map(({ on, left, right }) => ({ on, [LEFT]: left.field, [RIGHT]: right.field }));
}

/** A guess at which side has more rows: events, rows made of other rows, groups, a lookup. */
function size({ base, steps }: Chain): number {
  if (base.op === 'external' || base.op === 'datatable') return 0;
  if (steps.some(({ op }) => op === 'summarize' || op === 'take')) return 1;
  return base.op === 'source' ? 3 : 2;
}

/** The columns that something above the join reads, and the keys. */
function neededLeft(join: Join, needed: ReadonlySet<string>): ReadonlySet<string> {
  const names = join.left.columns.map(({ name }) => name).filter((name) => needed.has(name));
  return new Set([...names, ...join.on.map(({ left }) => left)]);
}

function neededRight(join: Join, needed: ReadonlySet<string>): ReadonlySet<string> {
  const names = join.right.columns
    .map(({ name }) => name)
    .filter((_, index) => needed.has(join.rightNames[index] ?? ''));
  return new Set([...names, ...join.on.map(({ right }) => right)]);
}

const settledRows = (scope: Scope, wanted: ReadonlySet<string>, stage: Stage): ReadonlyMap<string, FieldBinding> =>
  new Map(
    [...scope].flatMap(([name, binding]) => (wanted.has(name) ? [[name, settled(binding, stage)] as const] : [])),
  );
