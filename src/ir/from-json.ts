import { fromJson } from '../functions/json.js';
import { decimalOfReal } from '../functions/numbers/decimal.js';
import { parseTimeSpan } from '../functions/timespan.js';
import { parseDateTime } from '../schema/datetime-text.js';
import type { Json } from '../target/engine.js';
import type { KqlType } from './types.js';
import { DateTime, Guid, TimeSpan, type Value } from './value.js';

/** A JSON value of the contracts as a KQL value of a type; undefined when it is none. The inverse of `valueToJson`. */
export function valueFromJson(json: Json, type: KqlType): Value | undefined {
  if (type === 'dynamic') return fromJson(json);
  if (json === null) return type === 'string' ? '' : null;
  switch (type) {
    case 'string':
      return typeof json === 'string' ? json : undefined;
    case 'bool':
      return typeof json === 'boolean' ? json : undefined;
    case 'int':
    case 'long':
      return typeof json === 'number' && Number.isInteger(json) ? BigInt(json) : undefined;
    case 'real':
      return realFromJson(json);
    case 'datetime': {
      const ticks = typeof json === 'string' ? parseDateTime(json) : null;
      return ticks === null ? undefined : new DateTime(ticks);
    }
    case 'timespan': {
      const ticks = typeof json === 'string' ? parseTimeSpan(json) : null;
      return ticks === null ? undefined : new TimeSpan(ticks);
    }
    case 'guid':
      return typeof json === 'string' ? new Guid(json.toLowerCase()) : undefined;
    case 'decimal':
      return typeof json === 'number' ? (decimalOfReal(json) ?? undefined) : undefined;
  }
}

function realFromJson(json: Json): number | undefined {
  if (typeof json === 'number') return json;
  const special: Readonly<Record<string, number>> = { NaN, Infinity, '-Infinity': -Infinity };
  return typeof json === 'string' && Object.hasOwn(special, json) ? special[json] : undefined;
}
