import type { Expression } from '../../../src/ir/expression.js';
import type { KqlType } from '../../../src/ir/types.js';
import { binary, call, choose, compare, field, NULL, number, text, type Value } from '../spl/expression.js';
import { bound, input, output, plainText, type Group, type LowerAggregate } from './aggregate-group.js';
import { literalInteger } from './context.js';
import { quotedJson, type Dynamic } from './dynamic.js';

const listOf = (name: string, of: KqlType | null): Dynamic => ({
  kind: 'list',
  of,
  values: field(name),
  single: false,
  nullable: true,
});

/** The type of what a set or a list collects, null for any; of arrays, sets collect the elements. */
function elementType(expression: Expression, group: Group, spreads: boolean): KqlType | null {
  if (expression.type !== 'dynamic') return expression.type;
  const value = group.lowering.dynamic(expression);
  if (value.kind === 'scalar') return 'string';
  return spreads && value.kind === 'list' ? value.of : null;
}

/** The elements of a set: those of an array, one level deep; else the value itself. */
function elements(expression: Expression, column: string, group: Group): Value {
  if (expression.type !== 'dynamic') return group.lowering.value(expression);
  const value = group.lowering.dynamic(expression);
  if (value.kind === 'list') return value.values;
  const plain = plainText(expression, column, group);
  if (value.kind === 'scalar') return plain;
  if (value.kind === 'opaque') group.stage.notes.assume('RP3158', column);
  const json = value.kind === 'json' ? quotedJson(value) : plain;
  return choose(compare('==', json, text('[]')), NULL, call('coalesce', call('json_array_to_mv', json), plain));
}

/** `values` puts them in the order of their text, which is the order of the reference. */
export const makeSet: LowerAggregate = (aggregate, _, group) => {
  const { column, name } = output(aggregate, group);
  const of = input(elements(aggregate.args[0]!, column.name, group), name, aggregate, group);
  const size = sizeOf(aggregate.args[1]);
  if (size !== null) group.after.push({ field: name, value: firstValues(field(name), size) });
  const dynamic = listOf(name, elementType(aggregate.args[0]!, group, true));
  return { aggregates: [{ fn: 'values', of, as: name }], outputs: [bound(column, name, { dynamic })] };
};

/**
 * `list` stops at 100 values (limits.conf, [stats] list_maxsize). `values` has no limit and sorts: the row's number in front
 * keeps all values, in the order of the rows.
 */
export const makeList: LowerAggregate = (aggregate, _, group) => {
  const { column, name } = output(aggregate, group);
  const [argument, limit] = aggregate.args;
  const value =
    argument!.type === 'dynamic' ? plainText(argument!, column.name, group) : group.lowering.value(argument!);
  const numbered = binary('.', binary('.', group.position!.text, text(':')), value);
  const of = input(numbered, name, aggregate, group);
  const size = sizeOf(limit);
  const kept = size === null ? field(name) : firstValues(field(name), size);
  // Ten digits and the colon go.
  group.after.push({ field: name, value: call('mvmap', kept, call('substr', field(name), number(12))) });
  const dynamic = listOf(name, elementType(argument!, group, false));
  return { aggregates: [{ fn: 'values', of, as: name }], outputs: [bound(column, name, { dynamic })] };
};

/** A size that KQL would take note of. */
function sizeOf(expression: Expression | undefined): number | null {
  const size = literalInteger(expression);
  return size === null || size < 0 || size >= 1_048_576 ? null : size;
}

const firstValues = (values: Value, size: number): Value =>
  size === 0 ? NULL : call('mvindex', values, number(0), number(size - 1));
