import { positionIn } from '../../diagnostics/position-in.js';
import type { TableSchema } from '../../schema/table.js';
import { QueryError } from '../../target/engine.js';
import type { Relation } from '../relation.js';
import { lowerQuery } from './lower-query.js';

/**
 * A query that comes without a rule around it.
 * @throws QueryError at the first fault of the text.
 */
export async function lowerBareQuery(text: string, tables: readonly TableSchema[]): Promise<Relation> {
  const { relation, faults } = await lowerQuery(text, tables);
  if (relation !== null) return relation;
  const fault = faults.find(({ severity }) => severity === 'error');
  const { line, column } = positionIn(text, fault?.span.start ?? 0);
  throw new QueryError(fault?.code ?? 'RP2005', fault?.message ?? 'the query cannot be run', line, column);
}
