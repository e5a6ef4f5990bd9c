import { lowerQuery } from '../../src/ir/lowering/lower-query.js';
import { valueToJson } from '../../src/ir/to-json.js';
import { run } from '../../src/interpreter/run.js';
import { ticksOfUnixMilliseconds } from '../../src/schema/datetime-text.js';
import { TABLES } from '../../src/schema/tables.js';
import type { Relation } from '../../src/ir/relation.js';
import type { Json } from '../../src/target/engine.js';

export const NOW = Date.UTC(2024, 4, 1, 12);

/** Lowers a query that has no faults. */
export async function lowered(query: string): Promise<Relation> {
  const { relation, faults } = await lowerQuery(query, TABLES);
  if (relation === null) throw new Error(faults.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return relation;
}

/** Runs a query that reads no table in the reference interpreter. */
export async function rowsOf(query: string): Promise<Json[][]> {
  const tables = { rows: () => [], external: () => [] };
  const rows = run(await lowered(query), { tables, now: ticksOfUnixMilliseconds(NOW) });
  return rows.map(({ values }) => values.map(valueToJson));
}

/** The value of a scalar expression. */
export const valueOf = async (expression: string): Promise<Json> =>
  (await rowsOf(`print x = ${expression}`))[0]?.[0] ?? null;
