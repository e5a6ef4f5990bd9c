import { leafText, isObject, parseJson } from '../data/json.js';
import { Row } from '../data/row.js';
import { formatNumber } from '../data/values.js';
import type { ArgReader } from '../syntax/arg-reader.js';
import { defineCommand } from './command.js';

const MAX_ROWS = 100_000;

/** Makes rows with `_time` set to now, or rows from inline CSV or JSON. */
export const makeresults = defineCommand({
  names: ['makeresults'],
  page: 'makeresults',
  generates: 'always',
  parse(reader) {
    let count = 1;
    let format: string | null = null;
    let data: string | null = null;
    const at = reader.pos;
    while (!reader.atEnd()) {
      const option = reader.takeOptionName();
      if (option === null) count = reader.integer('the number of rows');
      else if (option.name === 'count') count = reader.integer('count');
      else if (option.name === 'format') format = reader.word('a format').text.toLowerCase();
      else if (option.name === 'data') data = reader.word('the data').text;
      else throw reader.refuseOption(option.name, option.at);
    }
    if (count > MAX_ROWS) throw reader.source.error(at, 'RP5106', 'rows of makeresults', MAX_ROWS);
    if ((format === null) !== (data === null)) throw reader.syntax("'makeresults' takes format and data together");
    return { count, rows: data === null ? null : inlineRows(format!, data, reader) };
  },
  run({ count, rows }, _, { now }) {
    if (rows !== null) return { rows: rows.map((fields) => Row.of(fields)), columns: null };
    return { rows: Array.from({ length: count }, () => Row.of([['_time', formatNumber(now)]])), columns: null };
  },
});

type Fields = readonly (readonly [string, string])[];

function inlineRows(format: string, data: string, reader: ArgReader): readonly Fields[] {
  if (format === 'csv') return csvRows(data);
  if (format !== 'json') throw reader.syntax("the format of 'makeresults' is csv or json");
  const json = parseJson(data);
  if (!Array.isArray(json)) throw reader.syntax("the data of 'makeresults' is no JSON array");
  return (json as readonly unknown[]).map((item) =>
    isObject(item) ? Object.entries(item).map(([name, value]) => [name, leafText(value)] as const) : [],
  );
}

/** Comma-separated lines with a header; quotes are the syntax of the surrounding argument, so fields have none. */
function csvRows(data: string): readonly Fields[] {
  const lines = data
    .trim()
    .split(/\r?\n/u)
    .map((line) => line.split(',').map((cell) => cell.trim()));
  const header = lines[0]!;
  return lines
    .slice(1)
    .map((cells) =>
      header.flatMap((name, index) =>
        cells[index] === undefined || cells[index] === '' ? [] : [[name, cells[index]] as const],
      ),
    );
}
