import type { Row } from '../data/row.js';
import { simplest } from '../data/values.js';
import { SplRegex } from '../regex/regex.js';
import { defineCommand, withRows } from './command.js';

/**
 * One row for each value of a field; a row without the field stays as it is. The memory limit of Splunk, past which it cuts
 * the output, is not modelled.
 */
export const mvexpand = defineCommand({
  names: ['mvexpand'],
  page: 'mvexpand',
  parse(reader) {
    const field = reader.word('a field name').text;
    let limit = 0;
    for (let option = reader.takeOptionName(); option !== null; option = reader.takeOptionName()) {
      if (option.name === 'limit') limit = reader.integer('limit');
      else throw reader.refuseOption(option.name, option.at);
    }
    return { field, limit };
  },
  run({ field, limit }, input) {
    const rows = input.rows.flatMap((row): Row[] => {
      const values = row.values(field);
      if (values.length < 2) return [row];
      return (limit === 0 ? values : values.slice(0, limit)).map((value) => {
        const result = row.copy();
        result.set(field, value);
        return result;
      });
    });
    return withRows(input, rows);
  },
});

/** Splits the values of a field into several. Without a delimiter or tokenizer at spaces. */
export const makemv = defineCommand({
  names: ['makemv'],
  page: 'makemv',
  parse(reader, { place }) {
    let delimiter = ' ';
    let allowEmpty = false;
    let tokenizer: SplRegex | null = null;
    for (let option = reader.takeOptionName(); option !== null; option = reader.takeOptionName()) {
      if (option.name === 'delim') delimiter = reader.word('a delimiter').text;
      else if (option.name === 'tokenizer')
        tokenizer = SplRegex.compile(reader.word('a regular expression').text, place);
      else if (option.name === 'allowempty') allowEmpty = reader.boolean('allowempty');
      else throw reader.refuseOption(option.name, option.at);
    }
    if (delimiter === '') throw reader.syntax("'makemv' needs a delimiter");
    return { delimiter, allowEmpty, tokenizer, field: reader.word('a field name').text };
  },
  run({ delimiter, allowEmpty, tokenizer, field }, input) {
    const rows = input.rows.map((row) => {
      const values = row.values(field);
      if (values.length === 0) return row;
      const result = row.copy();
      const parts = values.flatMap((value) => {
        if (tokenizer !== null) return tokenizer.matches(value, 0).map((groups) => groups[1] ?? '');
        return value.split(delimiter);
      });
      result.set(field, simplest(parts.filter((part) => allowEmpty || part !== '')));
      return result;
    });
    return withRows(input, rows);
  },
});

/** Joins the values of a field with newlines, for that is the separator that Splunk's own displays use. */
export const nomv = defineCommand({
  names: ['nomv'],
  page: 'nomv',
  parse: (reader) => ({ field: reader.word('a field name').text }),
  run({ field }, input) {
    const rows = input.rows.map((row) => {
      const values = row.values(field);
      if (values.length < 2) return row;
      const result = row.copy();
      result.set(field, values.join('\n'));
      return result;
    });
    return withRows(input, rows);
  },
});

/** Merges rows that differ in one field alone into one row that has all its values. */
export const mvcombine = defineCommand({
  names: ['mvcombine'],
  page: 'mvcombine',
  parse(reader) {
    const option = reader.takeOptionName();
    // The delimiter only shows in the single-value form of the field, which nomv makes of it.
    if (option !== null) throw reader.refuseOption(option.name, option.at);
    return { field: reader.word('a field name').text };
  },
  run({ field }, input) {
    const groups = new Map<string, { row: Row; values: string[] }>();
    for (const row of input.rows) {
      const others = row
        .names()
        .filter((name) => name !== field)
        .sort()
        .map((name) => [name, row.get(name)]);
      const key = JSON.stringify(others);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { row, values: [...row.values(field)] });
      else group.values.push(...row.values(field));
    }
    const rows = [...groups.values()].map(({ row, values }) => {
      const result = row.copy();
      result.set(field, simplest(values));
      return result;
    });
    return withRows(input, rows);
  },
});
