import type { Source } from '../../../../src/ir/relation.js';
import type { Span } from '../../../../src/diagnostics/diagnostic.js';
import type { ColumnDefinition, RecordPath, TableSchema } from '../../../../src/schema/table.js';
import { tableByName } from '../../../../src/schema/tables.js';
import { FALSE, TRUE, attempt, call, cast, coalesce, column, equal, integer, text, tryCast } from '../../sql/build.js';
import type { SqlExpression } from '../../sql/tree.js';
import type { AthenaSettings } from '../../settings.js';
import type { Block } from '../block.js';
import type { Cell, JsonCell, TextCell } from '../cell.js';
import type { LoweringContext } from '../context.js';
import { index, integerCell, member } from '../dynamic.js';
import { constantText, resourcesText, textCell, toText } from '../text.js';
import { windowConditions } from '../time-window.js';
import type { Place } from './place.js';

/** The rows of AWS's documented table within the run's window, as the columns of KQL's table. */
export function lowerSource(relation: Source, { request, context }: Place): Block {
  const { settings } = context;
  const table = tableByName(relation.table);
  const cells = new Map<string, Cell>();
  if (table === undefined) context.refuse('RP3213', [relation.table], relation.span);
  for (const { name } of relation.columns) {
    if (!request.columns.has(name)) continue;
    const definition = table?.columns.find((each) => each.name === name);
    cells.set(name, definition === undefined ? { form: 'null' } : columnCell(definition, context, relation.span));
  }
  return {
    from: { kind: 'table', database: settings.database, name: tableName(relation.table, settings), alias: null },
    where:
      table === undefined
        ? []
        : windowConditions(timeOf(table, context, relation.span), context, relation.table === 'AWSCloudTrail'),
    cells,
    names: table === undefined ? [] : athenaColumns(table),
    label: 'events',
    bare: null,
  };
}

const tableName = (kql: string, { table, findings }: AthenaSettings): string =>
  kql === 'AWSGuardDuty' ? findings : table;

/** Top-level columns of the Athena table that the schema reads. */
const athenaColumns = (table: TableSchema): string[] => [
  ...new Set(table.columns.flatMap(({ athena }) => (athena === null ? [] : [athena.split('.')[0] ?? '']))),
];

function timeOf(table: TableSchema, context: LoweringContext, span: Span): SqlExpression {
  const definition = table.columns.find(({ name }) => name === table.timeColumn);
  const cell = definition === undefined ? undefined : columnCell(definition, context, span);
  if (cell?.form !== 'instant') throw new Error(`the table ${table.name} has no time`);
  return cell.sql;
}

function columnCell(definition: ColumnDefinition, context: LoweringContext, span: Span): Cell {
  const { name, type, athena, paths, encoding, constant } = definition;
  if (constant !== undefined) return constantText(constant);
  if (paths.length === 0) return type === 'string' ? constantText('') : { form: 'null' };
  if (athena === null) return context.refuse('RP3203', [name], span);
  const sql = field(athena);
  if (encoding === 'json')
    return athena === 'resources' ? resources(sql, context, span) : jsonColumn(sql, athena, context, span);
  if (encoding === 'bool') return flag(sql);
  if (encoding === 'dynamic') {
    context.assume('RP3250', [athena], span);
    return { form: 'json', document: sql, parsed: false, keys: [], trusted: true };
  }
  // GuardDuty's severity has a fraction, which the KQL column has not.
  if (encoding === 'int')
    return integerCell(attempt(cast(call('truncate', tryCast(sql, 'double')), 'bigint')), {
      nullable: true,
      small: true,
    });
  if (encoding === 'datetime') {
    context.assume('RP3252', [], span);
    return { form: 'instant', sql: attempt(call('from_iso8601_timestamp', sql)) };
  }
  return insideJson(athena, paths) ? firstInside(sql, athena, paths, context, span) : textCell(sql, true);
}

const field = (dotted: string): SqlExpression => {
  const [first = '', ...rest] = dotted.split('.');
  return rest.reduce<SqlExpression>((object, name) => ({ kind: 'field', object, name }), column(first));
};

function resources(sql: SqlExpression, context: LoweringContext, span: Span): TextCell {
  context.assume('RP3251', [], span);
  return resourcesText(sql);
}

function jsonColumn(sql: SqlExpression, name: string, context: LoweringContext, span: Span): TextCell {
  context.assume('RP3250', [name], span);
  return {
    form: 'text',
    sql,
    nullable: true,
    parsed: { form: 'json', document: sql, parsed: false, keys: [], trusted: true },
  };
}

/** CloudTrail's flags are texts in the table, in whatever case. */
export function flag(sql: SqlExpression): Cell {
  const [isTrue, isFalse] = [equal(call('lower', sql), text('true')), equal(call('lower', sql), text('false'))];
  const value: SqlExpression = {
    kind: 'case',
    branches: [
      { when: isTrue, then: TRUE },
      { when: isFalse, then: FALSE },
    ],
    otherwise: null,
  };
  return { form: 'boolean', sql: value, nullable: true, isTrue, isFalse };
}

/** A KQL column that Athena keeps inside a JSON column: its raw path is longer than the column's own. */
const insideJson = (athena: string, paths: readonly RecordPath[]): boolean =>
  !athena.includes('.') && paths.some((path) => path.length > 1);

/** The first of several places that holds a value, as text. */
function firstInside(
  sql: SqlExpression,
  name: string,
  paths: readonly RecordPath[],
  context: LoweringContext,
  span: Span,
): Cell {
  context.assume('RP3250', [name], span);
  const document: JsonCell = { form: 'json', document: sql, parsed: false, keys: [], trusted: true };
  const texts = paths.map((path) => {
    const value = path.slice(1).reduce<Cell>((object, step) => {
      if (typeof step === 'string') return member(object, step, context, span);
      return index(object, integerCell(integer(step), { least: BigInt(step) }), context, span);
    }, document);
    return toText(value, context, span).sql;
  });
  return textCell(coalesce(...texts), true);
}
