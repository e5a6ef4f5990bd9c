import { formatDuration, parseDuration } from './duration.js';
import type { Field, Fields } from './fields.js';
import type { LocatedText } from './rule-file.js';
import { isNull } from './source-node.js';
import type { MappingNode, SourceNode } from './source-node.js';
import { suggestion } from './suggestion.js';

/** Readers of one value each: the value, or null after a report of what is wrong with it. */

export function readText(fields: Fields, field: Field): LocatedText | null {
  const { node } = field;
  if (node.kind !== 'scalar') return wrongType(fields, field, 'a text');
  return fields.dialect.textOf(fields.file, field.name, node);
}

/** A text of at most `limit` characters; a longer one is reported and read all the same. */
export function readLimitedText(fields: Fields, field: Field, limit: number): LocatedText | null {
  const text = readText(fields, field);
  if (text !== null && text.text.length > limit) {
    fields.file.report('RP1015', [field.name, text.text.length, limit], field.keyOffset);
  }
  return text;
}

export function readBoolean(fields: Fields, field: Field): boolean | null {
  const text = field.node.kind === 'scalar' ? field.node.text.toLowerCase() : '';
  if (text === 'true' || text === 'false') return text === 'true';
  return wrongType(fields, field, 'true or false');
}

export function readInteger(fields: Fields, field: Field, lowest: number, highest: number): number | null {
  const text = field.node.kind === 'scalar' ? field.node.text : '';
  if (!/^[+-]?\d{1,15}(?:\.0+)?$/.test(text)) return wrongType(fields, field, 'a whole number');
  const value = Number(text);
  if (value >= lowest && value <= highest) return value;
  fields.file.report('RP1024', [field.name, lowest, highest], field.node.start);
  return null;
}

/** Milliseconds within a range; a duration outside of it is reported and read all the same. */
export function readDuration(fields: Fields, field: Field, lowest: number, highest: number): number | null {
  const text = readText(fields, field);
  if (text === null) return null;
  const duration = parseDuration(text.text.trim());
  if (duration === null) {
    fields.file.report('RP1020', [field.name, shortened(text.text)], text.node.start);
  } else if (duration < lowest || duration > highest) {
    fields.file.report('RP1021', [field.name, formatDuration(lowest), formatDuration(highest)], text.node.start);
  }
  return duration;
}

/** One of a closed list; other spellings of its case are taken with a warning. */
export function readChoice<Value extends string>(
  fields: Fields,
  field: Field,
  allowed: readonly Value[],
  synonyms: Readonly<Record<string, Value>> = {},
): Value | null {
  const text = readText(fields, field);
  if (text === null) return null;
  const exact = allowed.find((value) => value === text.text);
  if (exact !== undefined) return exact;
  const synonym = Object.entries(synonyms).find(([name]) => name.toLowerCase() === text.text.toLowerCase());
  if (synonym !== undefined) return synonym[1];
  const close = allowed.find((value) => value.toLowerCase() === text.text.trim().toLowerCase());
  if (close !== undefined) {
    fields.file.report('RP1014', [text.text, close], text.node.start);
    return close;
  }
  const names = [...allowed, ...Object.keys(synonyms)];
  fields.file.report(
    'RP1013',
    [field.name, shortened(text.text), suggestion(text.text, names), allowed],
    text.node.start,
  );
  return null;
}

export function readMapping(fields: Fields, field: Field): Fields | null {
  return field.node.kind === 'mapping'
    ? fields.inside(field.node)
    : wrongType(fields, field, 'a mapping of keys to values');
}

/** Longer lists are cut: with YAML aliases, lists of lists cost the product of their lengths. */
const MAX_ITEMS = 1000;

/** The items of a list, empty ones left out. */
export function readList(fields: Fields, field: Field): readonly SourceNode[] {
  if (field.node.kind !== 'sequence') {
    wrongType(fields, field, 'a list');
    return [];
  }
  const { items } = field.node;
  if (items.length > MAX_ITEMS)
    fields.file.report('RP1016', [`items in '${field.name}'`, items.length, MAX_ITEMS], field.keyOffset);
  return items.slice(0, MAX_ITEMS).filter((item) => !isNull(item));
}

export function readMappings(fields: Fields, field: Field): readonly Fields[] {
  return readList(fields, field).flatMap((item) => {
    if (item.kind === 'mapping') return [fields.inside(item)];
    fields.file.report('RP1012', [field.name, 'a list of mappings', describe(item)], item.start);
    return [];
  });
}

/** A list of texts; a single text is reported and read as a list of one. */
export function readTexts(fields: Fields, field: Field): readonly LocatedText[] {
  if (field.node.kind === 'scalar') wrongType(fields, field, 'a list of texts');
  const items = field.node.kind === 'scalar' ? [field.node] : readList(fields, field);
  return items.flatMap((node) => {
    if (node.kind !== 'scalar') {
      fields.file.report('RP1012', [field.name, 'a list of texts', describe(node)], node.start);
      return [];
    }
    const text = readText(fields, { ...field, node });
    return text === null ? [] : [text];
  });
}

/** A key that must be there, and not be an empty text. */
export function takeRequired(fields: Fields, what: string, ...names: readonly [string, ...string[]]): Field | null {
  const field = fields.take(...names);
  if (field === null) {
    fields.file.report('RP1011', [names[0], what], fields.node.start);
    return null;
  }
  if (field.node.kind !== 'scalar' || field.node.text.trim() !== '') return field;
  fields.file.report('RP1019', [field.name], field.keyOffset);
  return null;
}

function wrongType(fields: Fields, field: Field, expected: string): null {
  fields.file.report('RP1012', [field.name, expected, describe(field.node)], field.node.start);
  return null;
}

export function describe(node: SourceNode): string {
  switch (node.kind) {
    case 'mapping':
      return 'a mapping';
    case 'sequence':
      return 'a list';
    case 'null':
      return 'nothing';
    case 'scalar':
      return isNull(node) ? 'nothing' : `the text '${shortened(node.text)}'`;
  }
}

export const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** For readers of a mapping with free keys, such as custom details. */
export const entriesOf = (node: SourceNode): MappingNode['entries'] => (node.kind === 'mapping' ? node.entries : []);
