import { DateTime, TimeSpan, type Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';
import { checkText } from '../limits.js';
import { TICKS, clockField, dateOf, daysOf } from './parts.js';

const padded = (value: number, length: number): string => String(value).padStart(length, '0');

/** `f` digits of a second; of `F` the zeros at the end are left out. */
function fraction(ticks: bigint, element: string): string {
  const digits = padded(clockField(ticks, 1n, TICKS.second), 7).slice(0, element.length);
  return element.startsWith('F') ? digits.replace(/0+$/, '') : digits;
}

const clock = (ticks: bigint, element: string): string => {
  const hour = clockField(ticks, TICKS.hour, 24n);
  switch (element.charAt(0)) {
    case 'H':
      return padded(hour, element.length);
    case 'm':
      return padded(clockField(ticks, TICKS.minute, 60n), element.length);
    case 's':
      return padded(clockField(ticks, TICKS.second, 60n), element.length);
    default:
      return fraction(ticks, element);
  }
};

function dateTimeElement(ticks: bigint, element: string): string {
  const hour = clockField(ticks, TICKS.hour, 24n);
  switch (element.charAt(0)) {
    case 'd':
      return padded(dateOf(ticks).day, element.length);
    case 'M':
      return padded(dateOf(ticks).month, element.length);
    case 'y':
      return padded(element === 'yyyy' ? dateOf(ticks).year : dateOf(ticks).year % 100, element.length);
    case 'h':
      return padded(hour % 12 === 0 ? 12 : hour % 12, element.length);
    case 't':
      return hour < 12 ? 'AM' : 'PM';
    default:
      return clock(ticks, element);
  }
}

/** The sign of a timespan is not printed. `h` is the hour within the day, as the documented example has it. */
function timeSpanElement(ticks: bigint, element: string): string {
  if (element.startsWith('d')) return padded(daysOf(ticks), element.length);
  return clock(ticks, element.replace(/h/g, 'H'));
}

/** The elements that the pages list, and the delimiters; T and Z stand for themselves, as they do in .NET. */
const DATETIME =
  /d{1,2}(?!d)|f{1,7}(?!f)|F{1,7}(?!F)|h{1,2}(?!h)|H{1,2}(?!H)|m{1,2}(?!m)|M{1,2}(?!M)|s{1,2}(?!s)|yyyy(?!y)|y{1,2}(?!y)|tt(?!t)/;
const TIMESPAN = /d{1,8}(?!d)|f{1,7}(?!f)|F{1,7}(?!F)|h{1,2}(?!h)|H{1,2}(?!H)|m{1,2}(?!m)|s{1,2}(?!s)/;
const DELIMITER = /[ /\-:,._[\]TZ]+/;

const formatOf = (elements: RegExp) => ({
  token: new RegExp(`(${elements.source})|${DELIMITER.source}`, 'g'),
  whole: new RegExp(`^(?:${elements.source}|${DELIMITER.source})*$`),
});
const DATETIME_FORMAT = formatOf(DATETIME);
const TIMESPAN_FORMAT = formatOf(TIMESPAN);

type Format = ReturnType<typeof formatOf>;

function format(
  ticks: bigint,
  pattern: string,
  { token, whole }: Format,
  print: (ticks: bigint, element: string) => string,
) {
  if (!whole.test(pattern)) return '';
  checkText(pattern.length * 8);
  return pattern.replace(token, (found, element: string | undefined) =>
    element === undefined ? found : print(ticks, element),
  );
}

const fault =
  ({ whole }: Format) =>
  ([, pattern]: readonly (Value | undefined)[]) =>
    typeof pattern === 'string' && !whole.test(pattern) ? `the format '${pattern}'` : null;

const CHOICE = 'T and Z stand for themselves; null gives ""';

export const TIME_FORMATTING = functions(
  {
    name: 'format_datetime',
    page: 'format-datetime-function',
    nulls: 'never',
    choice: CHOICE,
    fault: fault(DATETIME_FORMAT),
    evaluate: ([value, pattern]) =>
      value instanceof DateTime ? format(value.ticks, text(pattern!), DATETIME_FORMAT, dateTimeElement) : '',
  },
  {
    name: 'format_timespan',
    page: 'format-timespan-function',
    nulls: 'never',
    choice: `${CHOICE}; the sign is not printed`,
    fault: fault(TIMESPAN_FORMAT),
    evaluate: ([value, pattern]) => {
      if (!(value instanceof TimeSpan)) return '';
      const size = value.ticks < 0n ? -value.ticks : value.ticks;
      return format(size, text(pattern!), TIMESPAN_FORMAT, timeSpanElement);
    },
  },
);
