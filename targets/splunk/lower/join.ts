import type { Join, JoinKey, Source } from '../../../src/ir/relation.js';
import { tableByName } from '../../../src/schema/tables.js';
import { and, call, choose, compare, field, NULL, test, text, TRUE } from '../spl/expression.js';
import type { Condition, Value } from '../spl/expression.js';
import type { Sort } from '../spl/command.js';
import { chainOf, isRenaming, type Chain, type Step } from './chain.js';
import { ExpressionLowering } from './expression-lowering.js';
import { eventNames } from './index-terms.js';
import { fieldsBehind, sourceScope, type Binding, type FieldBinding, type Scope } from './scope.js';
import { moved, packing, settled } from './join-columns.js';
import { lowerStep, type Guard } from './steps.js';
import { printCondition } from '../spl/print-expression.js';
import type { Stage } from './stage.js';

/** The values of the field that tells a row's side. In this order: the left row of a key must come first. */
const LEFT = 'left';
const RIGHT = 'right';

interface Side {
  readonly name: string;
  readonly source: Source;
  readonly steps: readonly Step[];
}

/**
 * `join` of two queries on one table, as one pass over the events. Every row is marked with its side, both sides' operators
 * work on the rows of their side, then the rows of a key are brought together by `eventstats`.
 *
 * innerunique keeps one left row of a key, so its result has one row for each right row of a key that has a left row: the
 * right rows stay and get the values of the first left row. All columns of that row are there, for `first` skips NULL and would
 * else take a value from another row.
 */
export function lowerJoin(join: Join, needed: ReadonlySet<string>, stage: Stage): Scope {
  const left = sideOf(chainOf(join.left), LEFT, join, stage);
  const right = sideOf(chainOf(join.right), RIGHT, join, stage);
  if (join.kind !== 'innerunique') stage.notes.refuse('RP3109', join.span, `the kind ${join.kind} has no SPL form yet`);
  if (left === null || right === null || join.kind !== 'innerunique') return emptyScope(join, stage);

  const marker = stage.names.take('side');
  const starts = [start(left, stage), start(right, stage)] as const;
  const common = shared(starts[0].condition, starts[1].condition);
  if (common.length > 0) stage.emit({ command: 'where', condition: and(...common) });
  const apart = starts.map((side) => ({ ...side, condition: without(side.condition, common) }));
  mark(marker, [apart[0]!, apart[1]!], disjoint(join), stage);

  const guards = {
    [LEFT]: guardOf(marker, LEFT, RIGHT),
    [RIGHT]: guardOf(marker, RIGHT, LEFT),
  };
  stage.protect({ columns: columnsOf(right.source), fields: new Set() });
  const leftRows = rest(left, starts[0], stage, guards[LEFT]);
  const leftFields = new Set([...leftRows.values()].flatMap((binding) => [...fieldsBehind(binding)]));
  stage.protect({ columns: columnsOf(left.source), fields: leftFields });
  const outputNames = new Map(join.right.columns.map(({ name }, index) => [name, join.rightNames[index]!]));
  stage.naming = (name) => outputNames.get(name) ?? name;
  const rightRows = rest(right, starts[1], stage, guards[RIGHT]);
  stage.naming = (name) => name;
  stage.protect({ columns: new Set(), fields: new Set() });
  const order = join.leftOrder.map(({ name }) => sortKey(leftRows.get(name), stage));
  return together(join, marker, order, wanted(leftRows, join, needed), wantedRight(rightRows, join, needed), stage);
}

interface Start {
  readonly scope: Scope;
  /** What the side's first filters ask of an event. */
  readonly condition: Condition;
  /** How many steps that covers. */
  readonly steps: number;
}

/** The filters at the start of a side, which decide what its events are. */
function start(side: Side, stage: Stage): Start {
  let scope = sourceScope(side.source);
  let steps = 0;
  let condition: Condition = TRUE;
  for (const step of side.steps) {
    if (step.op === 'where') condition = and(condition, new ExpressionLowering(scope, stage).holds(step.predicate));
    else if (isRenaming(step)) scope = lowerStep(step, scope, stage, null);
    else break;
    steps++;
  }
  return { scope, condition, steps };
}

const rest = (side: Side, { scope, steps }: Start, stage: Stage, guard: Guard): Scope =>
  side.steps.slice(steps).reduce<Scope>((before, step) => lowerStep(step, before, stage, guard), scope);

const guardOf = (marker: string, side: string, other: string): Guard => ({
  applies: compare('==', field(marker), text(side)),
  others: compare('==', field(marker), text(other)),
});

/** The terms that both sides ask of an event. */
function shared(left: Condition, right: Condition): readonly Condition[] {
  const texts = new Set(termsOf(right).map(printCondition));
  return termsOf(left).filter((term) => texts.has(printCondition(term)));
}

function without(condition: Condition, terms: readonly Condition[]): Condition {
  const texts = new Set(terms.map(printCondition));
  return and(...termsOf(condition).filter((term) => !texts.has(printCondition(term))));
}

const termsOf = (condition: Condition): readonly Condition[] =>
  condition.kind === 'and' ? condition.operands : [condition];

/** One row an event, or two rows of an event that can be on both sides. */
function mark(marker: string, [left, right]: readonly [Start, Start], apart: boolean, stage: Stage): void {
  if (apart) {
    const branches = [
      { when: left.condition, value: text(LEFT) },
      { when: right.condition, value: text(RIGHT) },
    ];
    stage.emit({
      command: 'eval',
      assignments: [{ field: marker, value: { kind: 'case', branches, otherwise: null } }],
    });
    stage.emit({ command: 'where', condition: test('isnotnull', field(marker)) });
    return;
  }
  const one = (condition: Condition, side: string): Value => ({
    kind: 'if',
    when: condition,
    then: text(side),
    otherwise: NULL,
  });
  const sides = call('mvappend', one(left.condition, LEFT), one(right.condition, RIGHT));
  stage.emit({ command: 'eval', assignments: [{ field: marker, value: sides }] });
  stage.emit({ command: 'where', condition: test('isnotnull', field(marker)) });
  stage.emit({ command: 'mvexpand', field: marker });
}

