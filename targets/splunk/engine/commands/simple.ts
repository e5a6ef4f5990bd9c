import { expandNames, fieldNames } from './fields.js';
import { isInternal } from '../data/names.js';
import { addColumns, defineCommand, withRows } from './command.js';
import { evaluate, truthOf } from '../functions/evaluate.js';
import { EvalParser } from '../syntax/eval-parser.js';

/** The first rows; 10 when no number is given. With an expression: the rows up to the first for which it is not true. */
export const head = defineCommand({
  names: ['head'],
  page: 'head',
  parse(reader, { place }) {
    let count = null as number | null;
    let keepLast = false;
    let allowNull = false;
    const takeOptions = (): void => {
      for (let option = reader.takeOptionName(); option !== null; option = reader.takeOptionName()) {
        if (option.name === 'limit') count = reader.integer('limit');
        else if (option.name === 'keeplast') keepLast = reader.boolean('keeplast');
        else if (option.name === 'null') allowNull = reader.boolean('null');
        else throw reader.refuseOption(option.name, option.at);
      }
    };
    takeOptions();
    if (count === null && /^\s*\d+\s*$/u.test(reader.source.text.slice(reader.pos, reader.end)))
      count = reader.integer('the number of rows');
    if (reader.atEnd()) return { count: count ?? 10, condition: null, keepLast, allowNull, place };
    reader.expect('(');
    const parser = new EvalParser(reader.source, reader.pos, reader.end);
    const condition = parser.expression();
    reader.pos = parser.position;
    reader.expect(')');
    takeOptions();
    return { count: count ?? Infinity, condition, keepLast, allowNull, place };
  },
  run({ count, condition, keepLast, allowNull, place }, input, environment) {
    const rows = [];
    for (const row of input.rows) {
      if (rows.length >= count) break;
      if (condition !== null) {
        const truth = truthOf(evaluate(condition, row, environment), place);
        if (truth === false || (truth === null && !allowNull)) {
          if (keepLast) rows.push(row);
          break;
        }
      }
      rows.push(row);
    }
    return withRows(input, rows);
  },
});

/** The last rows in reverse order; 10 when no number is given. */
export const tail = defineCommand({
  names: ['tail'],
  page: 'tail',
  parse: (reader) => ({ count: reader.atEnd() ? 10 : reader.integer('the number of rows') }),
  run: ({ count }, input) => withRows(input, count === 0 ? [] : input.rows.slice(-count).reverse()),
});

export const reverse = defineCommand({
  names: ['reverse'],
  page: 'reverse',
  parse: () => null,
  run: (_, input) => withRows(input, [...input.rows].reverse()),
});

/** Gives fields without a value one: the named fields, or every field that some row has. */
export const fillnull = defineCommand({
  names: ['fillnull'],
  page: 'fillnull',
  parse(reader) {
    let value = '0';
    for (let option = reader.takeOptionName(); option !== null; option = reader.takeOptionName()) {
      if (option.name === 'value') value = reader.word('a value').text;
      else throw reader.refuseOption(option.name, option.at);
    }
    return { value, names: reader.fields().map((word) => word.text) };
  },
  run({ value, names }, input) {
    const targets =
      names.length > 0 ? expandNames(names, input.rows) : fieldNames(input.rows).filter((name) => !isInternal(name));
    const rows = input.rows.map((row) => {
      const missing = targets.filter((name) => row.get(name) === undefined);
      if (missing.length === 0) return row;
      const result = row.copy();
      for (const name of missing) result.set(name, value);
      return result;
    });
    return { rows, columns: addColumns(input.columns, targets) };
  },
});
