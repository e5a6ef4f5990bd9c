import { formatDateTime } from '../schema/datetime-text.js';
import type { ColumnDefinition, RecordPath } from '../schema/table.js';
import { jsonText, structureIn, text } from '../functions/json.js';
import { DateTime, isArray, isBag, type Value } from '../ir/value.js';
import { isDocumented } from './documented.js';

type Raw = Readonly<Record<string, unknown>>;

/** A record in which a column has a value: the inverse of `ingest`. Null where no record can give the column that value. */
export function withColumn(record: Raw, column: ColumnDefinition, value: Value): Raw | null {
  const [path] = column.paths;
  if (path === undefined) return null;
  const raw = rawValue(column, value);
  const changed = (raw === undefined ? without(record, column.paths) : withPath(record, path, raw)) as Raw;
  return isDocumented(changed) ? changed : null;
}

/** The JSON that a column's value is read from; undefined: the field is not there. */
function rawValue({ encoding, type }: ColumnDefinition, value: Value): unknown {
  if (value === null || (value === '' && type === 'string')) return undefined;
  if (value instanceof DateTime) return formatDateTime(value.ticks).replace(/\.0+Z$/, 'Z');
  // What holds objects holds nothing else: a text that is none stands in one.
  if (encoding === 'json' && typeof value === 'string') return structureIn(value) ?? { value };
  return toJson(value);
}

/** A KQL value as a log would hold it. */
export function toJson(value: Value): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : text(value);
  if (isArray(value) || isBag(value)) return JSON.parse(jsonText(value)) as unknown;
  return text(value);
}

/** The value with another at a path; whatever stands in the way gives way. */
export function withPath(value: unknown, path: RecordPath, put: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return put;
  if (typeof step === 'number') {
    const list: unknown[] = Array.isArray(value) ? [...(value as unknown[])] : [];
    while (list.length < step) list.push(null);
    list[step] = withPath(list[step], rest, put);
    return list;
  }
  const object = isObject(value) ? value : {};
  const inner: unknown = Object.hasOwn(object, step) ? object[step] : undefined;
  return { ...object, [step]: withPath(inner, rest, put) };
}

function without(record: unknown, paths: readonly RecordPath[]): unknown {
  return paths.reduce(withoutPath, record);
}

/** The value without what is at a path. */
export function withoutPath(value: unknown, path: RecordPath): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return value;
  if (Array.isArray(value)) {
    const list: unknown[] = [...(value as unknown[])];
    if (rest.length === 0) list.splice(Number(step), 1);
    else list[Number(step)] = withoutPath(list[Number(step)], rest);
    return list;
  }
  const { [step]: inner, ...others } = value as Record<PropertyKey, unknown>;
  return rest.length === 0 ? others : { ...others, [step]: withoutPath(inner, rest) };
}

const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