/** Whether no event can be on both sides: they ask for different event names. */
function disjoint(join: Join): boolean {
  const [left, right] = [eventNames(join.left), eventNames(join.right)];
  return left !== null && right !== null && ![...left].some((name) => right.has(name));
}

/** The left columns that something above the join reads, and the keys. */
function wanted(scope: Scope, join: Join, needed: ReadonlySet<string>): Scope {
  return new Map([...scope].filter(([name]) => needed.has(name) || join.on.some(({ left }) => left === name)));
}

function wantedRight(scope: Scope, join: Join, needed: ReadonlySet<string>): Scope {
  const names = new Set(
    join.right.columns.flatMap(({ name }, index) => (needed.has(join.rightNames[index]!) ? [name] : [])),
  );
  return new Map([...scope].filter(([name]) => names.has(name) || join.on.some(({ right }) => right === name)));
}

/** Brings the rows of a key together. */
function together(
  join: Join,
  marker: string,
  order: readonly SortKey[],
  left: Scope,
  right: Scope,
  stage: Stage,
): Scope {
  const leftRows = new Map([...left].map(([name, binding]) => [name, settled(binding, stage)]));
  const leftFields = new Set([...leftRows.values()].map((binding) => binding.field));
  const rightNames = new Map(join.right.columns.map(({ name }, index) => [name, join.rightNames[index]!]));
  const rightRows = new Map([...right].map(([name, binding]) => [name, settled(binding, stage)]));
  const copies = new Map<string, Value>();
  for (const [name, binding] of rightRows) {
    if (!leftFields.has(binding.field)) continue;
    const copy = stage.names.take(rightNames.get(name) ?? name);
    copies.set(copy, field(binding.field));
    rightRows.set(name, moved(binding, copy));
  }
  const packed = new Map([...leftRows.values()].map((binding) => [binding.field, packing(binding)] as const));
  const keys = join.on.map((on) => keyOf(on, join, leftRows, rightRows, marker, stage));
  const assignments = [
    ...[...copies].map(([name, value]) => ({ field: name, value })),
    ...[...packed].flatMap(([name, { pack }]) => (pack === null ? [] : [{ field: name, value: pack }])),
    ...keys,
  ];
  stage.emit({ command: 'eval', assignments });
  stage.emit({ command: 'sort', keys: [{ field: marker, as: 'str' }, ...order] });
  const first = stage.names.take('first_side');
  stage.notes.assume('RP3154', 'eventstats');
  const aggregates = [first, ...leftFields].map(
    (name) => ({ fn: 'first', field: name === first ? marker : name, as: name }) as const,
  );
  stage.emit({ command: 'eventstats', aggregates, by: keys.map((key) => key.field) });
  const matched = and(compare('==', field(marker), text(RIGHT)), compare('==', field(first), text(LEFT)));
  stage.emit({ command: 'where', condition: matched, remark: 'each right row with the first left row of its key' });
  const unpacked = [...packed].flatMap(([name, { unpack }]) =>
    unpack === null ? [] : [{ field: name, value: unpack }],
  );
  if (unpacked.length > 0) stage.emit({ command: 'eval', assignments: unpacked });
  return new Map<string, Binding>([
    ...leftRows,
    ...[...rightRows].map(([name, binding]): [string, Binding] => [rightNames.get(name)!, binding]),
  ]);
}

function keyOf(
  on: JoinKey,
  join: Join,
  left: ReadonlyMap<string, FieldBinding>,
  right: ReadonlyMap<string, FieldBinding>,
  marker: string,
  stage: Stage,
): { readonly field: string; readonly value: Value } {
  const [a, b] = [left.get(on.left)!, right.get(on.right)!];
  // A null key joins nothing, and events without a `by` field are left out: only strings need no more care.
  if (a.type !== 'string' || b.type !== 'string') stage.notes.refuse('RP3109', join.span, `a key of type ${a.type}`);
  const value = choose(compare('==', field(marker), text(LEFT)), field(a.field), field(b.field));
  return { field: stage.names.take(`${on.left}_key`), value };
}

type SortKey = Sort['keys'][number];

function sortKey(binding: Binding | undefined, stage: Stage): SortKey {
  if (binding?.kind === 'raw' && binding.column.splunk === '_time') return { field: '_time', as: 'num' };
  const { field: name, type, time } = settled(binding!, stage);
  return { field: name, as: type === 'string' || time === 'iso' ? 'str' : 'num' };
}

function sideOf({ base, steps }: Chain, name: string, join: Join, stage: Stage): Side | null {
  if (base.op === 'source' && tableByName(base.table) !== undefined) return { name, source: base, steps };
  stage.notes.refuse('RP3109', join.span, `the ${name} side must be a query on a table`);
  return null;
}

const columnsOf = (source: Source): ReadonlySet<string> => new Set(source.columns.map(({ name }) => name));

/** Stands in where the join was refused, so that what is above can be looked at too. */
const emptyScope = (join: Join, stage: Stage): Scope =>
  new Map(
    join.columns.map(({ name, type }): [string, Binding] => [
      name,
      { kind: 'field', field: stage.names.take(name), type, nullable: type !== 'string', time: null, dynamic: null },
    ]),
  );
