import type { Join } from '../../../src/ir/relation.js';
import { text } from '../spl/expression.js';
import { chainOf, isRowStep, type Chain } from './chain.js';
import { bringTogether } from './join-rows.js';
import { settled } from './join-columns.js';
import { orderKeys } from './order.js';
import { LEFT, RIGHT, type SideName } from './join-sides.js';
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
  const wanted = { [LEFT]: neededLeft(join, needed), [RIGHT]: neededRight(join, needed) };
  if (isScanned(left) && isScanned(right) && left.base.table === right.base.table) {
    const { marker, rows } = scanBothSides(join, { [LEFT]: left, [RIGHT]: right }, stage);
    const order = orderKeys(join.leftOrder, rows[LEFT], stage);
    const sides = {
      marker,
      order,
      shared: true,
      left: settledRows(rows[LEFT], wanted[LEFT], stage),
      right: settledRows(rows[RIGHT], wanted[RIGHT], stage),
    };
    return bringTogether(join, sides, stage);
  }
  return appendSide(join, { [LEFT]: left, [RIGHT]: right }, wanted, stage, lower);
}

/** Rows of events, each looked at on its own. */
const isScanned = (chain: Chain): chain is ScannedSide =>
  chain.base.op === 'source' && chain.steps.every(isRowStep);

function appendSide(
  join: Join,
  chains: Readonly<Record<SideName, Chain>>,
  wanted: Readonly<Record<SideName, ReadonlySet<string>>>,
  stage: Stage,
  lower: LowerRelation,
): Scope {
  // What is appended has a limit of rows: better the side that has few.
  const appended = size(chains[LEFT]) < size(chains[RIGHT]) ? LEFT : RIGHT;
  const branch = stage.branch();
  const marker = stage.names.take('side');
  const outputs = new Map(join.right.columns.map(({ name }, index) => [name, join.rightNames[index]!]));
  const side = (name: SideName): [Stage, ReadonlyMap<string, FieldBinding>, Scope] => {
    const own = name === appended ? branch : stage;
    own.naming = name === RIGHT ? (column) => outputs.get(column) ?? column : (column) => column;
    const scope = lower(join[name], own, wanted[name]);
    const rows = settledRows(scope, wanted[name], own);
    own.emit({ command: 'eval', assignments: [{ field: marker, value: text(name) }] });
    own.naming = (column) => column;
    return [own, rows, scope];
  };
  const [leftStage, left, leftScope] = side(LEFT);
  const order = orderKeys(join.leftOrder, leftScope, leftStage);
  const [, right] = side(RIGHT);
  branch.flush();
  stage.emit({ command: 'append', search: branch.search() });
  stage.forgetEvent();
  if (chains[appended].base.op !== 'external') stage.notes.assume('RP3159', `the ${appended} side of the join`);
  return bringTogether(join, { marker, left, right, order, shared: false }, stage);
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
  const order = join.kind === 'innerunique' ? join.leftOrder.map(({ name }) => name) : [];
  return new Set([...names, ...join.on.map(({ left }) => left), ...order]);
}

function neededRight(join: Join, needed: ReadonlySet<string>): ReadonlySet<string> {
  const names = join.right.columns
    .map(({ name }) => name)
    .filter((_, index) => needed.has(join.rightNames[index] ?? ''));
  return new Set([...names, ...join.on.map(({ right }) => right)]);
}

const settledRows = (
  scope: Scope,
  wanted: ReadonlySet<string>,
  stage: Stage,
): ReadonlyMap<string, FieldBinding> =>
  new Map([...scope].flatMap(([name, binding]) => (wanted.has(name) ? [[name, settled(binding, stage)] as const] : [])));
