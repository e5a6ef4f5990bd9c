import type { Aggregate as KqlAggregate, Summarize } from '../../../src/ir/relation.js';
import { aggregateEntry } from '../../../src/functions/aggregates/registry.js';
import { call, field, number, text, binary } from '../spl/expression.js';
import type { Aggregate } from '../spl/command.js';
import type { Collected, Group } from './aggregate-group.js';
import { AGGREGATES } from './aggregates.js';
import { assign } from './assign.js';
import { ExpressionLowering } from './expression-lowering.js';
import { settled } from './join-columns.js';
import { orderKeys } from './order.js';
import type { Binding, FieldBinding, Scope } from './scope.js';
import type { Assignment, Stage } from './stage.js';

/**
 * `summarize`, `distinct` and `count` as one `stats`. A row that lacks a `by` field would not count, so a null key travels as
 * `""`, which no number, time or truth value is.
 */
export function lowerSummarize(step: Summarize, scope: Scope, stage: Stage): Scope {
  const keys = keyFields(step, scope, stage);
  const group: Group = {
    stage,
    lowering: new ExpressionLowering(scope, stage),
    before: [],
    after: [],
    outputs: new Set([...keys.values()].map((key) => key.field)),
    position: null,
    sortedBy: null,
  };
  const ordered = step.aggregates.some(
    ({ fn }) => fn === 'make_list' || fn === 'make_list_with_nulls' || fn === 'take_any',
  );
  if (ordered) numberRows(step, scope, group);
  const collected = step.aggregates.map((aggregate) => collect(aggregate, step, scope, group));
  const pack: Assignment[] = [...keys.values()].flatMap(({ field: name, nullable }) =>
    nullable ? [{ field: name, value: call('coalesce', field(name), text('')) }] : [],
  );
  const before = [...group.before, ...pack];
  if (before.length > 0) stage.emit({ command: 'eval', assignments: before });
  if (group.sortedBy !== null && group.sortedBy.keys.length > 0)
    stage.emit({ command: 'sort', keys: group.sortedBy.keys });
  const by = [...new Set([...keys.values()].map((key) => key.field))];
  stage.emit({
    command: 'stats',
    aggregates: withRow(
      collected.flatMap((each) => each.aggregates),
      by,
      stage,
    ),
    by,
  });
  stage.forgetEvent();
  const unpack: Assignment[] = [...keys.values()].flatMap(({ field: name, nullable }) =>
    nullable ? [{ field: name, value: call('nullif', field(name), text('')) }] : [],
  );
  const after = [...new Map([...unpack, ...group.after].map((each) => [each.field, each])).values()];
  if (after.length > 0) stage.emit({ command: 'eval', assignments: after });
  return new Map<string, Binding>([
    ...keys,
    ...step.aggregates.flatMap(({ outputs }, index) =>
      outputs.map(({ name }, at): [string, Binding] => [name, collected[index]!.outputs[at]!]),
    ),
  ]);
}

/** Each key in a field with one value. */
function keyFields(step: Summarize, scope: Scope, stage: Stage): ReadonlyMap<string, FieldBinding> {
  const bindings = assign(step.keys, scope, stage, (name) => scope.has(name));
  return new Map(
    step.keys.map(({ name, value }) => {
      if (value.type === 'dynamic') stage.notes.refuse('RP3104', value.span, 'dynamic', 'grouping');
      const key = settled(bindings.get(name)!, stage);
      if (key.time === 'iso') stage.notes.assume('RP3157', name);
      return [name, key];
    }),
  );
}

/** A command without any statistic is none; without keys, a group of no rows still is a row. */
function withRow(aggregates: readonly Aggregate[], by: readonly string[], stage: Stage): readonly Aggregate[] {
  const counted = aggregates.some(({ fn }) => fn === 'count' || fn === 'dc');
  if (by.length > 0 ? aggregates.length > 0 : counted) return aggregates;
  return [...aggregates, { fn: 'count', of: null, as: stage.names.take('rows') }];
}

function collect(aggregate: KqlAggregate, step: Summarize, scope: Scope, group: Group): Collected {
  const lower = AGGREGATES.get(aggregate.fn);
  if (lower !== undefined) return lower(aggregate, { step, scope }, group);
  group.stage.notes.refuse('RP3110', step.span, aggregate.fn, aggregateEntry(aggregate.fn).page);
  return {
    aggregates: [],
    outputs: aggregate.outputs.map(({ name, type }) => ({
      kind: 'field',
      field: group.stage.names.take(name),
      type,
      nullable: true,
      time: null,
      dynamic: null,
    })),
  };
}

/** The rows in their order, each with its number as text of ten digits, so that the order of texts is that of numbers. */
function numberRows(step: Summarize, scope: Scope, group: Group): void {
  const { stage } = group;
  if (step.order.length > 0) stage.emit({ command: 'sort', keys: orderKeys(step.order, scope, stage) });
  const row = stage.names.take('row');
  stage.emit({ command: 'streamstats', aggregates: [{ fn: 'count', of: null, as: row }] });
  group.position = { field: row, text: binary('+', number(1_000_000_000), field(row)) };
}
