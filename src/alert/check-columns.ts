import { diagnose } from '../diagnostics/code-table.js';
import type { Diagnostic, Position } from '../diagnostics/diagnostic.js';
import type { Column } from '../ir/types.js';
import type { Rule } from '../rule/model.js';
import { placeholdersOf } from '../rule/placeholders.js';
import { RULE_CODES } from '../rule/rule-codes.js';
import { suggestion } from '../rule/suggestion.js';

/** A column that a rule's settings name. */
export interface NamedColumn {
  readonly column: string;
  /** The setting, for messages: `the entity identifier Account.Name`. */
  readonly what: string;
  readonly position: Position | null;
}

/** Every column that entity mappings, custom details and alert details name, in that order, with repetitions. */
export function namedColumns(rule: Rule): readonly NamedColumn[] {
  const { alertDetails } = rule;
  const place = (column: string): Position | null => alertDetails.columnPositions?.get(column) ?? null;
  const format = (text: string | null, what: string): NamedColumn[] =>
    placeholdersOf(text ?? '').map(({ column }) => ({ column, what, position: place(column) }));
  const setting = (column: string | null, what: string): NamedColumn[] =>
    column === null ? [] : [{ column, what, position: place(column) }];
  return [
    ...rule.entityMappings.flatMap(({ entityType, fieldMappings }) =>
      fieldMappings.map(({ identifier, column, position }) => ({
        column,
        what: `the entity identifier ${entityType}.${identifier}`,
        position,
      })),
    ),
    ...rule.customDetails.map(({ name, column, position }) => ({
      column,
      what: `the custom detail ${name}`,
      position,
    })),
    ...format(alertDetails.displayNameFormat, 'the alert name'),
    ...format(alertDetails.descriptionFormat, 'the alert description'),
    ...setting(alertDetails.severityColumn, 'the alert severity'),
    ...setting(alertDetails.tacticsColumn, 'the alert tactics'),
    ...alertDetails.dynamicProperties.flatMap(({ property, column }) =>
      setting(column, `the alert property ${property}`),
    ),
  ];
}

/** Settings that name a column which the query does not return: Sentinel leaves them empty in every alert. */
export function checkColumns(rule: Rule, columns: readonly Pick<Column, 'name'>[]): Diagnostic[] {
  const names = new Set(columns.map((column) => column.name));
  return namedColumns(rule)
    .filter(({ column }) => column !== '' && !names.has(column))
    .map(({ column, what, position }) =>
      diagnose(RULE_CODES, 'RP1045', [what, column, suggestion(column, names)], { file: rule.source.file, position }),
    );
}
