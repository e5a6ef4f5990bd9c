import { formatDateTime } from '../schema/datetime-text.js';
import { text } from '../functions/json.js';
import { decimalToReal } from '../functions/numbers/decimal.js';
import { formatTimeSpan } from '../functions/timespan.js';
import type { Json } from '../target/engine.js';
import type { Relation } from './relation.js';
import { DateTime, Decimal, Guid, TimeSpan, isArray, isBag, type Value } from './value.js';

/** A KQL value in the JSON of the contracts (`target/engine.ts`). Longs and decimals beyond 2^53 lose digits, as JSON numbers do. */
export function valueToJson(value: Value): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : text(value);
  if (value instanceof DateTime) return formatDateTime(value.ticks);
  if (value instanceof TimeSpan) return formatTimeSpan(value.ticks);
  if (value instanceof Decimal) return decimalToReal(value);
  if (value instanceof Guid) return value.text;
  if (isArray(value)) return value.map(valueToJson);
  if (isBag(value)) return Object.fromEntries([...value].map(([key, item]) => [key, valueToJson(item)]));
  return null;
}

/** Raised when the shape of the JSON form changes, so that tools can tell. */
export const IR_VERSION = 1;

/** The IR as JSON: the nodes as they are, literals in KQL's text form. */
export const relationToJson = (relation: Relation): Json => JSON.parse(JSON.stringify(relation, replacer)) as Json;

const replacer = (_key: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof DateTime) return formatDateTime(value.ticks);
  if (value instanceof TimeSpan) return formatTimeSpan(value.ticks);
  if (value instanceof Decimal) return decimalToReal(value);
  if (value instanceof Guid) return value.text;
  if (value instanceof Map) return Object.fromEntries(value as Map<string, unknown>);
  if (typeof value === 'number' && !Number.isFinite(value)) return text(value);
  return value;
};
