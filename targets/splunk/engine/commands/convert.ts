import { formatNumber, parseNumber, simplest } from '../data/values.js';
import type { Place } from '../syntax/source.js';
import { formatTime, parseTime, unknownVariable, unreadableVariable } from '../time/format.js';
import { addColumns, defineCommand, withRows, type RunEnvironment } from './command.js';

type Conversion = (text: string, format: string, environment: RunEnvironment) => string | null;

/** A value that cannot be converted is removed by num() and rmcomma(), and kept by the others. */
const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  ctime: (text, format) => {
    const number = parseNumber(text);
    return number === null ? text : formatTime(number, format);
  },
  mktime: (text, format, { now }) => {
    const seconds = parseTime(text, format, now);
    return seconds === null ? null : formatNumber(seconds);
  },
  num: (text) => {
    const number = parseNumber(text.replace(/,/gu, ''));
    return number === null ? null : formatNumber(number);
  },
  rmcomma: (text) => text.replace(/,/gu, ''),
  none: (text) => text,
};

/** Converts the values of fields: ctime(), mktime(), num(), rmcomma() and none(). */
export const convert = defineCommand({
  names: ['convert'],
  page: 'convert',
  parse(reader, { place }) {
    let format = '%m/%d/%Y %H:%M:%S';
    for (let option = reader.takeOptionName(); option !== null; option = reader.takeOptionName()) {
      if (option.name !== 'timeformat') throw reader.refuseOption(option.name, option.at);
      format = reader.word('a time format').text;
    }
    const calls: { name: string; field: string; target: string }[] = [];
    for (;;) {
      reader.skipSeparators();
      if (reader.atEnd()) break;
      const name = reader.word('a conversion').text;
      if (!Object.hasOwn(CONVERSIONS, name)) throw reader.source.error(place.at, 'RP5103', name);
      reader.expect('(');
      const field = reader.word('a field name').text;
      if (field.includes('*')) throw reader.source.error(place.at, 'RP5104', 'convert', field);
      reader.expect(')');
      calls.push({ name, field, target: reader.takeKeyword('as') ? reader.word('a field name').text : field });
      checkFormat(name, format, place);
    }
    if (calls.length === 0) throw reader.syntax("'convert' needs a conversion");
    return { format, calls };
  },
  run({ format, calls }, input, environment) {
    const rows = input.rows.map((row) => {
      const result = row.copy();
      for (const { name, field, target } of calls) {
        const values = row.values(field);
        if (values.length === 0) continue;
        const converted = values.map((value) => CONVERSIONS[name]!(value, format, environment));
        result.set(target, simplest(converted.filter((value) => value !== null)));
      }
      return result;
    });
    return {
      ...withRows(input, rows),
      columns: addColumns(
        input.columns,
        calls.map(({ target }) => target),
      ),
    };
  },
});

function checkFormat(name: string, format: string, place: Place): void {
  const unknown = name === 'ctime' ? unknownVariable(format) : name === 'mktime' ? unreadableVariable(format) : null;
  if (unknown !== null)
    throw place.source.error(place.at, 'RP5105', `the time variable '${unknown}'`, 'this engine does not know it');
}
