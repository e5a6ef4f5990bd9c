import { readAlertDetails, readCustomDetails, readEventGrouping } from './read-alert.js';
import { readTactics, readTechniques } from './read-attack.js';
import { readEntityMappings } from './read-entities.js';
import { readIncident } from './read-incident.js';
import { hasSchedule, readSchedule, readSuppression } from './read-schedule.js';
import {
  entriesOf,
  readChoice,
  readLimitedText,
  readList,
  readMappings,
  readText,
  readTexts,
  shortened,
  takeRequired,
} from './field-values.js';
import type { Field, Fields } from './fields.js';
import { checkFoldedComment } from './folded-comment.js';
import type { Connector, Rule } from './model.js';
import { slugOf } from './slug.js';
import { LIMITS, SEVERITIES } from './vocabulary.js';

export interface RuleContext {
  /** The kind where the format keeps it outside of the rule's own keys (ARM), or null. */
  readonly kind: Field | null;
  /** Whether a rule with a schedule must say its kind. */
  readonly kindExpected: boolean;
  /** The ID where the format keeps it outside of the rule's own keys. */
  readonly id: string | null;
}

export const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

const KINDS = ['Scheduled', 'NRT', 'Hunting'] as const;

/** Keys of the formats that say nothing about what a rule detects or raises. */
const ADMINISTRATIVE = [
  'metadata',
  'enabled',
  'alertRuleTemplateName',
  'lastModifiedUtc',
  'createdDateUTC',
  'lastUpdatedDateUTC',
];

/** A rule of its keys, or null when there is no query that could be ported. Reports everything that is wrong on the way. */
export function readRule(fields: Fields, context: RuleContext): Rule | null {
  const { file } = fields;
  fields.ignore(...ADMINISTRATIVE);
  const kind = readKind(fields, context);
  const name = readRequiredText(fields, LIMITS.name, 'a name of at most 256 characters', 'name', 'displayName');
  const description = readOptionalText(fields, LIMITS.description, 'description', 'description-detailed');
  const severityField = fields.take('severity');
  const severity = severityField && readChoice(fields, severityField, SEVERITIES);
  if (kind !== 'Hunting' && severityField === null)
    takeRequired(fields, "'Informational', 'Low', 'Medium' or 'High'", 'severity');
  const connectors = readConnectors(fields);
  const queryField = takeRequired(fields, "the KQL query, best as 'query: |'", 'query');
  const query = queryField && readLimitedText(fields, queryField, LIMITS.query);
  if (query !== null) checkFoldedComment(file, query);

  const ownId = readId(fields, context);
  const tables = connectors.flatMap((connector) => connector.dataTypes);
  const slug = slugOf(name, ownId ?? '', tables);
  if (ownId === null && query !== null) file.report('RP1034', [slug], fields.node.start);

  const rest = {
    ...readSchedule(fields, kind),
    status: readOptionalText(fields, Infinity, 'status') || null,
    version: readVersion(fields),
    tactics: readTactics(fields),
    techniques: readTechniques(fields),
    entityMappings: readEntityMappings(fields),
    customDetails: readCustomDetails(fields),
    alertDetails: readAlertDetails(fields),
    eventGrouping: readEventGrouping(fields),
    suppression: readSuppression(fields),
    incident: readIncident(fields),
    tags: readTags(fields),
  };
  reportNotPorted(fields);
  fields.finish();
  if (query === null) return null;
  return {
    kind,
    id: ownId ?? slug,
    name: name || slug,
    slug,
    description,
    severity,
    connectors,
    query: query.text,
    ...rest,
    source: { file: file.name, locate: (offset) => file.position(query.offsetOf(offset)) },
  };
}

function readKind(fields: Fields, context: RuleContext): Rule['kind'] {
  const field = context.kind ?? fields.take('kind');
  const kind = field && readChoice(fields, field, KINDS);
  if (kind !== null) return kind;
  if (!hasSchedule(fields)) return 'Hunting';
  if (field === null && context.kindExpected) fields.file.report('RP1035', ['Scheduled'], fields.node.start);
  return 'Scheduled';
}

function readId(fields: Fields, context: RuleContext): string | null {
  const field = fields.take('id');
  const id = field && readText(fields, field);
  if (id === null || id.text.trim() === '') return context.id;
  const guid = GUID.exec(id.text)?.[0];
  if (guid !== id.text) fields.file.report('RP1030', [shortened(id.text)], id.node.start);
  return id.text;
}

function readRequiredText(
  fields: Fields,
  limit: number,
  what: string,
  ...names: readonly [string, ...string[]]
): string {
  const field = takeRequired(fields, what, ...names);
  return (field && readLimitedText(fields, field, limit)?.text.trim()) ?? '';
}

function readOptionalText(fields: Fields, limit: number, ...names: readonly string[]): string {
  const field = fields.take(...names);
  return (field && readLimitedText(fields, field, limit)?.text) ?? '';
}

function readVersion(fields: Fields): string | null {
  const field = fields.take('version', 'templateVersion');
  const version = field && readText(fields, field);
  if (version === null) return null;
  if (!/^\d+\.\d+\.\d+$/.test(version.text))
    fields.file.report('RP1033', [shortened(version.text)], version.node.start);
  return version.text;
}

function readConnectors(fields: Fields): readonly Connector[] {
  const field = fields.take('requiredDataConnectors');
  if (field === null) return [];
  return readMappings(fields, field).map((inside) => {
    const id = readRequiredText(inside, LIMITS.name, 'the name of a data connector', 'connectorId');
    const types = inside.take('dataTypes', 'datatypes');
    const dataTypes = types === null ? [] : readTexts(inside, types).map(({ text }) => text);
    inside.finish();
    return { connectorId: id, dataTypes };
  });
}

/** Tags are texts, or mappings of a name to a text (`- Schema: Authentication`). */
function readTags(fields: Fields): readonly string[] {
  const field = fields.take('tags');
  if (field === null) return [];
  return readList(fields, field).flatMap((item) => {
    if (item.kind !== 'mapping')
      return readTexts(fields, { ...field, node: { ...item, kind: 'sequence', items: [item] } }).map(
        ({ text }) => text,
      );
    return entriesOf(item).flatMap(({ key, value }) => {
      const text = readText(fields, { name: key.text, keyOffset: key.start, node: value });
      return text === null ? [] : [`${key.text}: ${text.text}`];
    });
  });
}

function reportNotPorted(fields: Fields): void {
  const field = fields.take('sentinelEntitiesMappings');
  const effect = 'alerts get no entities from the columns that it names';
  if (field !== null) fields.file.report('RP1018', [field.name, effect], field.keyOffset);
}
