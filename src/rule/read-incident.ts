import { DAY, HOUR, MINUTE } from './duration.js';
import { readBoolean, readChoice, readDuration, readMapping, readTexts } from './field-values.js';
import type { Fields } from './fields.js';
import type { IncidentConfiguration, IncidentGrouping } from './model.js';

const MATCHING_METHODS = ['AllEntities', 'AnyAlert', 'Selected'] as const;

/** What the service assumes for a grouping that does not say it. */
const DEFAULT_LOOKBACK = 5 * HOUR;

/** https://learn.microsoft.com/rest/api/securityinsights/alert-rules/create-or-update (IncidentConfiguration) */
export function readIncident(fields: Fields): IncidentConfiguration | null {
  const field = fields.take('incidentConfiguration');
  const inside = field && readMapping(fields, field);
  if (inside === null) return null;
  const createIncident = readFlag(inside, 'createIncident', true);
  const groupingField = inside.take('groupingConfiguration');
  const groupingFields = groupingField && readMapping(inside, groupingField);
  inside.finish();
  return { createIncident, grouping: groupingFields && readGrouping(groupingFields) };
}

function readGrouping(fields: Fields): IncidentGrouping {
  const lookbackField = fields.take('lookbackDuration');
  const methodField = fields.take('matchingMethod');
  const grouping = {
    enabled: readFlag(fields, 'enabled', false),
    reopenClosedIncident: readFlag(fields, 'reopenClosedIncident', false),
    lookbackDuration: (lookbackField && readDuration(fields, lookbackField, 5 * MINUTE, 7 * DAY)) ?? DEFAULT_LOOKBACK,
    matchingMethod: (methodField && readChoice(fields, methodField, MATCHING_METHODS)) ?? 'AllEntities',
    groupByEntities: readNames(fields, 'groupByEntities'),
    groupByAlertDetails: readNames(fields, 'groupByAlertDetails'),
    groupByCustomDetails: readNames(fields, 'groupByCustomDetails'),
  };
  fields.finish();
  return grouping;
}

function readFlag(fields: Fields, key: string, absent: boolean): boolean {
  const field = fields.take(key);
  return (field && readBoolean(fields, field)) ?? absent;
}

function readNames(fields: Fields, key: string): readonly string[] {
  const field = fields.take(key);
  return field === null ? [] : readTexts(fields, field).map(({ text }) => text);
}
