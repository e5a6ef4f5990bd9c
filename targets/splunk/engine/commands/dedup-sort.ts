import type { Row } from '../data/row.js';
import { compareAuto, compareText, parseNumber } from '../data/values.js';
import type { ArgReader } from '../syntax/arg-reader.js';
import { defineCommand, withRows } from './command.js';

type Comparator = (left: string, right: string) => number;

interface SortKey {
  readonly field: string;
  readonly descending: boolean;
  readonly compare: Comparator;
}

const COMPARATORS: Readonly<Record<string, Comparator>> = {
  auto: compareAuto,
  str: compareText,
  num: (left, right) => {
    const a = parseNumber(left);
    const b = parseNumber(right);
    return a !== null && b !== null ? a - b : (a === null ? 1 : 0) - (b === null ? 1 : 0);
  },
};

function sortKeys(reader: ArgReader, command: string): SortKey[] {
  const keys: SortKey[] = [];
  for (;;) {
    reader.skipSeparators();
    if (reader.atEnd()) break;
    const descending = reader.take('-');
    if (!descending) reader.take('+');
    const typed = /^\s*(auto|str|num|ip)\s*\(\s*/u.exec(
      reader.source.text.slice(reader.pos, Math.min(reader.end, reader.pos + 20)),
    );
    if (typed?.[1] === 'ip')
      throw reader.source.error(
        reader.pos,
        'RP5105',
        `ip() in '${command}'`,
        'the order of other texts among addresses is not documented',
      );
    if (typed !== null) reader.pos += typed[0].length;
    const field = reader.word('a field name').text;
    if (typed !== null) reader.expect(')');
    keys.push({ field, descending, compare: COMPARATORS[typed?.[1] ?? 'auto']! });
    if (/^\s*(?:d|desc)\s*$/u.test(reader.source.text.slice(reader.pos, reader.end))) {
      // A final "desc" turns every key round.
      reader.pos = reader.end;
      return keys.map((key) => ({ ...key, descending: !key.descending }));
    }
  }
  if (keys.length === 0) throw reader.syntax(`'${command}' needs a field name`);
  return keys;
}

/** A stable order; rows without a value come last whichever way the key runs. Several values count by the first. */
function compareRows(keys: readonly SortKey[]): (left: Row, right: Row) => number {
  return (left, right) => {
    for (const { field, descending, compare } of keys) {
      const a = left.values(field)[0];
      const b = right.values(field)[0];
      if (a === undefined || b === undefined) {
        if (a === b) continue;
        return a === undefined ? 1 : -1;
      }
      const order = compare(a, b);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
}

const DEFAULT_LIMIT = 10_000;

/** Sorts the rows and keeps the first 10,000, or as many as the number says; 0 keeps all. */
export const sort = defineCommand({
  names: ['sort'],
  page: 'sort',
  parse(reader) {
    let limit = DEFAULT_LIMIT;
    const option = reader.takeOptionName();
    if (option !== null && option.name !== 'limit') throw reader.refuseOption(option.name, option.at);
    const number =
      option === null ? /^\s*(\d{1,9})(?=[\s,])/u.exec(reader.source.text.slice(reader.pos, reader.end)) : null;
    if (option !== null) limit = reader.integer('limit');
    else if (number !== null) {
      limit = Number(number[1]);
      reader.pos += number[0].length;
    }
    return { limit, keys: sortKeys(reader, 'sort') };
  },
  run({ limit, keys }, input) {
    const rows = [...input.rows].sort(compareRows(keys));
    return withRows(input, limit === 0 ? rows : rows.slice(0, limit));
  },
});

/** Keeps the first rows of each combination of values. Rows without one of the fields go, unless keepempty is set. */
export const dedup = defineCommand({
  names: ['dedup'],
  page: 'dedup',
  parse(reader) {
    const options = { keepevents: false, keepempty: false, consecutive: false };
    const takeOptions = (): void => {
      for (let option = reader.takeOptionName(); option !== null; option = reader.takeOptionName()) {
        const name = option.name;
        if (name !== 'keepevents' && name !== 'keepempty' && name !== 'consecutive')
          throw reader.refuseOption(name, option.at);
        options[name] = reader.boolean(name);
      }
    };
    takeOptions();
    const number = /^\s*(\d{1,9})(?=\s)/u.exec(reader.source.text.slice(reader.pos, reader.end));
    if (number !== null) reader.pos += number[0].length;
    const fields: string[] = [];
    let sortBy: SortKey[] = [];
    for (;;) {
      reader.skipSeparators();
      takeOptions();
      if (reader.atEnd()) break;
      if (reader.takeKeyword('sortby')) {
        sortBy = sortKeys(reader, 'dedup');
        break;
      }
      fields.push(reader.word('a field name').text);
    }
    if (fields.length === 0) throw reader.syntax("'dedup' needs a field name");
    const count = number === null ? 1 : Number(number[1]);
    if (count === 0) throw reader.syntax("'dedup' needs a positive number");
    return { ...options, count, fields, sortBy };
  },
  run({ keepevents, keepempty, consecutive, count, fields, sortBy }, input) {
    const seen = new Map<string, number>();
    let previous: string | null = null;
    const rows: Row[] = [];
    for (const row of input.rows) {
      const values = fields.map((field) => row.get(field));
      if (values.includes(undefined)) {
        if (keepempty) rows.push(row);
        continue;
      }
      const key = JSON.stringify(values);
      if (consecutive && key !== previous) seen.clear();
      previous = key;
      const already = seen.get(key) ?? 0;
      seen.set(key, already + 1);
      if (already < count) rows.push(row);
      else if (keepevents) {
        const stripped = row.copy();
        for (const field of fields) stripped.set(field, undefined);
        rows.push(stripped);
      }
    }
    return withRows(input, sortBy.length === 0 ? rows : rows.sort(compareRows(sortBy)));
  },
});
