import { readMappings, readText, takeRequired } from './field-values.js';
import type { Fields } from './fields.js';
import type { EntityMapping } from './model.js';
import type { LocatedText } from './rule-file.js';
import { suggestion } from './suggestion.js';
import { ENTITIES, LIMITS } from './vocabulary.js';
import type { EntityDefinition } from './vocabulary.js';

/** https://learn.microsoft.com/azure/sentinel/map-data-fields-to-entities */
export function readEntityMappings(fields: Fields): readonly EntityMapping[] {
  const field = fields.take('entityMappings');
  if (field === null) return [];
  const mappings = readMappings(fields, field).map(readEntityMapping);
  if (mappings.length > LIMITS.entityMappings) {
    fields.file.report('RP1016', ['entity mappings', mappings.length, LIMITS.entityMappings], field.keyOffset);
  }
  return mappings.filter((mapping) => mapping !== null);
}

function readEntityMapping(fields: Fields): EntityMapping | null {
  const typeField = takeRequired(fields, "an entity type such as 'Account'", 'entityType');
  const listField = takeRequired(fields, 'a list of identifiers with their columns', 'fieldMappings');
  const type = typeField && readText(fields, typeField);
  const entityType = type && canonical(fields, type, ENTITIES.keys());
  const definition = entityType === null ? undefined : ENTITIES.get(entityType);
  if (type !== null && entityType === null) {
    fields.file.report('RP1040', [type.text, suggestion(type.text, ENTITIES.keys())], type.node.start);
  }
  const mapped = listField === null ? [] : readMappings(fields, listField);
  const fieldMappings = mapped
    .map((each) => readFieldMapping(each, entityType, definition))
    .filter((mapping) => mapping !== null);
  if (listField !== null && mapped.length > LIMITS.fieldMappings) {
    const what = `identifiers of one ${entityType ?? 'entity'}`;
    fields.file.report('RP1016', [what, mapped.length, LIMITS.fieldMappings], listField.keyOffset);
  }
  fields.finish();
  if (type === null || listField === null) return null;

  const names = new Set(fieldMappings.map((mapping) => mapping.identifier));
  if (definition !== undefined && !definition.required.some((set) => set.every((name) => names.has(name)))) {
    fields.file.report('RP1042', [entityType ?? type.text, definition.required[0] ?? []], listField.keyOffset);
  }
  return { entityType: entityType ?? type.text, fieldMappings };
}

function readFieldMapping(
  fields: Fields,
  entityType: string | null,
  definition: EntityDefinition | undefined,
): EntityMapping['fieldMappings'][number] | null {
  const identifierField = takeRequired(fields, "an identifier such as 'FullName'", 'identifier');
  const columnField = takeRequired(fields, 'the name of a column of the query', 'columnName');
  const identifier = identifierField && readText(fields, identifierField);
  const column = columnField && readText(fields, columnField);
  fields.finish();
  if (identifier === null || column === null) return null;

  const name = definition === undefined ? identifier.text : canonical(fields, identifier, definition.identifiers);
  if (name === null) {
    const close = suggestion(identifier.text, definition?.identifiers ?? []);
    fields.file.report('RP1041', [identifier.text, entityType ?? '', close], identifier.node.start);
  }
  const position = fields.file.position(column.node.start);
  return { identifier: name ?? identifier.text, column: column.text, position };
}

/** The spelling of a closed list for a text that may differ from it in case. */
function canonical(fields: Fields, { text, node }: LocatedText, names: Iterable<string>): string | null {
  const known = [...names];
  if (known.includes(text)) return text;
  const close = known.find((name) => name.toLowerCase() === text.trim().toLowerCase());
  if (close !== undefined) fields.file.report('RP1014', [text, close], node.start);
  return close ?? null;
}
