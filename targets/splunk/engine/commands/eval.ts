import type { FieldValue } from '../data/values.js';
import { evaluate } from '../functions/evaluate.js';
import { scalarsOf, simplest, textOf, type EvalValue } from '../data/values.js';
import { EvalParser } from '../syntax/eval-parser.js';
import { isBoolean, type Expression } from '../syntax/expression.js';
import { refuseAt, type Place } from '../syntax/source.js';
import { addColumns, defineCommand, withRows } from './command.js';

interface Assignment {
  readonly field: string;
  readonly value: Expression;
  readonly place: Place;
}

/** "eval cannot accept a Boolean value": true and false must become text or numbers first. */
function storable(value: EvalValue, place: Place): FieldValue | undefined {
  const values = scalarsOf(value);
  if (values.some((item) => typeof item === 'boolean'))
    refuseAt(place, 'a field cannot hold true or false; use if() or tostring()');
  return simplest(values.map(textOf));
}

const FIELD_NAME = /^(?:'((?:[^'\\]|\\.)+)'|"((?:[^"\\]|\\.)+)"|([A-Za-z_][A-Za-z0-9_.:{}-]*))\s*=(?!=)/u;

/** Assigns expressions to fields, each one seeing the assignments before it; null removes a field. */
export const evalCommand = defineCommand<readonly Assignment[]>({
  names: ['eval'],
  page: 'eval',
  parse(reader) {
    const assignments: Assignment[] = [];
    do {
      reader.skipSpace();
      const place = { source: reader.source, at: reader.pos };
      const name = FIELD_NAME.exec(reader.source.text.slice(reader.pos, reader.end));
      if (name === null) throw reader.syntax("'<field>=' expected in 'eval'");
      reader.pos += name[0].length;
      const parser = new EvalParser(reader.source, reader.pos, reader.end);
      const value = parser.expression();
      if (isBoolean(value)) refuseAt(place, 'a field cannot hold true or false; use if() or tostring()');
      reader.pos = parser.position;
      const field = name[3] ?? (name[1] ?? name[2]!).replace(/\\(['"\\])/gu, '$1');
      assignments.push({ field, value, place });
    } while (reader.take(','));
    return assignments;
  },
  run(assignments, input, environment) {
    const rows = input.rows.map((row) => {
      const result = row.copy();
      for (const { field, value, place } of assignments)
        result.set(field, storable(evaluate(value, result, environment), place));
      return result;
    });
    const columns = addColumns(
      input.columns,
      assignments.map(({ field }) => field),
    );
    return { ...withRows(input, rows), columns };
  },
});
