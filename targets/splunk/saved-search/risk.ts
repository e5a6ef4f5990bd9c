import type { EntityMapping, Rule } from '../../../src/rule/model.js';

/** Splunk's types of risk objects, by Sentinel's type of entity; all other entities are `other`. */
const OBJECT_TYPES: ReadonlyMap<string, string> = new Map([
  ['Account', 'user'],
  ['IP', 'system'],
  ['Host', 'system'],
  ['AzureResource', 'system'],
]);

/** The identifier that names an entity best, strongest first (Sentinel's entity types reference). */
const IDENTIFIERS = [
  'FullName',
  'Name',
  'Address',
  'HostName',
  'NetBiosName',
  'Url',
  'DomainName',
  'AadUserId',
  'Sid',
  'ResourceId',
];

const SCORES = { Informational: 10, Low: 25, Medium: 50, High: 75 } as const;

interface RiskObject {
  readonly risk_object_field: string;
  readonly risk_object_type: string;
  readonly risk_score: number;
}

/** `action.risk.param._risk` of Enterprise Security: who the risk is about. */
export const riskObjects = (rule: Rule): readonly RiskObject[] => [
  ...new Map(
    rule.entityMappings.flatMap((mapping) => {
      const column = namingColumn(mapping);
      if (column === null) return [];
      const type = OBJECT_TYPES.get(mapping.entityType) ?? 'other';
      const object = {
        risk_object_field: column,
        risk_object_type: type,
        risk_score: SCORES[rule.severity ?? 'Medium'],
      };
      return [[column, object] as const];
    }),
  ).values(),
];

function namingColumn({ fieldMappings }: EntityMapping): string | null {
  const byIdentifier = new Map(fieldMappings.map(({ identifier, column }) => [identifier, column]));
  for (const identifier of IDENTIFIERS) {
    const column = byIdentifier.get(identifier);
    if (column !== undefined) return column;
  }
  return fieldMappings[0]?.column ?? null;
}
