import type { Datatable, External } from '../../../src/ir/relation.js';
import type { KqlType } from '../../../src/ir/types.js';
import { call, choose, compare, field, number, test, text, type Value } from '../spl/expression.js';
import { isQuotableName } from '../spl/quote.js';
import type { Dynamic } from './dynamic.js';
import { ExpressionLowering } from './expression-lowering.js';
import { lookupFile, noteLookup } from './lookup.js';
import type { Binding, FieldBinding, Scope } from './scope.js';
import type { Stage } from './stage.js';

const binding = (name: string, type: KqlType, dynamic: Dynamic | null, iso = false): FieldBinding => ({
  kind: 'field',
  field: name,
  type,
  nullable: type !== 'string',
  time: type !== 'datetime' ? null : iso ? 'iso' : 'epoch',
  dynamic,
});

/** A lookup file with a column for each of the input's. A CSV file has no null: an empty cell is one, and `""` of a string. */
export function lowerExternal(external: External, stage: Stage): Scope {
  stage.generator = { command: 'inputlookup', file: lookupFile(external) };
  noteLookup(external, stage);
  const columns = external.columns.map(({ name, type }) => ({ name, type, field: stage.names.take(name) }));
  for (const { name } of columns) if (!isQuotableName(name)) stage.notes.refuse('RP3107', external.span, name);
  const renamed = columns.filter((column) => column.name !== column.field);
  if (renamed.length > 0)
    stage.emit({ command: 'rename', fields: renamed.map((column) => ({ from: column.name, to: column.field })) });
  const assignments = columns.map((column) => ({ field: column.field, value: cell(column.field, column.type) }));
  if (columns.length > 0) stage.emit({ command: 'eval', assignments });
  return new Map(
    columns.map(({ name, type, field: own }): [string, Binding] => {
      const dynamic: Dynamic | null =
        type === 'dynamic' ? { kind: 'json', root: field(own), path: [], spelled: false, empty: false } : null;
      return [name, binding(own, type, dynamic, true)];
    }),
  );
}

function cell(name: string, type: KqlType): Value {
  const value = field(name);
  if (type === 'string') return call('coalesce', value, text(''));
  if (type === 'int' || type === 'long' || type === 'real' || type === 'decimal') return call('tonumber', value);
  return call('nullif', type === 'bool' ? call('lower', value) : value, text(''));
}

/** Rows written in the query: their number tells the values apart. */
export function lowerDatatable(datatable: Datatable, stage: Stage): Scope {
  const { rows, columns } = datatable;
  stage.generator = { command: 'makeresults', count: Math.max(rows.length, 1) };
  if (rows.length === 0) stage.emit({ command: 'where', condition: test('false') });
  const row = rows.length > 1 && columns.length > 0 ? stage.names.take('row') : null;
  if (row !== null) stage.emit({ command: 'streamstats', aggregates: [{ fn: 'count', of: null, as: row }] });
  const lowering = new ExpressionLowering(new Map(), stage);
  const scope = new Map<string, Binding>();
  const assignments = columns.map(({ name, type }, index) => {
    const own = stage.names.take(name);
    const values = rows.map((cells) => lowering.value(cells[index]!));
    const literals = rows.map((cells) => lowering.isNullable(cells[index]!));
    const dynamic: Dynamic | null = type === 'dynamic' ? { kind: 'opaque', value: field(own) } : null;
    scope.set(name, { ...binding(own, type, dynamic), nullable: literals.includes(true) });
    const branches = values.map((value, at) => ({ when: compare('==', field(row ?? own), number(at + 1)), value }));
    const value: Value =
      values.length === 0
        ? text('')
        : values.length === 1
          ? values[0]!
          : branches
              .slice(0, -1)
              .reduceRight<Value>((rest, { when, value }) => choose(when, value, rest), values.at(-1)!);
    return { field: own, value };
  });
  if (assignments.length > 0) stage.emit({ command: 'eval', assignments });
  return scope;
}
