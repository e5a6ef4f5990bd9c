import type { Rule, RuleSeverity } from '../rule/model.js';
import { placeholdersOf } from '../rule/placeholders.js';
import { SEVERITIES, TECHNIQUE, canonicalTactic } from '../rule/vocabulary.js';
import type { AlertRows } from './row-values.js';

/** What an alert is called and how it is classified, after the rule's overrides. */
export interface AlertHeader {
  readonly title: string;
  readonly description: string;
  readonly severity: RuleSeverity | null;
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  /** Alert properties such as `ProductName` that columns set. */
  readonly properties: { readonly [property: string]: string };
}

/** Bytes of UTF-8 after which Sentinel cuts a formatted name and description; values that it puts in one place. */
const MAX_TITLE_BYTES = 256;
const MAX_DESCRIPTION_BYTES = 5000;
const MAX_VALUES = 50;

/**
 * https://learn.microsoft.com/azure/sentinel/customize-alert-details: a column without value, or with an invalid one for
 * severity and tactics, leaves the rule's own setting in force. Where the page is silent on several rows in one alert,
 * Ruleport takes their distinct values (texts joined by commas, all tactics, the highest severity).
 */
export function alertHeader(rule: Rule, rows: AlertRows): AlertHeader {
  const details = rule.alertDetails;
  const properties = new Map(
    details.dynamicProperties.map(({ property, column }) => [property, rows.texts(column, MAX_VALUES)]),
  );
  const techniqueColumn = details.dynamicProperties.find(({ property }) => property === 'Techniques')?.column ?? null;
  return {
    title: formatted(details.displayNameFormat, rows, MAX_TITLE_BYTES) ?? rule.name,
    description: formatted(details.descriptionFormat, rows, MAX_DESCRIPTION_BYTES) ?? rule.description,
    severity: severityOf(details.severityColumn, rows) ?? rule.severity,
    tactics: listed(details.tacticsColumn, rows, canonicalTactic) ?? rule.tactics,
    techniques: listed(techniqueColumn, rows, (text) => (TECHNIQUE.test(text) ? text : null)) ?? rule.techniques,
    properties: Object.fromEntries(
      [...properties]
        .filter(([property, texts]) => property !== 'Techniques' && texts.length > 0)
        .map(([property, texts]) => [property, texts.join(', ')]),
    ),
  };
}

/** Null without a format, or as soon as one of its columns has no value. */
function formatted(format: string | null, rows: AlertRows, maxBytes: number): string | null {
  if (format === null || format.trim() === '') return null;
  let text = '';
  let end = 0;
  for (const { column, offset, length } of placeholdersOf(format)) {
    const values = rows.texts(column, MAX_VALUES);
    if (values.length === 0) return null;
    text += format.slice(end, offset) + values.join(', ');
    end = offset + length;
  }
  return cut(text + format.slice(end), maxBytes);
}

/** At most so many bytes of UTF-8, never half a character. */
function cut(text: string, maxBytes: number): string {
  let bytes = 0;
  let length = 0;
  for (const char of text) {
    bytes += utf8Length(char.codePointAt(0) ?? 0);
    if (bytes > maxBytes) return text.slice(0, length);
    length += char.length;
  }
  return text;
}

const utf8Length = (code: number): number => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);

function severityOf(column: string | null, rows: AlertRows): RuleSeverity | null {
  if (column === null) return null;
  const texts = new Set(rows.texts(column).map((text) => text.trim().toLowerCase()));
  return SEVERITIES.findLast((severity) => texts.has(severity.toLowerCase())) ?? null;
}

function listed(
  column: string | null,
  rows: AlertRows,
  valid: (text: string) => string | null,
): readonly string[] | null {
  if (column === null) return null;
  const values = new Set(
    rows
      .items(column)
      .map(valid)
      .filter((value) => value !== null),
  );
  return values.size === 0 ? null : [...values];
}
