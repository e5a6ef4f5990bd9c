import { Decimal, DateTime, Guid, TimeSpan, isArray, isBag, type Value } from '../ir/value.js';
import { formatDateTime } from '../schema/datetime-text.js';
import { formatTimeSpan } from './timespan.js';

/** JSON nested deeper counts as no JSON: where a stack ends must not decide what a rule sees. */
export const MAX_JSON_DEPTH = 512;

/**
 * JSON text as a dynamic value, or undefined when it is no JSON. Whole numbers within 64 bits are long, others real
 * (https://learn.microsoft.com/kusto/query/scalar-data-types/dynamic). A text nested too deeply to read is no JSON either.
 */
export function parseJsonValue(text: string): Value | undefined {
  try {
    return fromJson(JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** The object or array that a text writes, as `JSON.parse` returns it; undefined for any other text. */
export function structureIn(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A value that `JSON.parse` returned. Property bags become maps: a key named `__proto__` stays a key. */
export function fromJson(json: unknown, depth = 0): Value {
  if (depth > MAX_JSON_DEPTH) throw new RangeError(`JSON is nested deeper than ${MAX_JSON_DEPTH} levels`);
  if (Array.isArray(json)) return json.map((item) => fromJson(item, depth + 1));
  if (typeof json === 'object' && json !== null) {
    return new Map(Object.entries(json).map(([key, value]) => [key, fromJson(value, depth + 1)]));
  }
  if (typeof json === 'number') return Number.isSafeInteger(json) ? BigInt(json) : json;
  return json as string | boolean | null;
}

/** Compact JSON text with keys in their order; types that JSON lacks are written as strings. */
export function jsonText(value: Value): string {
  if (isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (isBag(value)) return `{${[...value].map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`).join(',')}}`;
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : JSON.stringify(scalarText(value));
  return JSON.stringify(scalarText(value));
}

/** What `tostring` gives: https://learn.microsoft.com/kusto/query/tostring-function. Null is the empty string. */
export function text(value: Value): string {
  return isArray(value) || isBag(value) ? jsonText(value) : scalarText(value);
}

function scalarText(value: Exclude<Value, readonly Value[] | ReadonlyMap<string, Value>>): string {
  if (value === null) return '';
  if (value instanceof DateTime) return formatDateTime(value.ticks);
  if (value instanceof TimeSpan) return formatTimeSpan(value.ticks);
  if (value instanceof Guid) return value.text;
  if (value instanceof Decimal) return decimalText(value);
  if (typeof value === 'number' && Number.isNaN(value)) return 'NaN';
  return String(value);
}

function decimalText({ digits, scale }: Decimal): string {
  const size = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const whole = size.slice(0, size.length - scale);
  return `${digits < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${size.slice(-scale)}`}`;
}
