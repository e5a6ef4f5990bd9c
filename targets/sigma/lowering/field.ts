import type { ColumnDefinition, RecordPath } from '../../../src/schema/table.js';

/** A place in the raw record, as Sigma names it. */
export interface Field {
  readonly stream: number;
  /** Keys joined by dots; lists are passed through, as SigmaHQ's rules do. */
  readonly path: string;
  readonly shape: Shape;
}

/**
 * What the field may hold, as far as it is known:
 * - `single`: one value, CloudTrail documents it so
 * - `object`: a whole JSON column, `requestParameters`
 * - `member`: a value inside one; the API that was called decides what it is
 * - `element`: the elements of a list, one at a time (mv-expand)
 * - `position`: elements of a list, of which KQL names one by its index
 */
export type Shape =
  | { readonly kind: 'single' }
  | { readonly kind: 'object' }
  | { readonly kind: 'member' }
  | { readonly kind: 'element'; readonly element: number; readonly objects: boolean }
  | { readonly kind: 'position'; readonly objects: boolean };

/** Columns whose raw value is documented as a list of objects (CloudTrail record contents, `resources`). */
const OBJECT_LISTS: ReadonlySet<string> = new Set(['resources']);

export const isObjectList = (field: Field): boolean =>
  field.shape.kind === 'object' ? OBJECT_LISTS.has(field.path) : 'objects' in field.shape && field.shape.objects;

/** Fields of twelve digits, so that case is no question (CloudTrail record contents, `recipientAccountId`). */
const DIGITS: ReadonlySet<string> = new Set(['recipientAccountId']);

export const isDigits = (field: Field): boolean => DIGITS.has(field.path);

/** Fields that every record has (CloudTrail record contents: not optional; GuardDuty findings: required). */
const REQUIRED: ReadonlySet<string> = new Set([
  ...['eventName', 'eventSource', 'awsRegion', 'sourceIPAddress'],
  ...['accountId', 'region', 'type', 'id'],
]);

export const isRequired = (field: Field): boolean => REQUIRED.has(field.path);

/** What TimeGenerated is read from: runs are windowed by it. */
const TIMES: ReadonlySet<string> = new Set(['eventTime', 'updatedAt']);

export const isEventTime = (field: Field): boolean => TIMES.has(field.path);

/** The raw fields of a column, the first that holds a value counts. */
export const fieldsOfColumn = (column: ColumnDefinition, stream: number): readonly Field[] =>
  column.paths.map((path) => ({ stream, path: dotted(path), shape: shapeOf(column, path) }));

const dotted = (path: RecordPath): string => path.filter((step) => typeof step === 'string').join('.');

function shapeOf(column: ColumnDefinition, path: RecordPath): Shape {
  if (path.some((step) => typeof step === 'number')) return { kind: 'position', objects: false };
  if (column.encoding === 'json' || column.encoding === 'dynamic') return { kind: 'object' };
  return path[0] === 'requestParameters' ? { kind: 'member' } : { kind: 'single' };
}

/**
 * A key that stands for itself in a Sigma field name: a dot would part it, `|` begin a modifier, a number reads as a
 * position, and wildcards and brackets mean something to one engine or another.
 */
const PLAIN_KEY = /^(?!\d+$)[^\p{C}\p{Z}.|*?\\{}[\]"'`,]+$/u;
/** A YAML key on one line may have 1,024 characters, modifiers included. */
const MAX_PATH = 900;

/** The field below `key`, or null when Sigma has no name for it. */
export function memberField(field: Field, key: string): Field | null {
  const path = `${field.path}.${key}`;
  if (!PLAIN_KEY.test(key) || path.length > MAX_PATH) return null;
  return { ...field, path, shape: 'objects' in field.shape ? { ...field.shape, objects: false } : { kind: 'member' } };
}

/** An element of the list in `field`, wherever it stands. */
export const positionField = (field: Field): Field => ({
  ...field,
  shape: { kind: 'position', objects: isObjectList(field) },
});

/** One element of the list at a time; `element` tells apart what is expanded together. */
export const elementField = (field: Field, element: number): Field => ({
  ...field,
  shape: { kind: 'element', element, objects: isObjectList(field) },
});
