import type { DuckDBConnection } from '@duckdb/node-api';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { KqlType } from '../../../src/ir/types.js';
import { EngineError, type Externals, type Json } from '../../../src/target/engine.js';
import { externalTables, type ExternalTable } from '../external.js';
import { stringLiteral } from '../sql/literals.js';
import { identifier } from '../sql/names.js';

/**
 * The tables of a rule's external inputs, as Athena would read them from the files that their DDL describes.
 * @throws EngineError when an input was not given.
 */
export async function createExternals(connection: DuckDBConnection, rule: RuleIR, given: Externals): Promise<void> {
  for (const [input, table] of externalTables(rule.source)) {
    const rows = Object.hasOwn(given, input) ? given[input] : undefined;
    if (rows === undefined) throw new EngineError(`${rule.rule.name}: the input ${input} was not given`);
    const positions = table.columns.map(({ kql }) => rows.columns.findIndex(({ name }) => name === kql));
    const values = rows.rows.map((row) =>
      Object.fromEntries(
        table.columns.map(({ name, type }, at) => [name, cell(row[positions[at] ?? -1] ?? null, type)]),
      ),
    );
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${identifier(table.name)} AS
       SELECT unnest(each) FROM (
         SELECT unnest(from_json(${stringLiteral(JSON.stringify(values))}, ${stringLiteral(structure(table))})) AS each
       )`,
    );
  }
}

/** Every column is a text, dynamic values their JSON. */
function cell(value: Json, type: KqlType): Json {
  if (value === null || typeof value === 'string')
    return type === 'dynamic' && value !== null ? JSON.stringify(value) : value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const structure = ({ columns }: ExternalTable): string =>
  JSON.stringify([Object.fromEntries(columns.map(({ name }) => [name, 'VARCHAR']))]);
