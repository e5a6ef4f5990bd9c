import type { Join, Source } from '../../../src/ir/relation.js';
import { tableByName } from '../../../src/schema/tables.js';
import { and, call, compare, field, NULL, test, text, TRUE } from '../spl/expression.js';
import type { Condition, Value } from '../spl/expression.js';
import { printCondition } from '../spl/print-expression.js';
import { isRenaming, type RowStep } from './chain.js';
import { ExpressionLowering } from './expression-lowering.js';
import { eventNames, sharedIndexTerms } from './index-terms.js';
import { LEFT, RIGHT, type SideName } from './join-sides.js';
import { fieldsBehind, sourceScope, type Scope } from './scope.js';
import type { Guard } from './guard.js';
import { lowerRowStep } from './steps.js';
import type { Stage } from './stage.js';

/** A query that looks at each event of a table on its own. */
export interface ScannedSide {
  readonly base: Source;
  readonly steps: readonly RowStep[];
}

/**
 * Two queries on one table as one pass over its events: every row is marked with its side, and both sides' operators work on
 * the rows of their side. An event that can be on both sides becomes two rows.
 */
export function scanBothSides(
  join: Join,
  sides: Readonly<Record<SideName, ScannedSide>>,
  stage: Stage,
): { marker: string; rows: Readonly<Record<SideName, Scope>> } {
  const { left, right } = sides;
  if (tableByName(left.base.table) === undefined) stage.notes.refuse('RP3113', left.base.span, left.base.table);
  stage.terms = [...stage.writing.terms(left.base.table), ...sharedIndexTerms(left, right)];
  const marker = stage.names.take('side');
  const starts = [start(left, stage), start(right, stage)] as const;
  const common = shared(starts[0].condition, starts[1].condition);
  if (common.length > 0) stage.emit({ command: 'where', condition: and(...common) });
  const apart = starts.map((side) => ({ ...side, condition: without(side.condition, common) }));
  mark(marker, [apart[0]!, apart[1]!], disjoint(join), stage);

  const guards = { [LEFT]: guardOf(marker, LEFT, RIGHT), [RIGHT]: guardOf(marker, RIGHT, LEFT) };
  const named = stage.naming;
  stage.protect({ columns: columnsOf(right.base), fields: new Set() });
  const leftRows = rest(left, starts[0], stage, guards[LEFT]);
  const leftFields = new Set([...leftRows.values()].flatMap((binding) => [...fieldsBehind(binding)]));
  stage.protect({ columns: columnsOf(left.base), fields: leftFields });
  const outputNames = new Map(join.right.columns.map(({ name }, index) => [name, join.rightNames[index]!]));
  stage.naming = (name) => outputNames.get(name) ?? name;
  const rightRows = rest(right, starts[1], stage, guards[RIGHT]);
  stage.naming = named;
  stage.protect({ columns: new Set(), fields: new Set() });
  return { marker, rows: { [LEFT]: leftRows, [RIGHT]: rightRows } };
}

interface Start {
  readonly scope: Scope;
  /** What the side's first filters ask of an event. */
  readonly condition: Condition;
  /** How many steps that covers. */
  readonly steps: number;
}

/** The filters at the start of a side, which decide what its events are. */
function start(side: ScannedSide, stage: Stage): Start {
  let scope = sourceScope(side.base);
  let steps = 0;
  let condition: Condition = TRUE;
  for (const step of side.steps) {
    if (step.op === 'where') condition = and(condition, new ExpressionLowering(scope, stage).holds(step.predicate));
    else if (isRenaming(step)) scope = lowerRowStep(step, scope, stage, null);
    else break;
    steps++;
  }
  return { scope, condition, steps };
}

const rest = (side: ScannedSide, { scope, steps }: Start, stage: Stage, guard: Guard): Scope =>
  side.steps.slice(steps).reduce<Scope>((before, step) => lowerRowStep(step, before, stage, guard), scope);

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

const columnsOf = (source: Source): ReadonlySet<string> => new Set(source.columns.map(({ name }) => name));
