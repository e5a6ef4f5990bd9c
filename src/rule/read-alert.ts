import type { Position } from '../diagnostics/diagnostic.js';
import { placeholdersOf } from './placeholders.js';
import {
  entriesOf,
  readChoice,
  readLimitedText,
  readMapping,
  readMappings,
  readText,
  takeRequired,
} from './field-values.js';
import type { Field, Fields } from './fields.js';
import type { AlertDetails, CustomDetail, Rule } from './model.js';
import { isNull } from './source-node.js';
import { ALERT_PROPERTIES, LIMITS } from './vocabulary.js';

const DETAIL_NAME = /^[A-Za-z]\w*$/;
const COLUMN_NAME = /^[A-Za-z_]\w*$/;

/** https://learn.microsoft.com/azure/sentinel/surface-custom-details-in-alerts */
export function readCustomDetails(fields: Fields): readonly CustomDetail[] {
  const field = fields.take('customDetails');
  if (field === null || readMapping(fields, field) === null) return [];
  const { file } = fields;
  const details: CustomDetail[] = [];
  for (const { key, value } of entriesOf(field.node)) {
    if (!DETAIL_NAME.test(key.text)) file.report('RP1043', [key.text], key.start);
    if (key.text.length > LIMITS.customDetailName) {
      file.report('RP1015', [key.text, key.text.length, LIMITS.customDetailName], key.start);
    }
    if (isNull(value)) {
      file.report('RP1019', [key.text], key.start);
      continue;
    }
    const column = readText(fields, { name: key.text, keyOffset: key.start, node: value });
    if (column === null) continue;
    if (!COLUMN_NAME.test(column.text)) file.report('RP1044', [column.text], column.node.start);
    details.push({ name: key.text, column: column.text, position: file.position(column.node.start) });
  }
  if (details.length > LIMITS.customDetails) {
    file.report('RP1016', ['custom details', details.length, LIMITS.customDetails], field.keyOffset);
  }
  return details;
}

/** https://learn.microsoft.com/azure/sentinel/customize-alert-details */
export function readAlertDetails(fields: Fields): AlertDetails {
  const field = fields.take('alertDetailsOverride');
  const inside = field && readMapping(fields, field);
  const positions = new Map<string, Position>();
  if (inside === null) return { ...NO_DETAILS, columnPositions: positions };

  const details = {
    displayNameFormat: readFormat(inside, 'alertDisplayNameFormat', LIMITS.name, positions),
    descriptionFormat: readFormat(inside, 'alertDescriptionFormat', LIMITS.description, positions),
    severityColumn: readColumn(inside, inside.take('alertSeverityColumnName'), positions),
    tacticsColumn: readColumn(inside, inside.take('alertTacticsColumnName'), positions),
    dynamicProperties: readDynamicProperties(inside, positions),
    columnPositions: positions,
  };
  inside.finish();
  return details;
}

const NO_DETAILS: AlertDetails = {
  displayNameFormat: null,
  descriptionFormat: null,
  severityColumn: null,
  tacticsColumn: null,
  dynamicProperties: [],
};

function readFormat(fields: Fields, key: string, limit: number, positions: Map<string, Position>): string | null {
  const field = fields.take(key);
  const format = field && readLimitedText(fields, field, limit);
  if (field === null || format === null) return null;
  const placeholders = placeholdersOf(format.text);
  if (placeholders.length > LIMITS.placeholders) {
    const what = `placeholders in '${field.name}'`;
    fields.file.report('RP1016', [what, placeholders.length, LIMITS.placeholders], field.keyOffset);
  }
  for (const { column, offset } of placeholders) {
    const start = format.offsetOf(offset);
    if (!COLUMN_NAME.test(column)) fields.file.report('RP1044', [column], start);
    addPosition(positions, column, fields.file.position(start));
  }
  return format.text;
}

function readColumn(fields: Fields, field: Field | null, positions: Map<string, Position>): string | null {
  const column = field && readText(fields, field);
  if (column === null || column.text === '') return null;
  addPosition(positions, column.text, fields.file.position(column.node.start));
  return column.text;
}

function readDynamicProperties(fields: Fields, positions: Map<string, Position>): AlertDetails['dynamicProperties'] {
  const field = fields.take('alertDynamicProperties');
  if (field === null) return [];
  return readMappings(fields, field).flatMap((inside) => {
    const propertyField = takeRequired(inside, "a property such as 'ProductName'", 'alertProperty');
    const valueField = takeRequired(inside, 'the name of a column of the query', 'value');
    const property = propertyField && readChoice(inside, propertyField, ALERT_PROPERTIES);
    const column = readColumn(inside, valueField, positions);
    inside.finish();
    return property === null || column === null ? [] : [{ property, column }];
  });
}

function addPosition(positions: Map<string, Position>, column: string, position: Position): void {
  if (!positions.has(column)) positions.set(column, position);
}

export function readEventGrouping(fields: Fields): Rule['eventGrouping'] {
  const field = fields.take('eventGroupingSettings');
  const inside = field && readMapping(fields, field);
  if (inside === null) return 'SingleAlert';
  const kind = takeRequired(inside, "'SingleAlert' or 'AlertPerResult'", 'aggregationKind');
  const grouping = kind && readChoice(inside, kind, ['SingleAlert', 'AlertPerResult'] as const);
  inside.finish();
  return grouping ?? 'SingleAlert';
}
