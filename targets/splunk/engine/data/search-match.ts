import type { SearchExpression, SearchOperator, SearchValue } from '../syntax/search.js';
import { refuseAt, type Place } from '../syntax/source.js';
import { parseTime } from '../time/format.js';
import { relativeTime } from '../time/relative.js';
import type { Row } from './row.js';
import { compareText, foldCase, parseNumber } from './values.js';
import { matchesPieces } from './wildcard.js';

/** Whether a row matches a search expression. `now`: seconds since 1970. */
export function matchesSearch(expression: SearchExpression, row: Row, now: number): boolean {
  switch (expression.kind) {
    case 'subsearch':
      // Refused before the search starts.
      return false;
    case 'everything':
      return true;
    case 'and':
      return expression.operands.every((operand) => matchesSearch(operand, row, now));
    case 'or':
      return expression.operands.some((operand) => matchesSearch(operand, row, now));
    case 'not':
      return !matchesSearch(expression.operand, row, now);
    case 'compare':
      return row.values(expression.field).some((value) => compares(value, expression.operator, expression.value));
    case 'in':
      return row.values(expression.field).some((value) => expression.values.some((wanted) => equals(value, wanted)));
    case 'term':
      return row.values('_raw').some(expression.matcher);
    case 'time': {
      const time = row.values('_time').map(parseNumber)[0] ?? null;
      if (time === null) return false;
      const bound = timeOf(expression.specifier, now, expression.place);
      return expression.bound === 'earliest' ? time >= bound : time < bound;
    }
  }
}

/** `=` and `!=` compare text: "1" does not match "1.0". A field with several values matches when one of them does. */
function compares(value: string, operator: SearchOperator, wanted: SearchValue): boolean {
  if (operator === '=') return equals(value, wanted);
  if (operator === '!=') return !equals(value, wanted);
  const numbers = [parseNumber(value), parseNumber(wanted.text)] as const;
  const order =
    numbers[0] !== null && numbers[1] !== null
      ? numbers[0] - numbers[1]
      : compareText(foldCase(value), foldCase(wanted.text));
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function equals(value: string, wanted: SearchValue): boolean {
  if (wanted.subnet !== null && wanted.subnet(value)) return true;
  return matchesPieces(wanted.caseSensitive ? value : foldCase(value), wanted.pieces);
}

/** The instant that a time modifier names: seconds since 1970, `now`, a relative time or `%m/%d/%Y:%H:%M:%S`. */
export function timeOf(specifier: string, now: number, place: Place): number {
  const number = parseNumber(specifier);
  if (number !== null) return number;
  const time = relativeTime(now, specifier) ?? parseTime(specifier, '%m/%d/%Y:%H:%M:%S', now);
  if (time === null) refuseAt(place, `'${specifier}' is no time`);
  return time;
}
