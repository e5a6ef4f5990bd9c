import { formatNumber, parseNumber } from '../data/values.js';
import { snap, spanSeconds } from '../time/relative.js';
import { addColumns, defineCommand, withRows } from './command.js';

/**
 * Puts times and numbers into ranges of one width. A time becomes the start of its range; spans of days begin at midnight
 * UTC, the time zone of this engine. A number becomes the text of its range, `10-20`.
 */
export const bin = defineCommand({
  names: ['bin', 'bucket', 'discretize'],
  page: 'bin',
  parse(reader) {
    let span: { text: string; at: number } | null = null;
    let field: string | null = null;
    let target: string | null = null;
    while (!reader.atEnd()) {
      const option = reader.takeOptionName();
      if (option !== null) {
        if (option.name !== 'span') throw reader.refuseOption(option.name, option.at);
        span = reader.word('a span');
      } else if (field === null) {
        field = reader.word('a field name').text;
        if (reader.takeKeyword('as')) target = reader.word('a field name').text;
      } else break;
    }
    if (field === null) throw reader.syntax("'bin' needs a field name");
    if (span === null)
      throw reader.source.error(reader.pos, 'RP5105', "'bin' without span", 'Splunk chooses the width from the data');
    const size = field === '_time' ? timeSpan(span.text) : Number(parseNumber(span.text) ?? NaN);
    if (size === null || !(typeof size === 'string' || size > 0))
      throw reader.source.error(span.at, 'RP5105', `the span '${span.text}'`, 'it is no fixed width');
    return { field, target: target ?? field, size };
  },
  run({ field, target, size }, input) {
    const rows = input.rows.map((row) => {
      const value = row.values(field)[0];
      const number = value === undefined ? null : parseNumber(value);
      if (number === null) return row;
      const result = row.copy();
      if (typeof size === 'string') result.set(target, formatNumber(snap(number, size)));
      else {
        const start = Math.floor(number / size) * size;
        result.set(
          target,
          field === '_time' ? formatNumber(start) : `${formatNumber(start)}-${formatNumber(start + size)}`,
        );
      }
      return result;
    });
    return { ...withRows(input, rows), columns: addColumns(input.columns, [target]) };
  },
});

/** Seconds, or the unit of a calendar span of one. Weeks have a start of their own and are left out. */
function timeSpan(text: string): number | string | null {
  const calendar = /^1?(mon|month|months|q|qtr|quarter|y|yr|year)$/u.exec(text);
  if (calendar !== null) return calendar[1]!.startsWith('mon') ? 'mon' : calendar[1]![0]!;
  const seconds = spanSeconds(/^\d/u.test(text) ? text : `1${text}`);
  return seconds === null || /w|week/u.test(text) ? null : seconds;
}
