import type { LogRecord } from '../../../../src/events/event-source.js';

/** A dotted field name, taken apart. */
export interface FieldPath {
  readonly name: string;
  readonly parts: readonly string[];
}

/** Bounds the ways in which a name can be split. */
export const MAX_PATH_PARTS = 64;

export const fieldPath = (name: string): FieldPath => ({ name, parts: name.split('.') });

/** What an event holds under a name. */
export interface FieldContent {
  /** A key of that name is there, whatever its value. */
  readonly present: boolean;
  /** Null, a list of nulls alone, or missing altogether. An empty list is none of these. */
  readonly isNull: boolean;
  /** Texts, numbers, booleans and objects; lists are their elements, and null counts as no value. */
  readonly values: readonly unknown[];
}

/**
 * The specification takes field names as the log has them and says nothing of nested records. As other engines do, a dot
 * leads into an object, a list stands for its elements wherever it occurs, and a key may itself contain dots. Names are
 * case-sensitive, as CloudTrail records hold `Tagging` beside `tagging`.
 */
export function readField(record: LogRecord, path: FieldPath): FieldContent {
  const values: unknown[] = [];
  let present = false;
  let hasNull = false;

  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const element of value) collect(element);
    else if (value === null || value === undefined) hasNull = true;
    else values.push(value);
  };
  const visit = (node: unknown, from: number): void => {
    if (Array.isArray(node)) {
      for (const element of node) visit(element, from);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    let key = '';
    for (let to = from; to < path.parts.length; to++) {
      key = to === from ? path.parts[to]! : `${key}.${path.parts[to]!}`;
      if (!Object.hasOwn(node, key)) continue;
      const child: unknown = (node as LogRecord)[key];
      if (to < path.parts.length - 1) visit(child, to + 1);
      else {
        present = true;
        collect(child);
      }
    }
  };
  visit(record, 0);
  return { present, isNull: values.length === 0 && (hasNull || !present), values };
}
