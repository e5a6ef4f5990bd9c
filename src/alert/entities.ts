import type { CustomDetail, EntityMapping } from '../rule/model.js';
import type { AlertRows } from './row-values.js';

/** An entity such as `{ type: 'Account', Name: 'alice', UPNSuffix: 'example.com' }`; identifiers without value are left out. */
export interface Entity {
  readonly type: string;
  readonly [identifier: string]: string;
}

/** https://learn.microsoft.com/azure/sentinel/sentinel-service-limits */
const MAX_ENTITIES = 500;
const MAX_DETAIL_VALUES = 50;

/** The distinct entities of the rows, in the order of the mappings. A row without any identifier of a mapping has no such entity. */
export function entitiesOf(mappings: readonly EntityMapping[], rows: AlertRows): readonly Entity[] {
  const entities = new Map<string, Entity>();
  for (const { entityType, fieldMappings } of mappings) {
    for (const row of rows.rows) {
      const fields = fieldMappings.flatMap(({ identifier, column }): [string, string][] => {
        const text = rows.text(row, column);
        return text === null ? [] : [[identifier, text]];
      });
      if (fields.length === 0 || entities.size >= MAX_ENTITIES) continue;
      entities.set(
        JSON.stringify([entityType, fields]),
        Object.fromEntries([['type', entityType], ...fields]) as Entity,
      );
    }
  }
  return [...entities.values()];
}

/** Name of a detail -> its distinct values; a detail without any value keeps its name. */
export const customDetailsOf = (
  details: readonly CustomDetail[],
  rows: AlertRows,
): { readonly [name: string]: readonly string[] } =>
  Object.fromEntries(details.map(({ name, column }) => [name, rows.texts(column, MAX_DETAIL_VALUES)]));
