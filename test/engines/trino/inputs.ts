import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { KqlType } from '../../../src/ir/types.js';
import type { Externals, Json } from '../../../src/target/engine.js';
import { externalTables } from '../../../targets/athena/external.js';
import { stringLiteral } from '../../../targets/athena/sql/literals.js';
import { identifier } from '../../../targets/athena/sql/names.js';
import type { TrinoServer } from './server.js';

/** What Athena's DDL for a rule's inputs gives, as views of their rows. */
export async function createInputs({ client }: TrinoServer, rule: RuleIR, given: Externals = {}): Promise<void> {
  for (const [input, { name, columns }] of externalTables(rule.source)) {
    const rows = given[input];
    if (rows === undefined) throw new Error(`${rule.rule.name}: the input ${input} was not given`);
    const at = columns.map(({ kql }) => rows.columns.findIndex((column) => column.name === kql));
    const tuples = [columns.map(() => null), ...rows.rows.map((row) => at.map((index) => row[index] ?? null))].map(
      (row, number) => `(${[number, ...row.map((value, index) => literal(value, columns[index]!.type))].join(', ')})`,
    );
    const names = columns.map((column) => identifier(column.name));
    await client.query(`CREATE OR REPLACE VIEW ${identifier(name)} AS SELECT ${names.join(', ')}
      FROM (VALUES ${tuples.join(', ')}) AS given ("row number", ${names.join(', ')}) WHERE "row number" > 0`);
  }
}

const TYPES: Readonly<Partial<Record<KqlType, string>>> = {
  bool: 'boolean',
  int: 'bigint',
  long: 'bigint',
  real: 'double',
};

/** Times and dynamic values are texts in a file. */
function literal(value: Json, type: KqlType): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `CAST(${value === null ? 'NULL' : stringLiteral(text)} AS ${TYPES[type] ?? 'varchar'})`;
}
