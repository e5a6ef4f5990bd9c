import { AWS_CLOUDTRAIL } from '../../../src/schema/aws-cloudtrail.js';
import { AWS_GUARDDUTY } from '../../../src/schema/aws-guardduty.js';
import type { ColumnDefinition, TableSchema } from '../../../src/schema/table.js';
import type { LogSource } from '../document/model.js';
import { reason } from '../codes.js';
import { not } from '../logic/formula.js';
import type { Context } from './context.js';
import { booleanTest, isNull } from './field-test.js';
import { fieldsOfColumn, type Field } from './field.js';
import { choice, literal, textOf, type Term } from './term.js';
import { NO_SPAN } from '../../../src/diagnostics/diagnostic.js';

/** A table of Sentinel and what Sigma calls its logs (sigma-appendix-taxonomy). */
export interface KnownTable {
  readonly schema: TableSchema;
  readonly logSource: LogSource;
  /** The field with the time of the event. */
  readonly time: string;
}

const TABLES: ReadonlyMap<string, KnownTable> = new Map([
  [
    AWS_CLOUDTRAIL.name,
    { schema: AWS_CLOUDTRAIL, logSource: { product: 'aws', service: 'cloudtrail' }, time: 'eventTime' },
  ],
  [
    AWS_GUARDDUTY.name,
    { schema: AWS_GUARDDUTY, logSource: { product: 'aws', service: 'guardduty' }, time: 'updatedAt' },
  ],
]);

export const knownTable = (name: string): KnownTable | undefined => TABLES.get(name);

/** The columns of one use of a table, as terms over the raw record. */
export const columnTerms = (context: Context, table: TableSchema, stream: number): ReadonlyMap<string, Term> =>
  new Map(table.columns.map((column) => [column.name, columnTerm(context, column, stream)]));

function columnTerm(context: Context, column: ColumnDefinition, stream: number): Term {
  const [first, ...others] = fieldsOfColumn(column, stream);
  if (first === undefined) {
    // No raw value is a missing one: "" in a string column, null in the others.
    return literal(column.constant ?? (column.type === 'string' ? '' : null));
  }
  switch (column.type) {
    case 'string':
      return firstText(context, first, others);
    case 'bool':
      return {
        kind: 'flag',
        isTrue: booleanTest(context, first, true, NO_SPAN),
        isFalse: booleanTest(context, first, false, NO_SPAN),
      };
    case 'dynamic':
      return { kind: 'field', field: first, as: 'dynamic', fold: null };
    case 'int':
      return { kind: 'field', field: first, as: 'whole', fold: null };
    case 'datetime':
      return { kind: 'field', field: first, as: 'datetime', fold: null };
    default:
      return { kind: 'opaque', why: reason('RP3001', [column.name], NO_SPAN), reads: [first.path] };
  }
}

function firstText(context: Context, field: Field, others: readonly Field[]): Term {
  const [next, ...rest] = others;
  if (next === undefined) return textOf(field);
  const missing = isNull(context, field, NO_SPAN);
  return choice([
    { when: not(missing), then: textOf(field) },
    { when: missing, then: firstText(context, next, rest) },
  ]);
}
