import type { Expression } from '../../../src/ir/expression.js';
import type { Aggregate as KqlAggregate, Summarize } from '../../../src/ir/relation.js';
import type { Column } from '../../../src/ir/types.js';
import type { Aggregate, SortKey } from '../spl/command.js';
import { choose, NULL, type Value } from '../spl/expression.js';
import type { ExpressionLowering } from './expression-lowering.js';
import type { FieldBinding, Scope } from './scope.js';
import type { Assignment, Stage } from './stage.js';

/** What surrounds the `stats` of one `summarize`. */
export interface Group {
  readonly stage: Stage;
  readonly lowering: ExpressionLowering;
  /** Fields that `stats` collects, and what is made of its results. */
  readonly before: Assignment[];
  readonly after: Assignment[];
  /** The number of the row, where an aggregate depends on the order of the rows. */
  position: { readonly field: string; readonly text: Value } | null;
  /** Names that `stats` already gives. */
  readonly outputs: Set<string>;
  /** The order in which `first` is to find the rows. */
  sortedBy: { readonly id: string; readonly keys: readonly SortKey[] } | null;
}

export interface Collected {
  readonly aggregates: readonly Aggregate[];
  /** One for each output column. */
  readonly outputs: readonly FieldBinding[];
}

export interface Place {
  readonly step: Summarize;
  readonly scope: Scope;
}

export type LowerAggregate = (aggregate: KqlAggregate, place: Place, group: Group) => Collected;

export const bound = ({ type }: Column, name: string, more: Partial<FieldBinding> = {}): FieldBinding => ({
  kind: 'field',
  field: name,
  type,
  nullable: type !== 'string',
  time: type === 'datetime' ? 'epoch' : null,
  dynamic: null,
  ...more,
});

/** The only output of most aggregates, in a field of its name. */
export function output(aggregate: KqlAggregate, group: Group): { column: Column; name: string } {
  const column = aggregate.outputs[0]!;
  return { column, name: group.stage.names.take(column.name) };
}

/** The field with a value of each row; of the rows that count, where there is a filter. */
export function input(value: Value, as: string, { filter }: KqlAggregate, group: Group): string {
  if (filter === null && value.kind === 'field') return value.name;
  const name = group.stage.names.take(`${as}_of`);
  const counted = filter === null ? value : choose(group.lowering.holds(filter), value, NULL);
  group.before.push({ field: name, value: counted });
  return name;
}

/** Values by which KQL tells elements apart are texts here: of dynamic values, those of one type. */
export function plainText(expression: Expression, column: string, group: Group): Value {
  if (expression.type !== 'dynamic') return group.lowering.value(expression);
  const value = group.lowering.dynamic(expression);
  if (value.kind !== 'scalar') group.stage.notes.assume('RP3160', column);
  return group.lowering.dynamicText(expression);
}
