import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { Externals, Json } from '../../../src/target/engine.js';
import { externalTables } from '../../../targets/athena/external.js';
import { stringLiteral } from '../../../targets/athena/sql/literals.js';
import { identifier } from '../../../targets/athena/sql/names.js';
import type { TrinoServer } from './server.js';

/** The rows of a rule's inputs as the tables that its DDL makes: every column a text. */
export async function createInputs(
  { client }: TrinoServer,
  { rule, source }: RuleIR,
  given: Externals = {},
): Promise<void> {
  for (const [input, { name, columns }] of externalTables(source)) {
    const rows = given[input];
    if (rows === undefined) throw new Error(`${rule.name}: the input ${input} was not given`);
    const positions = columns.map(({ kql }) => rows.columns.findIndex((column) => column.name === kql));
    const list = columns.map((column) => identifier(column.name)).join(', ');
    const nothing = columns.map(() => null);
    const tuples = [nothing, ...rows.rows.map((row) => positions.map((at) => row[at] ?? null))].map(
      (row, number) => `(${[number, ...row.map(cell)].join(', ')})`,
    );
    await client.query(`CREATE OR REPLACE VIEW ${identifier(name)} AS SELECT ${list}
      FROM (VALUES ${tuples.join(', ')}) AS given ("row number", ${list}) WHERE "row number" > 0`);
  }
}

function cell(value: Json): string {
  if (value === null) return 'CAST(NULL AS VARCHAR)';
  const text = typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return `CAST(${stringLiteral(text)} AS VARCHAR)`;
}
