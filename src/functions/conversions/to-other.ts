import { DateTime, Decimal, Guid, TimeSpan, type Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { readDateTime } from '../time/datetime-formats.js';
import { parseTimeSpan } from '../timespan.js';
import { dateTime, timeSpan } from '../values.js';

/** 32 hexadecimal digits, hyphens where a guid has them or not; what follows is ignored. */
const GUID = /^([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})/i;

export function toGuid(value: Value): Guid | null {
  if (value instanceof Guid) return value;
  const parts = typeof value === 'string' ? GUID.exec(value) : null;
  return parts === null ? null : new Guid(parts.slice(1).join('-').toLowerCase());
}

export function toDateTime(value: Value): DateTime | null {
  if (value instanceof DateTime) return value;
  if (typeof value === 'bigint') return dateTime(value);
  const ticks = typeof value === 'string' ? readDateTime(value) : null;
  return ticks === null ? null : new DateTime(ticks);
}

export function toTimeSpan(value: Value): TimeSpan | null {
  if (value instanceof TimeSpan) return value;
  if (typeof value === 'bigint') return timeSpan(value);
  const ticks = typeof value === 'string' ? parseTimeSpan(value) : null;
  return ticks === null ? null : timeSpan(ticks);
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

export function toBool(value: Value): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value !== 0n;
  if (typeof value === 'number') return value !== 0;
  if (value instanceof Decimal) return value.digits !== 0n;
  if (typeof value !== 'string') return null;
  return BOOLEANS.get(value.toLowerCase()) ?? null;
}

export const TO_OTHER = functions(
  {
    name: 'tobool',
    aliases: ['toboolean'],
    page: 'tobool-function',
    nulls: 'own',
    choice: 'text is "true", "false" in any case, "1" or "0", without blanks; NaN is true',
    evaluate: ([value]) => toBool(value!),
  },
  {
    name: 'todatetime',
    page: 'todatetime-function',
    nulls: 'own',
    choice:
      'beside the listed formats month/day/year, month first; two digits of a year are 1950 to 2049; digits of a second ' +
      'beyond the seventh are cut off; no blanks around; a whole number is ticks',
    evaluate: ([value]) => toDateTime(value!),
  },
  {
    name: 'totimespan',
    aliases: ['totime'],
    page: 'totimespan-function',
    nulls: 'own',
    choice: 'text as in a timespan literal, a bare number being days; a whole number is ticks',
    evaluate: ([value]) => toTimeSpan(value!),
  },
  {
    name: 'toguid',
    page: 'toguid-function',
    nulls: 'own',
    choice: 'upper case is taken as lower case; braces give null',
    evaluate: ([value]) => toGuid(value!),
  },
);
