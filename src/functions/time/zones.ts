import { DateTime, type Value } from '../../ir/value.js';
import { dayNumber } from '../../schema/calendar.js';
import { unixMillisecondsOfTicks } from '../../schema/datetime-text.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';
import { dateTime } from '../values.js';
import { TICKS } from './parts.js';

const formats = new Map<string, Intl.DateTimeFormat | null>();

/** Clocks of a zone of the IANA database, or null when there is none of the name. */
function clockOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  // Names only: JavaScript takes offsets as well.
  if (/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone)) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        calendar: 'gregory',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  if (formats.size > 1000) formats.clear();
  formats.set(zone, format);
  return format;
}

/** Ticks that a zone's clocks are ahead of UTC at an instant; null where they show a time before the year 1. */
function offsetAt(format: Intl.DateTimeFormat, ticks: bigint): bigint | null {
  const parts = new Map(format.formatToParts(unixMillisecondsOfTicks(ticks)).map(({ type, value }) => [type, value]));
  if (parts.get('era') !== 'AD') return null;
  const field = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const days = dayNumber(field('year'), field('month'), field('day'));
  const seconds = days * 86_400 + field('hour') * 3600 + field('minute') * 60 + field('second');
  const whole = ticks - (ticks % TICKS.second);
  return BigInt(seconds) * TICKS.second - whole;
}

function toLocal(value: Value, zone: Value): Value {
  const format = clockOf(text(zone));
  if (format === null || !(value instanceof DateTime)) return null;
  const offset = offsetAt(format, value.ticks);
  return offset === null ? null : dateTime(value.ticks + offset);
}

/** Where clocks go back, the later of two instants; where they skip an hour, by the time that they skip to. */
function toUtc(value: Value, zone: Value): Value {
  const format = clockOf(text(zone));
  if (format === null || !(value instanceof DateTime)) return null;
  const after = offsetAt(format, value.ticks + TICKS.day);
  const before = offsetAt(format, value.ticks - TICKS.day);
  const isAt = (offset: bigint): boolean => offsetAt(format, value.ticks - offset) === offset;
  const offset = before !== null && after !== null && !isAt(after) && isAt(before) ? before : after;
  return offset === null ? null : dateTime(value.ticks - offset);
}

const CHOICE = 'the zones of the IANA database that the program comes with; an unknown one gives null';

export const TIME_ZONES = functions(
  {
    name: 'datetime_utc_to_local',
    page: 'datetime-utc-to-local-function',
    nulls: 'own',
    choice: CHOICE,
    evaluate: ([value, zone]) => toLocal(value!, zone!),
  },
  {
    name: 'datetime_local_to_utc',
    page: 'datetime-local-to-utc-function',
    nulls: 'own',
    choice: `${CHOICE}; of a local time that comes twice the later instant, of one that is skipped the one an hour before`,
    evaluate: ([value, zone]) => toUtc(value!, zone!),
  },
);
