import { binary, call, cast, integer, text, when } from '../../sql/build.js';
import type { SqlExpression } from '../../sql/tree.js';

/** The elements that date_format knows by another name; the delimiters of KQL stand for themselves in it. */
const FORMATS: Readonly<Record<string, string>> = {
  yyyy: '%Y',
  MM: '%m',
  dd: '%d',
  HH: '%H',
  mm: '%i',
  ss: '%s',
};

/** https://learn.microsoft.com/kusto/query/format-datetime-function: elements and delimiters. */
const TOKEN =
  /d{1,2}(?!d)|f{1,7}(?!f)|h{1,2}(?!h)|H{1,2}(?!H)|m{1,2}(?!m)|M{1,2}(?!M)|s{1,2}(?!s)|yyyy(?!y)|yy(?!y)|tt(?!t)|[ /\-:,._[\]TZ]+/y;

/** The text of an instant in UTC, or null where the format has elements that are not known here. */
export function formatInstant(instant: SqlExpression, pattern: string): SqlExpression | null {
  const pieces: (string | SqlExpression)[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < pattern.length) {
    const [token] = TOKEN.exec(pattern) ?? [];
    if (token === undefined) return null;
    const plain = /^[a-zA-SU-Y]/.test(token) ? FORMATS[token] : token;
    const last = pieces.at(-1);
    if (plain === undefined) pieces.push(element(instant, token));
    else if (typeof last === 'string') pieces[pieces.length - 1] = last + plain;
    else pieces.push(plain);
  }
  const texts = pieces.map((piece) => {
    if (typeof piece !== 'string') return piece;
    return piece.includes('%') ? call('date_format', instant, text(piece)) : text(piece);
  });
  // Of a null the text is empty, which delimiters alone would not be.
  return texts.every(({ kind }) => kind === 'string') ? null : texts.reduce((left, right) => binary('||', left, right));
}

function element(instant: SqlExpression, token: string): SqlExpression {
  const digits = (value: SqlExpression): SqlExpression => cast(value, 'text');
  const padded = (value: SqlExpression, size: number): SqlExpression =>
    size === 1 ? digits(value) : call('lpad', digits(value), integer(size), text('0'));
  const hour = call('hour', instant);
  switch (token.charAt(0)) {
    case 'y':
      return padded(binary('%', call('year', instant), integer(100)), 2);
    case 'M':
      return digits(call('month', instant));
    case 'd':
      return digits(call('day', instant));
    case 'H':
      return digits(hour);
    case 'm':
      return digits(call('minute', instant));
    case 's':
      return digits(call('second', instant));
    case 'h': {
      const twelve = binary('+', binary('%', binary('+', hour, integer(11)), integer(12)), integer(1));
      return padded(twelve, token.length);
    }
    case 't':
      return when(binary('<', hour, integer(12)), text('AM'), text('PM'));
    default: {
      const millis = padded(binary('%', call('millisecond', instant), integer(1000)), 3);
      if (token.length === 3) return millis;
      return token.length < 3
        ? call('substr', millis, integer(1), integer(token.length))
        : binary('||', millis, text('0'.repeat(token.length - 3)));
    }
  }
}
