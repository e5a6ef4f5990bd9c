import type { Column } from '../../../src/ir/types.js';
import type { Json, RowSet } from '../../../src/target/engine.js';
import type { LoweredQuery, OutputColumn } from '../../../targets/athena/lower/query.js';

/** A result as moto is told to give it: names, types and texts as Athena's API has them. */
export interface AthenaResult {
  readonly rows: readonly { readonly Data: readonly { readonly VarCharValue?: string }[] }[];
  readonly column_info: readonly { readonly Name: string; readonly Label: string; readonly Type: string }[];
}

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html: the first row has the names. */
export function athenaResult({ output, evidence }: LoweredQuery, { rows }: RowSet): AthenaResult {
  const names = [...output.map(({ alias }) => alias), evidence];
  const types = [...output.map(typeOf), 'array'];
  const row = (texts: readonly (string | null)[]) => ({
    Data: texts.map((text) => (text === null ? {} : { VarCharValue: text })),
  });
  return {
    rows: [
      row(names),
      ...rows.map(({ values, evidence: ids }) =>
        row([...output.map((column, at) => textOf(values[at] ?? null, column)), `[${ids.join(', ')}]`]),
      ),
    ],
    column_info: names.map((name, at) => ({ Name: name, Label: name, Type: types[at]! })),
  };
}

const TYPES: Readonly<Partial<Record<Column['type'], string>>> = {
  bool: 'boolean',
  int: 'integer',
  long: 'bigint',
  real: 'double',
  datetime: 'timestamp with time zone',
};

const typeOf = ({ type, decoding }: OutputColumn): string =>
  decoding === 'json' ? 'varchar' : (TYPES[type] ?? 'varchar');

function textOf(value: Json, { type, decoding }: OutputColumn): string | null {
  if (value === null) return null;
  if (decoding === 'json') return JSON.stringify(value);
  if (type === 'datetime')
    return String(value)
      .replace('T', ' ')
      .replace(/(\.\d{3})\d{4}Z$/, '$1 UTC');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
