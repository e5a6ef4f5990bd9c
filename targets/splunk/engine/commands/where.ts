import { evaluate, truthOf } from '../functions/evaluate.js';
import { EvalParser } from '../syntax/eval-parser.js';
import { defineCommand, withRows } from './command.js';

/** Keeps the rows for which an expression is true; null and false drop a row alike. */
export const where = defineCommand({
  names: ['where'],
  page: 'where',
  parse(reader, { place }) {
    const parser = new EvalParser(reader.source, reader.pos, reader.end);
    const condition = parser.expression();
    reader.pos = parser.position;
    return { condition, place };
  },
  run({ condition, place }, input, environment) {
    return withRows(
      input,
      input.rows.filter((row) => truthOf(evaluate(condition, row, environment), place) === true),
    );
  },
});
